package bpf4j.benchmarks.compare.map;

import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfLongMap;
import bpf4j.maps.BpfMmapArray;
import bpf4j.maps.BpfPerCpuArray;
import java.util.function.IntToLongFunction;
import java.util.function.LongSupplier;

/**
 * What both sides do with a map, in Java; the programs {@code map_ops} of the peers do the same.
 * Each kind of map has loops of its own, so that none is compiled with the other kinds in mind.
 *
 * @param operation what the peers call it
 * @param loop does it as often as told, with the keys from 0 on round and round; returns the sum of
 *     the values read or written
 * @param content the sum of all values in the map
 * @param prepare what comes before each batch and is not measured
 */
record MapWork(String operation, IntToLongFunction loop, LongSupplier content, Runnable prepare) {

  MapWork(String operation, IntToLongFunction loop, LongSupplier content) {
    this(operation, loop, content, () -> {});
  }

  /** The entries of each small map. */
  static final int ENTRIES = 256;

  private static final int MASK = ENTRIES - 1;

  /** The values that reading starts from, here and in all peers. */
  static long seed(int key) {
    return key * 3L + 1;
  }

  static MapWork get(BpfArray<Long> array) {
    return new MapWork(
        "get",
        times -> {
          long sum = 0;
          for (int i = 0; i < times; i++) {
            sum += array.getLong(i & MASK);
          }
          return sum;
        },
        () -> content(array));
  }

  static MapWork put(BpfArray<Long> array) {
    return new MapWork(
        "put",
        times -> {
          long sum = 0;
          for (int i = 0; i < times; i++) {
            array.putLong(i & MASK, i);
            sum += i;
          }
          return sum;
        },
        () -> content(array));
  }

  static MapWork get(BpfHash<Integer, Long> hash, int entries) {
    int mask = entries - 1;
    return new MapWork(
        "get",
        times -> {
          long sum = 0;
          for (int i = 0; i < times; i++) {
            sum += hash.getLong(i & mask, -1);
          }
          return sum;
        },
        () -> content(hash));
  }

  static MapWork put(BpfHash<Integer, Long> hash, int entries) {
    int mask = entries - 1;
    return new MapWork(
        "put",
        times -> {
          long sum = 0;
          for (int i = 0; i < times; i++) {
            hash.putLong(i & mask, i);
            sum += i;
          }
          return sum;
        },
        () -> content(hash));
  }

  static MapWork putAndRemove(BpfHash<Integer, Long> hash) {
    BpfLongMap longs = hash.longs();
    return new MapWork(
        "put_and_remove",
        times -> {
          long sum = 0;
          for (int i = 0; i < times; i++) {
            longs.put(i & MASK, i);
            longs.remove(i & MASK);
            sum += i;
          }
          return sum;
        },
        () -> content(hash));
  }

  static MapWork sum(BpfPerCpuArray<Long> array) {
    return new MapWork(
        "sum_per_cpu",
        times -> {
          long sum = 0;
          for (int i = 0; i < times; i++) {
            sum += array.sum(i & MASK);
          }
          return sum;
        },
        () -> content(array));
  }

  static MapWork read(BpfMmapArray<Long> array) {
    return new MapWork(
        "read",
        times -> {
          long sum = 0;
          for (int i = 0; i < times; i++) {
            sum += array.getLong(i & MASK);
          }
          return sum;
        },
        () -> content(array));
  }

  private static long content(BpfArray<Long> array) {
    long[] sum = {0};
    array.forEach((index, value) -> sum[0] += value);
    return sum[0];
  }

  private static long content(BpfPerCpuArray<Long> array) {
    long sum = 0;
    for (int i = 0; i < ENTRIES; i++) {
      sum += array.sum(i);
    }
    return sum;
  }

  static long content(BpfHash<Integer, Long> hash) {
    long[] sum = {0};
    hash.forEach((key, value) -> sum[0] += value);
    return sum[0];
  }
}
