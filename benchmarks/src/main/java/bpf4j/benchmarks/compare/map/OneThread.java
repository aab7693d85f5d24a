package bpf4j.benchmarks.compare.map;

import bpf4j.benchmarks.compare.measure.Turns;
import bpf4j.benchmarks.compare.peer.Peer;
import bpf4j.benchmarks.compare.peer.Tool;
import bpf4j.benchmarks.compare.report.Side;
import bpf4j.benchmarks.compare.work.RowBuilder;
import bpf4j.benchmarks.compare.work.Setting;
import bpf4j.maps.BpfArray;

/**
 * Rows that tell what the method does to the numbers: libbpf without its second thread, and libbpf
 * beside itself.
 */
final class OneThread {
  private static final int TIMES = 1000;

  private OneThread() {}

  static void rows(Setting setting, BpfArray<Long> array, MapPeers peers) {
    alone(setting, "array put, libbpf in one thread", MapWork.put(array), peers);
    alone(setting, "array get, libbpf in one thread", MapWork.get(array), peers);
    control(setting, peers);
  }

  private static void alone(Setting setting, String name, MapWork work, MapPeers peers) {
    RowBuilder row = new RowBuilder(name, "ns");
    new MapRow(setting, peers, TIMES, setting.pairs()).warmUp(row, work);
    row.beside(
        Tool.LIBBPF.label(),
        () -> {
          try (Peer peer = start(setting, peers, "alone")) {
            return Side.of(
                Tool.LIBBPF.label(),
                Turns.take(
                    count -> MapRow.measured(work, count),
                    count -> peer.run(work.operation(), count),
                    setting.pairs(),
                    TIMES));
          }
        });
    setting.add(row.build());
  }

  /** What a ratio of 1 looks like here. */
  private static void control(Setting setting, MapPeers peers) {
    setting.add(
        new RowBuilder("control: array get, libbpf twice", "ns")
            .beside(
                Tool.LIBBPF.label(),
                () -> {
                  try (Peer one = start(setting, peers);
                      Peer other = start(setting, peers)) {
                    return Side.of(
                        Tool.LIBBPF.label(),
                        Turns.take(
                            count -> one.run("get", count),
                            count -> other.run("get", count),
                            setting.pairs(),
                            TIMES));
                  }
                })
            .build());
  }

  private static Peer start(Setting setting, MapPeers peers, String... options) {
    String[] arguments = new String[1 + options.length];
    arguments[0] = peers.id();
    System.arraycopy(options, 0, arguments, 1, options.length);
    return new Peer(setting.processor().command(Tool.LIBBPF.command("map_ops", arguments)));
  }
}
