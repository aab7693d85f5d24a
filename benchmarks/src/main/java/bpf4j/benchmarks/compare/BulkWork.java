package bpf4j.benchmarks.compare;

import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfLongMap;

/** As {@link MapWork}, with all entries of a large map at once: a batch is one pass. */
final class BulkWork {
  /** The entries of the map. */
  static final int ENTRIES = 1_000_000;

  private BulkWork() {}

  /** Entries as objects, unless the JIT removes them. */
  static MapWork forEach(BpfHash<Integer, Long> hash, String operation) {
    long[] sum = new long[1];
    return new MapWork(
        hash,
        operation,
        times -> {
          sum[0] = 0;
          hash.forEach((key, value) -> sum[0] += key + value);
          return sum[0];
        },
        () -> MapWork.content(hash));
  }

  static MapWork forEachLong(BpfHash<Integer, Long> hash, String operation) {
    BpfLongMap longs = hash.longs();
    long[] sum = new long[1];
    return new MapWork(
        hash,
        operation,
        times -> {
          sum[0] = 0;
          longs.forEach((key, value) -> sum[0] += key + value);
          return sum[0];
        },
        () -> MapWork.content(hash));
  }

  static MapWork fill(BpfHash<Integer, Long> hash) {
    BpfLongMap longs = hash.longs();
    long[] keys = new long[4096];
    long[] values = new long[4096];
    return new MapWork(
        hash,
        "fill",
        times -> {
          long sum = 0;
          for (int from = 0; from < times; from += keys.length) {
            int count = Math.min(keys.length, times - from);
            for (int i = 0; i < count; i++) {
              keys[i] = (long) from + i;
              values[i] = (from + i) * 3L;
              sum += values[i];
            }
            longs.putAll(keys, values, 0, count);
          }
          return sum;
        },
        () -> MapWork.content(hash),
        hash::clear);
  }
}
