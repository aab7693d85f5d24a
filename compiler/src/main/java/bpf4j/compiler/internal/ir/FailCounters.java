package bpf4j.compiler.internal.ir;

/**
 * Stands in the code for the map that counts failing runs; the loader puts the real map in its
 * stead. Its value is a word that stays zero, for the code to read where the verifier shall not
 * know the number, and then one eight-byte counter for each place.
 */
public enum FailCounters {
  INSTANCE;

  /** Where the word that stays zero is. */
  public static final int ZERO = 0;

  /** Where the counter of a place is. */
  public static int offset(int index) {
    return Long.BYTES * (1 + index);
  }

  @Override
  public String toString() {
    return "failures";
  }
}
