package bpf4j.compiler.internal.declaration;

/** What calling a method of a tracepoint's context does. Offsets count from the record's start. */
public sealed interface RecordMember {

  /**
   * Reads something that has its place in the record, as in a struct of the kernel.
   *
   * @param member what, and where
   */
  record Fixed(KernelMember member) implements RecordMember {}

  /**
   * Reads text that has its place in the record.
   *
   * @param offset where it begins
   * @param size the bytes of its place
   */
  record Text(int offset, int size) implements RecordMember {}

  /**
   * Reads text that a word says the place of.
   *
   * @param word where the word is
   * @param relative whether it counts from the word's end
   * @param size the bytes of stack to copy it to
   */
  record LocatedText(int word, boolean relative, int size) implements RecordMember {}

  /**
   * Reads an element of an array that a word says the place of.
   *
   * @param word where the word is
   * @param relative whether it counts from the word's end
   * @param first element 0, as if the array began the record
   * @param stride the bytes from one element to the next
   */
  record LocatedElement(int word, boolean relative, KernelMember.Scalar first, int stride)
      implements RecordMember {}
}
