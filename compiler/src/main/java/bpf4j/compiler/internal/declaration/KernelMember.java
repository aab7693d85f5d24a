package bpf4j.compiler.internal.declaration;

/** What calling a method of a kernel struct's interface does. */
public sealed interface KernelMember {

  /**
   * Reads a number.
   *
   * @param offset bytes from the struct's start
   * @param bytes how many to read: 1, 2, 4 or 8
   * @param shift how many low bits do not belong to it
   * @param bits how many bits belong to it
   * @param signed whether its sign is extended
   * @param type the primitive to return
   */
  record Scalar(int offset, int bytes, int shift, int bits, boolean signed, Class<?> type)
      implements KernelMember {}

  /**
   * Leads to the struct that a pointer points to.
   *
   * @param offset of the pointer
   * @param target the interface of the struct
   */
  record Follow(int offset, Class<?> target) implements KernelMember {}

  /**
   * Is a struct inside.
   *
   * @param offset of its start
   * @param target its interface
   */
  record Inside(int offset, Class<?> target) implements KernelMember {}

  /**
   * Reads all of a field as a record.
   *
   * @param offset of its start
   * @param type the record
   */
  record Whole(int offset, Class<?> type) implements KernelMember {}

  /**
   * Is an element of an array.
   *
   * @param first element 0
   * @param stride the bytes from one element to the next
   * @param count how many elements there are
   */
  record Element(KernelMember first, int stride, int count) implements KernelMember {}
}
