package bpf4j.benchmarks.compare;

import bpf4j.maps.BpfMap;
import bpf4j.maps.BpfMaps;
import bpf4j.syscall.bpf.InfoCalls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Map operations through the typed maps, and through libbpf in C, on the very same maps by turns.
 *
 * <p>{@code benchmarks/compare-map-ops} runs this. It exits with 1 if the two sides come to
 * different results or something allocates; a ratio above its bar is shown, but is no failure, as
 * it may be the machine's.
 */
public final class MapOps {
  private static final int WARM_UP = 600;

  /** A pass over a million entries takes a good part of a second. */
  private static final int BULK_WARM_UP = 5;

  private static final int BULK_PAIRS = 30;
  private static final int WALK_PAIRS = 10;

  /** How many loads take about as long as one system call. */
  private static final int LOADS = 500;

  private final Path program;
  private final Processor processor;
  private final int times;
  private int pairs;
  private int warmUp = WARM_UP;
  private boolean failed;

  private MapOps(Invocation asked) {
    this.program = asked.program();
    this.processor = asked.processor();
    this.pairs = asked.pairs();
    this.times = asked.times();
  }

  /**
   * Prints a row for each operation.
   *
   * @param args the peer's program; then, if given, the number of pairs and the operations in a
   *     batch
   */
  public static void main(String[] args) {
    Invocation asked =
        Invocation.of(args, "MapOps PEER [PAIRS [OPERATIONS]], PEER being map_ops, compiled");
    asked.printHeading("operations");
    MapOps ops = new MapOps(asked);
    ops.run();
    System.exit(ops.failed ? 1 : 0);
  }

  private void run() {
    try (var array = BpfMaps.array(Long.class, MapWork.ENTRIES);
        var mapped = BpfMaps.mmapArray(Long.class, MapWork.ENTRIES);
        var hash = BpfMaps.hash(Integer.class, Long.class, MapWork.ENTRIES)) {
      row("array put", MapWork.put(array), times);
      row("array get", MapWork.get(array), times);
      row("array put, libbpf in one thread", MapWork.put(array), times, "alone");
      row("array get, libbpf in one thread", MapWork.get(array), times, "alone");
      row("hash put", MapWork.put(hash), times);
      row("hash get", MapWork.get(hash), times);
      for (int i = 0; i < MapWork.ENTRIES; i++) {
        mapped.putLong(i, i);
      }
      row("hash put and remove", MapWork.putAndRemove(hash), times);
      row("mapped array read", MapWork.read(mapped), LOADS * times);
      control(array);
    }
    try (var structs = BpfMaps.hash(StructWork.Key.class, StructWork.Value.class, MapWork.ENTRIES);
        var perCpu = BpfMaps.percpuArray(Long.class, MapWork.ENTRIES)) {
      for (int i = 0; i < MapWork.ENTRIES; i++) {
        perCpu.put(i, Collections.nCopies(perCpu.cpus(), i + 1L));
      }
      row("hash put, 16-byte structs", StructWork.put(structs), times);
      row("hash get, 16-byte structs", StructWork.get(structs), times);
      row("per-CPU array get and sum", MapWork.sum(perCpu), times);
    }
    bulk();
  }

  /** Per entry of a map of a million. */
  private void bulk() {
    int all = BulkWork.ENTRIES;
    try (var large = BpfMaps.hash(Integer.class, Long.class, all)) {
      pairs = Math.min(pairs, BULK_PAIRS);
      warmUp = BULK_WARM_UP;
      row("fill 1 M by batches", BulkWork.fill(large), all);
      measure("iterate 1 M, forEach", BulkWork.forEach(large, "iterate"), all);
      row("iterate 1 M, longs().forEach", BulkWork.forEachLong(large, "iterate"), all);
      pairs = Math.min(pairs, WALK_PAIRS);
      row("iterate 1 M; libbpf by next_key", BulkWork.forEachLong(large, "walk"), all);
    }
  }

  private Peer peer(BpfMap map, String... options) {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.add(Integer.toString(InfoCalls.map(map.fd()).id()));
    command.addAll(List.of(options));
    return new Peer(processor.command(command));
  }

  /** Nothing may be allocated. */
  private void row(String name, MapWork work, int batch, String... options) {
    // A batch as a whole makes its Cost, and nothing else.
    failed |= measure(name, work, batch, options) >= 0.1;
  }

  /** Prints a row; returns how many bytes an operation allocates. */
  private double measure(String name, MapWork work, int batch, String... options) {
    try (Peer peer = peer(work.map(), options)) {
      Batch us = count -> Turns.measured(work, count);
      Batch them = count -> peer.run(work.operation(), count);
      requireSameResult(work, us, them);
      for (int i = 0; i < warmUp; i++) {
        us.run(batch);
      }
      double bytes = allocation(us, batch);
      Turns.Result result = Turns.take(us, them, pairs, batch);
      print(name, result, String.format(Locale.ROOT, "%.1f", bytes));
      return bytes;
    } catch (IllegalStateException e) {
      System.out.printf("%-34s %s%n", name, e.getMessage());
      failed = true;
      return 0;
    }
  }

  /** The map is to hold the same after a batch of either side. */
  private static void requireSameResult(MapWork work, Batch us, Batch them) {
    us.run(2 * MapWork.ENTRIES);
    long ours = work.content().getAsLong();
    us.run(MapWork.ENTRIES);
    them.run(2 * MapWork.ENTRIES);
    long theirs = work.content().getAsLong();
    if (ours != theirs || ours == 0) {
      throw new IllegalStateException(
          "not the same work: the map's values sum up to %d after one side's, to %d after the other's"
              .formatted(ours, theirs));
    }
  }

  private static double allocation(Batch us, int batch) {
    int batches = batch >= BulkWork.ENTRIES ? 2 : 10;
    long before = Turns.allocated();
    for (int i = 0; i < batches; i++) {
      us.run(batch);
    }
    return (double) (Turns.allocated() - before) / ((long) batches * batch);
  }

  /** libbpf against itself: what a ratio of 1 looks like here. */
  private void control(BpfMap map) {
    try (Peer one = peer(map);
        Peer other = peer(map)) {
      Turns.Result result =
          Turns.take(
              count -> one.run("get", count), count -> other.run("get", count), pairs, times);
      print("control: array get, libbpf twice", result, "");
      System.out.println("peer: " + one.version());
    }
  }

  private static void print(String name, Turns.Result result, String bytes) {
    System.out.printf(
        Locale.ROOT,
        "%-34s %9.1f %9.1f  %-22s  %-22s %5s%n",
        name,
        result.theirs().value(),
        result.ours().value(),
        result.wall(),
        result.cpu(),
        bytes);
  }
}
