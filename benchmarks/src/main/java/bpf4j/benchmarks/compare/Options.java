package bpf4j.benchmarks.compare;

import bpf4j.benchmarks.code.CodeWorkload;
import bpf4j.benchmarks.compare.count.PacketWorkload;
import bpf4j.benchmarks.compare.count.ProbeWorkload;
import bpf4j.benchmarks.compare.count.StartWorkload;
import bpf4j.benchmarks.compare.event.RingWorkload;
import bpf4j.benchmarks.compare.event.StreamWorkload;
import bpf4j.benchmarks.compare.map.MapWorkload;
import bpf4j.benchmarks.compare.work.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is asked for.
 *
 * @param workloads in the order in which they are done
 * @param quick whether all is to be over soon
 * @param install whether missing tools are installed first
 * @param pairs how many turns each side has; 0 for the usual number
 */
record Options(List<Workload> workloads, boolean quick, boolean install, int pairs) {
  /** All that can be asked for, in the order in which it is done. */
  static final List<Workload> WORKLOADS =
      List.of(
          new PacketWorkload(),
          new StreamWorkload(),
          new MapWorkload(),
          new RingWorkload(),
          new ProbeWorkload(),
          new StartWorkload(),
          new CodeWorkload());

  static final String USAGE =
      "usage: benchmarks/compare [WORKLOAD...] [--quick] [--install] [--pairs N]"
          + WORKLOADS.stream()
              .map(workload -> "%n  %-9s %s".formatted(workload.name(), workload.title()))
              .collect(Collectors.joining());

  private static final int LEAST_PAIRS = 6;

  /**
   * Reads arguments.
   *
   * @throws IllegalArgumentException if they ask for what there is not
   */
  static Options parse(String[] args) {
    List<Workload> workloads = new ArrayList<>();
    boolean quick = false;
    boolean install = false;
    int pairs = 0;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--quick" -> quick = true;
        case "--install" -> install = true;
        case "--pairs" -> pairs = pairs(++i < args.length ? args[i] : "");
        default -> workloads.add(workload(args[i]));
      }
    }
    return new Options(workloads.isEmpty() ? WORKLOADS : workloads, quick, install, pairs);
  }

  private static int pairs(String number) {
    if (!number.matches("[0-9]{1,6}") || Integer.parseInt(number) < LEAST_PAIRS) {
      throw new IllegalArgumentException("--pairs wants a number from " + LEAST_PAIRS + " on");
    }
    return Integer.parseInt(number);
  }

  private static Workload workload(String name) {
    return WORKLOADS.stream()
        .filter(workload -> workload.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no workload " + name));
  }
}
