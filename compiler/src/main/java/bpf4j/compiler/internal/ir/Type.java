package bpf4j.compiler.internal.ir;

/**
 * What a value is to the machine. Pointers are told apart by provenance, because the verifier
 * decides by provenance how memory may be reached.
 */
public enum Type {
  VOID,
  /** 32 significant bits; the register's upper half is unspecified. */
  I32,
  I64,
  /** The program's context argument. */
  CONTEXT,
  /** An address inside the program's own stack frame. */
  STACK,
  /** A map object, as helpers take it. */
  MAP,
  /** An element of a map, or a record in a ring buffer; may be null until compared with zero. */
  MAP_VALUE,
  /** A dynamic pointer of the kernel's, which helpers read through. */
  DYNAMIC_POINTER,
  /** A function of the program, as helpers take it. */
  FUNCTION,
  /** An address in the packet, or the packet's end. */
  PACKET,
  /**
   * A struct of the kernel whose type the verifier knows: read without a helper, possibly null
   * until compared with zero.
   */
  KERNEL;

  public boolean isPointer() {
    return compareTo(CONTEXT) >= 0;
  }

  public boolean isInteger() {
    return this == I32 || this == I64;
  }

  /** True when the full 64-bit register is significant. */
  public boolean isWide() {
    return this != I32;
  }
}
