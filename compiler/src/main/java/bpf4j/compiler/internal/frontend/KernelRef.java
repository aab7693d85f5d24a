package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.ir.Value;
import bpf4j.elf.Btf;
import java.util.List;

/**
 * A struct of the kernel, by its address.
 *
 * @param address where it is, as a number
 * @param nullable whether the address may be 0, for null
 * @param direct how it is read without a helper; null if it is not. Lost where paths meet: what
 *     comes along several of them is a number to the verifier.
 */
record KernelRef(Class<?> type, Value address, boolean nullable, Direct direct)
    implements JavaValue {
  KernelRef(Class<?> type, Value address, boolean nullable) {
    this(type, address, nullable, null);
  }

  /**
   * A place in a struct whose type the verifier knows.
   *
   * @param pointer the struct's address
   * @param types where its type is described
   * @param struct its type
   * @param offset the place's distance from the struct's start
   */
  record Direct(Value pointer, Btf types, int struct, int offset) {
    Direct plus(int distance) {
      return new Direct(pointer, types, struct, offset + distance);
    }
  }

  @Override
  public List<Value> components() {
    return List.of(address);
  }

  @Override
  public JavaValue with(List<Value> components) {
    return components.get(0) == address
        ? this
        : new KernelRef(type, components.get(0), nullable, null);
  }

  @Override
  public boolean sameShape(JavaValue other) {
    return other instanceof KernelRef ref && ref.type == type && ref.nullable == nullable;
  }

  /** The verifier wants to see typed pointers compared with null. */
  @Override
  public Value presence() {
    return !nullable ? null : direct == null ? address : direct.pointer();
  }

  @Override
  public String describe() {
    return "a " + type.getSimpleName();
  }
}
