package bpf4j.compiler.internal.substitute;

/** Methods of {@link Integer}. */
@SuppressWarnings("unused") // found by name
final class IntegerMethods {
  private IntegerMethods() {}

  /** Compares unsigned, so that negative numbers need no branch of their own. */
  static int numberOfLeadingZeros(int number) {
    if (number == 0) {
      return Integer.SIZE;
    }
    int rest = number;
    int zeros = Integer.SIZE - 1;
    if (Integer.compareUnsigned(rest, 1 << 16) >= 0) {
      zeros -= 16;
      rest >>>= 16;
    }
    if (rest >= 1 << 8) {
      zeros -= 8;
      rest >>>= 8;
    }
    if (rest >= 1 << 4) {
      zeros -= 4;
      rest >>>= 4;
    }
    if (rest >= 1 << 2) {
      zeros -= 2;
      rest >>>= 2;
    }
    return zeros - (rest >>> 1);
  }
}
