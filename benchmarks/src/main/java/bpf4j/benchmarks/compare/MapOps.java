package bpf4j.benchmarks.compare;

import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfMap;
import bpf4j.maps.BpfMaps;
import bpf4j.syscall.bpf.InfoCalls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntToLongFunction;

/**
 * Map operations through the typed maps, and through libbpf in C, on the very same maps by turns.
 *
 * <p>{@code benchmarks/compare-map-ops} runs this. It exits with 1 if the two sides come to
 * different results or an operation allocates that is not to; a ratio above its bar is shown, but
 * is no failure, as it may be the machine's.
 */
public final class MapOps {
  private static final int ENTRIES = 256;
  private static final int MASK = ENTRIES - 1;
  private static final int WARM_UP = 400;

  /** How many loads take about as long as one system call. */
  private static final int LOADS = 500;

  private static final double BAR = 1.05;

  private final Path program;
  private final Processor processor;
  private final int pairs;
  private final int times;
  private boolean failed;

  private MapOps(Path program, Processor processor, int pairs, int times) {
    this.program = program;
    this.processor = processor;
    this.pairs = pairs;
    this.times = times;
  }

  /**
   * Prints a row for each operation.
   *
   * @param args the peer's program; then, if given, the number of pairs and the operations in a
   *     batch
   */
  public static void main(String[] args) {
    if (args.length < 1 || args.length > 3 || !Files.isExecutable(Path.of(args[0]))) {
      System.err.println("usage: MapOps PEER [PAIRS [OPERATIONS]], PEER being map_ops, compiled");
      System.exit(2);
    }
    Processor processor = new Processor(Runtime.getRuntime().availableProcessors() - 1);
    if (!processor.pinThisThread()) {
      System.err.println("needs taskset (util-linux), to have both sides on one processor");
      System.exit(2);
    }
    int pairs = args.length > 1 ? Integer.parseInt(args[1]) : 300;
    int times = args.length > 2 ? Integer.parseInt(args[2]) : 1000;
    MapOps ops = new MapOps(Path.of(args[0]).toAbsolutePath(), processor, pairs, times);
    ops.run();
    System.exit(ops.failed ? 1 : 0);
  }

  private void run() {
    System.out.printf(
        "%d pairs of %d operations, Java %s%n", pairs, times, System.getProperty("java.version"));
    System.out.printf(
        "%-22s %10s %10s  %-22s  %-22s %6s%n",
        "", "libbpf ns", "bpf4j ns", "ratio, clock [95 %]", "ratio, CPU [95 %]", "B/op");
    try (var array = BpfMaps.array(Long.class, ENTRIES);
        var mapped = BpfMaps.mmapArray(Long.class, ENTRIES);
        var hash = BpfMaps.hash(Integer.class, Long.class, ENTRIES)) {
      row("array put", array, "put", times, puts(array));
      row("array get", array, "get", times, gets(array));
      row("hash put", hash, "put", times, puts(hash));
      row("hash get", hash, "get", times, gets(hash));
      for (int i = 0; i < ENTRIES; i++) {
        mapped.putLong(i, i);
      }
      row("mapped array read", mapped, "read", LOADS * times, gets(mapped));
      control(array);
    }
  }

  private static IntToLongFunction gets(BpfArray<Long> array) {
    return times -> {
      long sum = 0;
      for (int i = 0; i < times; i++) {
        sum += array.getLong(i & MASK);
      }
      return sum;
    };
  }

  private static IntToLongFunction puts(BpfArray<Long> array) {
    return times -> {
      long sum = 0;
      for (int i = 0; i < times; i++) {
        array.putLong(i & MASK, i);
        sum += i;
      }
      return sum;
    };
  }

  private static IntToLongFunction gets(BpfHash<Integer, Long> hash) {
    return times -> {
      long sum = 0;
      for (int i = 0; i < times; i++) {
        sum += hash.getLong(i & MASK, -1);
      }
      return sum;
    };
  }

  private static IntToLongFunction puts(BpfHash<Integer, Long> hash) {
    return times -> {
      long sum = 0;
      for (int i = 0; i < times; i++) {
        hash.putLong(i & MASK, i);
        sum += i;
      }
      return sum;
    };
  }

  private Peer peer(BpfMap map) {
    String id = Integer.toString(InfoCalls.map(map.fd()).id());
    return new Peer(processor.command(program.toString(), id));
  }

  private void row(String name, BpfMap map, String operation, int batch, IntToLongFunction work) {
    try (Peer peer = peer(map)) {
      for (int i = 0; i < WARM_UP; i++) {
        Turns.measured(work, batch);
      }
      double bytes = allocation(work, batch);
      Turns.Result result =
          Turns.take(
              count -> Turns.measured(work, count),
              count -> peer.run(operation, count),
              pairs,
              batch);
      print(name, result, String.format(Locale.ROOT, "%.3f", bytes));
      failed |= bytes >= 0.001;
    } catch (IllegalStateException e) {
      System.out.printf("%-22s %s%n", name, e.getMessage());
      failed = true;
    }
  }

  private double allocation(IntToLongFunction work, int batch) {
    long before = Turns.allocated();
    long sum = 0;
    for (int i = 0; i < 10; i++) {
      sum += work.applyAsLong(batch);
    }
    long bytes = Turns.allocated() - before;
    return sum == Long.MIN_VALUE ? -1 : (double) bytes / (10L * batch);
  }

  /** libbpf against itself: what a ratio of 1 looks like here. */
  private void control(BpfMap map) {
    try (Peer one = peer(map);
        Peer other = peer(map)) {
      Turns.Result result =
          Turns.take(
              count -> one.run("get", count), count -> other.run("get", count), pairs, times);
      print("control: libbpf twice", result, "");
      System.out.printf("peer: %s; bar of array get and put: %.2f%n", one.version(), BAR);
    }
  }

  private static void print(String name, Turns.Result result, String bytes) {
    System.out.printf(
        Locale.ROOT,
        "%-22s %10.1f %10.1f  %-22s  %-22s %6s%n",
        name,
        result.theirs().value(),
        result.ours().value(),
        result.wall(),
        result.cpu(),
        bytes);
  }
}
