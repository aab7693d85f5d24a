package bpf4j.compiler.internal.substitute;

/** Methods of {@link java.util.Objects}. */
@SuppressWarnings("unused") // found by name
final class ObjectsMethods {
  private ObjectsMethods() {}

  static int checkIndex(int index, int length) {
    if (index < 0 || index >= length) {
      throw new IndexOutOfBoundsException();
    }
    return index;
  }

  static long checkIndex(long index, long length) {
    if (index < 0 || index >= length) {
      throw new IndexOutOfBoundsException();
    }
    return index;
  }

  static int checkFromToIndex(int from, int to, int length) {
    if (from < 0 || from > to || to > length) {
      throw new IndexOutOfBoundsException();
    }
    return from;
  }

  static int checkFromIndexSize(int from, int size, int length) {
    if ((length | from | size) < 0 || size > length - from) {
      throw new IndexOutOfBoundsException();
    }
    return from;
  }
}
