package bpf4j.benchmarks.compare;

import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfLongMap;
import bpf4j.maps.BpfMap;
import bpf4j.maps.BpfMmapArray;
import bpf4j.maps.BpfPerCpuArray;
import java.util.function.IntToLongFunction;
import java.util.function.LongSupplier;

/**
 * What both sides do with a map, in Java; {@code peers/map_ops.c} does the same. Each kind of map
 * has loops of its own, so that none is compiled with the other kinds in mind.
 *
 * @param map the map
 * @param operation what the peer calls it
 * @param loop does it as often as told, with the keys from 0 on round and round; returns the sum of
 *     the values read or written
 * @param content the sum of all values in the map
 * @param prepare what comes before each batch and is not measured
 */
record MapWork(
    BpfMap map, String operation, IntToLongFunction loop, LongSupplier content, Runnable prepare) {

  MapWork(BpfMap map, String operation, IntToLongFunction loop, LongSupplier content) {
    this(map, operation, loop, content, () -> {});
  }

  /** The entries of each map. */
  static final int ENTRIES = 256;

  private static final int MASK = ENTRIES - 1;

  static MapWork get(BpfArray<Long> array) {
    return new MapWork(
        array,
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
        array,
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

  static MapWork get(BpfHash<Integer, Long> hash) {
    return new MapWork(
        hash,
        "get",
        times -> {
          long sum = 0;
          for (int i = 0; i < times; i++) {
            sum += hash.getLong(i & MASK, -1);
          }
          return sum;
        },
        () -> content(hash));
  }

  static MapWork put(BpfHash<Integer, Long> hash) {
    return new MapWork(
        hash,
        "put",
        times -> {
          long sum = 0;
          for (int i = 0; i < times; i++) {
            hash.putLong(i & MASK, i);
            sum += i;
          }
          return sum;
        },
        () -> content(hash));
  }

  static MapWork putAndRemove(BpfHash<Integer, Long> hash) {
    BpfLongMap longs = hash.longs();
    return new MapWork(
        hash,
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
        () -> 1 + content(hash));
  }

  static MapWork sum(BpfPerCpuArray<Long> array) {
    return new MapWork(
        array,
        "sum_per_cpu",
        times -> {
          long sum = 0;
          for (int i = 0; i < times; i++) {
            sum += array.sum(i & MASK);
          }
          return sum;
        },
        () -> array.sum(MASK));
  }

  static MapWork read(BpfMmapArray<Long> array) {
    return new MapWork(
        array,
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

  static long content(BpfHash<Integer, Long> hash) {
    long[] sum = {0};
    hash.forEach((key, value) -> sum[0] += value);
    return sum[0];
  }
}
