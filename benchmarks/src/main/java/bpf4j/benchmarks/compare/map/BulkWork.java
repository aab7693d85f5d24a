package bpf4j.benchmarks.compare.map;

import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfLongMap;

/**
 * As {@link MapWork}, with all entries of a map at once: a batch is as many passes as make up its
 * operations.
 */
final class BulkWork {
  private BulkWork() {}

  /** Entries as objects, unless the JIT removes them. */
  static MapWork forEach(BpfHash<Integer, Long> hash, int entries) {
    long[] sum = new long[1];
    return new MapWork(
        "iterate",
        times -> {
          sum[0] = 0;
          for (int done = 0; done < times; done += entries) {
            hash.forEach((key, value) -> sum[0] += key + value);
          }
          return sum[0];
        },
        () -> MapWork.content(hash));
  }

  static MapWork forEachLong(BpfHash<Integer, Long> hash, int entries, String operation) {
    BpfLongMap longs = hash.longs();
    long[] sum = new long[1];
    return new MapWork(
        operation,
        times -> {
          sum[0] = 0;
          for (int done = 0; done < times; done += entries) {
            longs.forEach((key, value) -> sum[0] += key + value);
          }
          return sum[0];
        },
        () -> MapWork.content(hash));
  }

  static MapWork fill(BpfHash<Integer, Long> hash, int entries) {
    BpfLongMap longs = hash.longs();
    long[] keys = new long[4096];
    long[] values = new long[4096];
    return new MapWork(
        "fill",
        times -> {
          long sum = 0;
          for (int done = 0; done < times; done += entries) {
            for (int from = 0; from < entries; from += keys.length) {
              int count = Math.min(keys.length, entries - from);
              for (int i = 0; i < count; i++) {
                keys[i] = (long) from + i;
                values[i] = MapWork.seed(from + i);
                sum += values[i];
              }
              longs.putAll(keys, values, 0, count);
            }
          }
          return sum;
        },
        () -> MapWork.content(hash),
        hash::clear);
  }
}
