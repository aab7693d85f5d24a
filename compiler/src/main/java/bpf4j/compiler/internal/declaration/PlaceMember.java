package bpf4j.compiler.internal.declaration;

/**
 * An argument or result of a place in the kernel. Each lies in a word of the context, of which the
 * verifier knows the type.
 */
public sealed interface PlaceMember {
  /** Bytes from the context's start. */
  int offset();

  /**
   * A number, or an address of something that is not a struct.
   *
   * @param bits how many low bits of the word belong to it; the others may be anything
   * @param signed whether its sign is extended
   */
  record Scalar(int offset, int bits, boolean signed) implements PlaceMember {}

  /**
   * The address of a struct, which loading makes a typed pointer.
   *
   * @param struct the struct's type
   * @param direct whether the struct may be read without a helper
   */
  record Struct(int offset, int struct, boolean direct) implements PlaceMember {}

  /** An address that verifiers do not let programs load: the helper for kernel memory does. */
  record HiddenPointer(int offset) implements PlaceMember {}
}
