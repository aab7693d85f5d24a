package bpf4j.benchmarks.compare.map;

import bpf4j.benchmarks.compare.measure.OwnThread;
import bpf4j.benchmarks.compare.peer.Processor;
import bpf4j.benchmarks.compare.work.Setting;
import bpf4j.benchmarks.compare.work.Workload;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfMaps;
import java.util.Collections;

/**
 * Map operations through the typed maps and through the peers, by turns. Wrong results and
 * allocation make it fail.
 */
public final class MapWorkload implements Workload {
  private static final int TIMES = 1000;
  private static final int BULK_PAIRS = 30;
  private static final int WALK_PAIRS = 10;

  /** How many loads take about as long as one system call. */
  private static final int LOADS = 500;

  @Override
  public String name() {
    return "maps";
  }

  @Override
  public String title() {
    return "Map operations";
  }

  @Override
  public String method() {
    return "Batches of 1,000 operations (or one pass through all entries, per entry) by turns, on one"
        + " processor. libbpf and cilium/ebpf work on the very same map, BCC on one of its own.";
  }

  @Override
  public void run(Setting setting) {
    small(setting);
    structs(setting);
    if (!setting.quick()) {
      bulk(setting, "1 entry", 1);
    }
    bulk(setting, "1 k entries", 1 << 10);
    if (!setting.quick()) {
      bulk(setting, "1 M entries", 1 << 20);
    }
  }

  private static void small(Setting setting) {
    int entries = MapWork.ENTRIES;
    Processor processor = setting.processor();
    try (var array = BpfMaps.array(Long.class, entries);
        var peers =
            new MapPeers(
                processor,
                array,
                "array",
                entries,
                () -> {
                  for (int i = 0; i < entries; i++) {
                    array.putLong(i, MapWork.seed(i));
                  }
                })) {
      MapRow row = new MapRow(setting, peers, TIMES, setting.pairs());
      row.measure("array put", MapWork.put(array));
      row.measure("array get", MapWork.get(array));
      if (!setting.quick()) {
        OneThread.rows(setting, array, peers);
      }
    }
    try (var hash = BpfMaps.hash(Integer.class, Long.class, entries);
        var peers = hashPeers(setting, hash, entries)) {
      MapRow row = new MapRow(setting, peers, TIMES, setting.pairs());
      row.measure("hash put", MapWork.put(hash, entries));
      row.measure("hash get", MapWork.get(hash, entries));
      row.measure("hash put and remove", MapWork.putAndRemove(hash));
    }
    try (var mapped = BpfMaps.mmapArray(Long.class, entries);
        var peers =
            new MapPeers(
                processor,
                mapped,
                "mapped",
                entries,
                () -> {
                  for (int i = 0; i < entries; i++) {
                    mapped.putLong(i, MapWork.seed(i));
                  }
                })) {
      new MapRow(setting, peers, LOADS * TIMES, setting.pairs())
          .measure("mapped array read", MapWork.read(mapped));
    }
  }

  private static void structs(Setting setting) {
    int entries = MapWork.ENTRIES;
    try (var structs = BpfMaps.hash(StructWork.Key.class, StructWork.Value.class, entries);
        var peers =
            new MapPeers(
                setting.processor(), structs, "structs", entries, () -> StructWork.seed(structs))) {
      MapRow row = new MapRow(setting, peers, TIMES, setting.pairs());
      row.measure("hash put, 16-byte structs", StructWork.put(structs));
      row.measure("hash get, 16-byte structs", StructWork.get(structs));
    }
    try (var perCpu = BpfMaps.percpuArray(Long.class, entries);
        var peers =
            new MapPeers(
                setting.processor(),
                perCpu,
                "percpu",
                entries,
                () -> {
                  for (int i = 0; i < entries; i++) {
                    perCpu.put(i, Collections.nCopies(perCpu.cpus(), MapWork.seed(i)));
                  }
                })) {
      MapRow row = new MapRow(setting, peers, TIMES, setting.pairs());
      row.measure("per-CPU array get and sum", MapWork.sum(perCpu));
    }
  }

  private static MapPeers hashPeers(Setting setting, BpfHash<Integer, Long> hash, int entries) {
    MapWork fill = BulkWork.fill(hash, entries);
    return new MapPeers(
        setting.processor(), hash, "hash", entries, () -> OwnThread.measured(fill.loop(), entries));
  }

  /** All entries at once, and some of them all over the map. */
  private static void bulk(Setting setting, String size, int entries) {
    int times = Math.max(entries, TIMES);
    int pairs = entries > 1 << 10 ? setting.pairs(BULK_PAIRS) : setting.pairs();
    try (var hash = BpfMaps.hash(Integer.class, Long.class, entries);
        var peers = hashPeers(setting, hash, entries)) {
      MapRow all = new MapRow(setting, peers, times, pairs);
      all.measure("fill, " + size, BulkWork.fill(hash, entries));
      all.allocating().measure("forEach, " + size, BulkWork.forEach(hash, entries));
      // A pass makes an object, which is nothing for many entries and something for one.
      (entries == 1 ? all.allocating() : all)
          .measure("longs().forEach, " + size, BulkWork.forEachLong(hash, entries, "iterate"));
      if (entries > 1 << 10 || setting.quick()) {
        new MapRow(setting, peers, times, Math.min(pairs, WALK_PAIRS))
            .measure(
                "longs().forEach, they by next key", BulkWork.forEachLong(hash, entries, "walk"));
        MapRow some = new MapRow(setting, peers, TIMES, setting.pairs());
        some.measure("get, all over " + size, FarWork.get(hash, entries));
        some.measure("put, all over " + size, FarWork.put(hash, entries));
      }
    }
  }
}
