package bpf4j.compiler.fuzz.run;

import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfGlobal;
import bpf4j.maps.BpfGlobalArray;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfHashSet;
import bpf4j.maps.BpfMap;
import bpf4j.maps.BpfPerCpuArray;
import bpf4j.maps.layout.Layout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

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
  public final BpfHash<Integer, Long> recent;
  public final BpfHashSet<Integer> set;
  public final BpfPerCpuArray<Long> perCpu;
  public final BpfHash<Key, Integer> keyed;
  public final BpfHash<Integer, Pair> pairs;
  public final BpfHash<Integer, Cell> cells;
  public final BpfArray<Cell> cellArray;
  public final BpfHash<String, Long> names;
  public final BpfHash<Integer, Label> labels;
  public final BpfGlobal<Long> sum;
  public final BpfGlobal<Integer> level;
  public final BpfGlobal<Cell> shared;
  public final BpfGlobalArray<Long> table;
  public final BpfGlobalArray<Integer> octetTable;
  public final BpfArray<Long> results;

  private record Slot(
      BpfMap map, Runnable clear, Supplier<String> contents, boolean clearedBeforeEachRun) {}

  private final Map<String, Slot> slots = new LinkedHashMap<>();

  private Environment(MapMaker maker) {
    longs = array("longs", maker.array(Long.class, 8));
    ints = array("ints", maker.array(Integer.class, 5));
    bytes = array("bytes", maker.array(Byte.class, 8));
    byInt = hash("byInt", maker.hash(Integer.class, Long.class, 16));
    byLong = hash("byLong", maker.hash(Long.class, Integer.class, 4));
    // With room for more than programs put there: which entries go differs on the JVM.
    recent = hash("recent", maker.lruHash(Integer.class, Long.class, 1024));
    set = set("set", maker.hashSet(Integer.class, 4));
    perCpu = perCpu("perCpu", maker.percpuArray(Long.class, 4));
    keyed = hash("keyed", maker.hash(Key.class, Integer.class, 16));
    pairs = hash("pairs", maker.hash(Integer.class, Pair.class, 8));
    cells = hash("cells", maker.hash(Integer.class, Cell.class, 8));
    cellArray = structs("cellArray", maker.array(Cell.class, 2));
    names = hash("names", maker.named(Long.class, 8));
    labels = hash("labels", maker.hash(Integer.class, Label.class, 8));
    sum = global("sum", maker.global(Long.class), 0L);
    level = global("level", maker.global(Integer.class), 0);
    shared = global("shared", maker.global(Cell.class), new Cell());
    table = array("table", maker.globalArray(Layout.of(Long.class), 8));
    octetTable = array("octetTable", maker.globalArray(Layout.u8(), 5));
    results = array("results", maker.array(Long.class, 16));
  }

  /** Maps in the kernel. */
  public static Environment inKernel() {
    return new Environment(new MapMaker.InKernel());
  }

  /** The same on the JVM. */
  public static Environment onJvm() {
    return new Environment(new MapMaker.OnJvm());
  }

  private <V> BpfGlobal<V> global(String name, BpfGlobal<V> global, V initial) {
    Supplier<String> contents = () -> global.get().toString();
    slots.put(name, new Slot(global, () -> global.set(initial), contents, false));
    return global;
  }

  private <M extends BpfArray<?>> M array(String name, M array) {
    Runnable clear =
        () -> {
          for (int i = 0; i < array.maxEntries(); i++) {
            array.putLong(i, 0);
          }
        };
    Supplier<String> contents =
        () -> {
          List<Long> out = new ArrayList<>();
          for (int i = 0; i < array.maxEntries(); i++) {
            out.add(array.getLong(i));
          }
          return out.toString();
        };
    slots.put(name, new Slot(array, clear, contents, false));
    return array;
  }

  private BpfArray<Cell> structs(String name, BpfArray<Cell> array) {
    Runnable clear =
        () -> {
          for (int i = 0; i < array.maxEntries(); i++) {
            array.put(i, new Cell());
          }
        };
    Supplier<String> contents =
        () -> {
          List<String> out = new ArrayList<>();
          for (int i = 0; i < array.maxEntries(); i++) {
            out.add(array.get(i).toString());
          }
          return out.toString();
        };
    slots.put(name, new Slot(array, clear, contents, false));
    return array;
  }

  private <K, V> BpfHash<K, V> hash(String name, BpfHash<K, V> map) {
    Runnable clear =
        () -> {
          List<K> keys = new ArrayList<>();
          map.forEach((key, value) -> keys.add(key));
          keys.forEach(map::remove);
        };
    Supplier<String> contents =
        () -> {
          Map<String, String> sorted = new TreeMap<>();
          map.forEach((key, value) -> sorted.put(key.toString(), value.toString()));
          return sorted.toString();
        };
    slots.put(name, new Slot(map, clear, contents, false));
    return map;
  }

  private <K> BpfHashSet<K> set(String name, BpfHashSet<K> set) {
    Supplier<List<K>> keys =
        () -> {
          List<K> out = new ArrayList<>();
          set.forEach(out::add);
          return out;
        };
    slots.put(
        name,
        new Slot(
            set,
            () -> keys.get().forEach(set::remove),
            () -> keys.get().stream().sorted().toList().toString(),
            false));
    return set;
  }

  /**
   * Two runs may be on two CPUs in the kernel, so that nothing may be left from one to the next.
   */
  private BpfPerCpuArray<Long> perCpu(String name, BpfPerCpuArray<Long> array) {
    Runnable clear =
        () -> {
          for (int i = 0; i < array.maxEntries(); i++) {
            array.put(i, Collections.nCopies(array.cpus(), 0L));
          }
        };
    Supplier<String> contents =
        () -> {
          List<Long> out = new ArrayList<>();
          for (int i = 0; i < array.maxEntries(); i++) {
            out.add(array.sum(i));
          }
          return out.toString();
        };
    slots.put(name, new Slot(array, clear, contents, true));
    return array;
  }

  /** Brings the maps that a program uses back to how they were made. */
  void reset(Collection<String> used) {
    used.forEach(name -> slots.get(name).clear().run());
  }

  /** Prepares for one more run. */
  void beforeRun(Collection<String> used) {
    for (String name : used) {
      Slot slot = slots.get(name);
      if (slot.clearedBeforeEachRun()) {
        slot.clear().run();
      }
    }
  }

  /** What is in the maps that a program uses, as text that can be compared. */
  String contents(Collection<String> used) {
    StringBuilder out = new StringBuilder();
    for (String name : used) {
      out.append(' ').append(name).append(' ').append(slots.get(name).contents().get());
    }
    return out.toString();
  }

  @Override
  public void close() {
    slots.values().forEach(slot -> slot.map().close());
  }
}
