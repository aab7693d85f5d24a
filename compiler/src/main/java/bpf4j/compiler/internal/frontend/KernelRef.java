package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.ir.Value;
import java.util.List;

/**
 * A struct of the kernel, by its address.
 *
 * @param nullable whether the address may be 0, for null
 */
record KernelRef(Class<?> type, Value address, boolean nullable) implements JavaValue {
  @Override
  public List<Value> components() {
    return List.of(address);
  }

  @Override
  public JavaValue with(List<Value> components) {
    return new KernelRef(type, components.get(0), nullable);
  }

  @Override
  public boolean sameShape(JavaValue other) {
    return other instanceof KernelRef ref && ref.type == type && ref.nullable == nullable;
  }

  @Override
  public Value presence() {
    return nullable ? address : null;
  }

  @Override
  public String describe() {
    return "a " + type.getSimpleName();
  }
}
