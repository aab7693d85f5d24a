package bpf4j.compiler.fuzz.run;

import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfHashSet;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.JvmMaps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The maps that programs use, in the kernel or on the JVM. Generated programs read the fields. Not
 * thread-safe.
 */
public final class Environment implements AutoCloseable {
  public final BpfArray<Long> longs;
  public final BpfArray<Integer> ints;
  public final BpfArray<Byte> bytes;
  public final BpfHash<Integer, Long> byInt;
  public final BpfHash<Long, Integer> byLong;
  public final BpfHashSet<Integer> set;
  public final BpfArray<Long> results;

  private final List<BpfArray<?>> arrays;

  private Environment(
      List<BpfArray<Long>> longArrays,
      BpfArray<Integer> ints,
      BpfArray<Byte> bytes,
      BpfHash<Integer, Long> byInt,
      BpfHash<Long, Integer> byLong,
      BpfHashSet<Integer> set) {
    this.longs = longArrays.get(0);
    this.results = longArrays.get(1);
    this.ints = ints;
    this.bytes = bytes;
    this.byInt = byInt;
    this.byLong = byLong;
    this.set = set;
    this.arrays = List.of(longs, ints, bytes, results);
  }

  /** Maps in the kernel. Arrays are memory that is shared with it, for speed. */
  public static Environment inKernel() {
    return new Environment(
        List.of(BpfMaps.mmapArray(Long.class, 8), BpfMaps.mmapArray(Long.class, 16)),
        BpfMaps.mmapArray(Integer.class, 5),
        BpfMaps.mmapArray(Byte.class, 8),
        BpfMaps.hash(Integer.class, Long.class, 16),
        BpfMaps.hash(Long.class, Integer.class, 4),
        BpfMaps.hashSet(Integer.class, 4));
  }

  /** The same on the JVM. */
  public static Environment onJvm() {
    return new Environment(
        List.of(JvmMaps.array(Long.class, 8), JvmMaps.array(Long.class, 16)),
        JvmMaps.array(Integer.class, 5),
        JvmMaps.array(Byte.class, 8),
        JvmMaps.hash(Integer.class, Long.class, 16),
        JvmMaps.hash(Long.class, Integer.class, 4),
        JvmMaps.hashSet(Integer.class, 4));
  }

  /** Brings the maps that a program uses back to how they were made. */
  void reset(UsedMaps used) {
    for (BpfArray<?> array : arrays) {
      if (!used.arrays()) {
        break;
      }
      clear(array);
    }
    if (used.byInt()) {
      keys(byInt).forEach(byInt::remove);
    }
    if (used.byLong()) {
      keys(byLong).forEach(byLong::remove);
    }
    if (used.set()) {
      keys().forEach(set::remove);
    }
  }

  private static void clear(BpfArray<?> array) {
    for (int i = 0; i < array.maxEntries(); i++) {
      array.putLong(i, 0);
    }
  }

  private static <K, V> List<K> keys(BpfHash<K, V> map) {
    List<K> out = new ArrayList<>();
    map.forEach((key, value) -> out.add(key));
    return out;
  }

  private List<Integer> keys() {
    List<Integer> out = new ArrayList<>();
    set.forEach(out::add);
    return out;
  }

  /** What is in the maps that a program uses, as text that can be compared. */
  String contents(UsedMaps used) {
    StringBuilder out = new StringBuilder();
    if (used.arrays()) {
      append(out, "longs", longs);
      append(out, "ints", ints);
      append(out, "bytes", bytes);
      append(out, "results", results);
    }
    if (used.byInt()) {
      append(out, "byInt", byInt);
    }
    if (used.byLong()) {
      append(out, "byLong", byLong);
    }
    if (used.set()) {
      out.append(" set ").append(keys().stream().sorted().toList());
    }
    return out.toString();
  }

  private static void append(StringBuilder out, String name, BpfArray<?> array) {
    out.append(' ').append(name).append(" [");
    for (int i = 0; i < array.maxEntries(); i++) {
      out.append(i == 0 ? "" : ", ").append(array.getLong(i));
    }
    out.append(']');
  }

  private static <K, V> void append(StringBuilder out, String name, BpfHash<K, V> map) {
    Map<K, V> sorted = new TreeMap<>();
    map.forEach(sorted::put);
    out.append(' ').append(name).append(' ').append(sorted);
  }

  @Override
  public void close() {
    arrays.forEach(BpfArray::close);
    byInt.close();
    byLong.close();
    set.close();
  }
}
