package bpf4j.maps.internal;

/** The number of hash functions of a bloom filter, which {@code map_extra} holds. */
public final class BloomHashes {

  /** What the kernel takes if none is asked for ({@code kernel/bpf/bloom_filter.c}). */
  private static final int DEFAULT = 5;

  private static final int MAX = 15;

  private BloomHashes() {}

  /**
   * Checks a number.
   *
   * @param hashFunctions the number asked for
   * @return it
   * @throws IllegalArgumentException if it is not from 1 to 15
   */
  public static int check(int hashFunctions) {
    if (hashFunctions < 1 || hashFunctions > MAX) {
      throw new IllegalArgumentException(
          "hashFunctions is " + hashFunctions + ": a bloom filter has 1 to " + MAX);
    }
    return hashFunctions;
  }

  /**
   * The number that a filter has.
   *
   * @param spec what it is
   * @return 1 to 15
   */
  public static int of(MapSpec<?, ?> spec) {
    return spec.extra() == 0 ? DEFAULT : (int) spec.extra();
  }
}
