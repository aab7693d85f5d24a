package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.ir.Value;
import java.util.List;

/**
 * A string on the stack that nothing changes: UTF-8, filled up with zeros.
 *
 * @param size the bytes of its place; the string may use all of them
 */
record StringRef(Value pointer, int size) implements JavaValue {
  @Override
  public List<Value> components() {
    return List.of(pointer);
  }

  @Override
  public JavaValue with(List<Value> components) {
    return new StringRef(components.get(0), size);
  }

  @Override
  public boolean sameShape(JavaValue other) {
    return other instanceof StringRef ref && ref.size == size;
  }

  @Override
  public String describe() {
    return "a String of up to " + size + " bytes";
  }
}
