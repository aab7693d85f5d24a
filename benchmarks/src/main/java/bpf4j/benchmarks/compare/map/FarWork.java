package bpf4j.benchmarks.compare.map;

import bpf4j.maps.BpfHash;

/** As {@link MapWork}, with keys all over a large map, so that caches help little. */
final class FarWork {
  /** Knuth's multiplier: being odd, it goes through all keys of a map of a power of two entries. */
  private static final int STRIDE = 0x9e3779b1;

  private FarWork() {}

  static MapWork get(BpfHash<Integer, Long> hash, int entries) {
    int mask = entries - 1;
    return new MapWork(
        "get_far",
        times -> {
          long sum = 0;
          for (int i = 0; i < times; i++) {
            sum += hash.getLong(i * STRIDE & mask, -1);
          }
          return sum;
        },
        () -> MapWork.content(hash));
  }

  static MapWork put(BpfHash<Integer, Long> hash, int entries) {
    int mask = entries - 1;
    return new MapWork(
        "put_far",
        times -> {
          long sum = 0;
          for (int i = 0; i < times; i++) {
            hash.putLong(i * STRIDE & mask, i);
            sum += i;
          }
          return sum;
        },
        () -> MapWork.content(hash));
  }
}
