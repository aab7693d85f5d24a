package bpf4j.benchmarks.compare.map;

import bpf4j.benchmarks.compare.measure.Batch;
import bpf4j.benchmarks.compare.measure.Cost;
import bpf4j.benchmarks.compare.measure.DifferentWorkException;
import bpf4j.benchmarks.compare.measure.OwnThread;
import bpf4j.benchmarks.compare.measure.Turns;
import bpf4j.benchmarks.compare.peer.Peer;
import bpf4j.benchmarks.compare.peer.Tool;
import bpf4j.benchmarks.compare.report.Side;
import bpf4j.benchmarks.compare.work.RowBuilder;
import bpf4j.benchmarks.compare.work.Setting;

/**
 * How rows of one map are made.
 *
 * @param times how many operations a turn has
 * @param pairs how many turns
 * @param allocates whether this side may allocate
 */
record MapRow(Setting setting, MapPeers peers, int times, int pairs, boolean allocates) {
  private static final int WARM_UP_MILLIS = 800;
  private static final int QUICK_WARM_UP_MILLIS = 250;

  /** Enough to have written each entry of a small map twice. */
  private static final int CHECKED = 2 * MapWork.ENTRIES;

  MapRow(Setting setting, MapPeers peers, int times, int pairs) {
    this(setting, peers, times, pairs, false);
  }

  /** For what may allocate on this side. */
  MapRow allocating() {
    return new MapRow(setting, peers, times, pairs, true);
  }

  /** Makes a row: work beside that of each peer. */
  void measure(String name, MapWork work) {
    RowBuilder row = new RowBuilder(name, "ns");
    double bytes = warmUp(row, work);
    for (Tool tool : MapPeers.TOOLS) {
      row.beside(tool.label(), () -> beside(tool, work).with("B/op", bytes));
    }
    setting.add(row.build());
  }

  /** Warms this side up; returns how many bytes an operation then allocates. */
  double warmUp(RowBuilder row, MapWork work) {
    peers.seedOurs();
    OwnThread.warmUp(
        () -> measured(work, times), setting.amount(WARM_UP_MILLIS, QUICK_WARM_UP_MILLIS));
    double bytes = OwnThread.bytesPerOperation(() -> allocated(work), times);
    if (!allocates) {
      row.mustNotAllocate(bytes);
    }
    return bytes;
  }

  private Side beside(Tool tool, MapWork work) {
    Peer peer = peers.peer(tool);
    Batch us = count -> measured(work, count);
    Batch them = count -> peer.run(work.operation(), count);
    requireSameContent(work, us, them, tool, peer);
    return Side.of(tool.label(), Turns.take(us, them, pairs, times));
  }

  static Cost measured(MapWork work, int times) {
    work.prepare().run();
    return OwnThread.measured(work.loop(), times);
  }

  private long allocated(MapWork work) {
    work.prepare().run();
    long before = OwnThread.allocated();
    long sum = work.loop().applyAsLong(times);
    long bytes = OwnThread.allocated() - before;
    if (sum == Long.MIN_VALUE) {
      throw new IllegalStateException("no values sum up to that");
    }
    return bytes;
  }

  /** Both sides are to have seen the same, and the maps to hold the same, after a batch. */
  private void requireSameContent(MapWork work, Batch us, Batch them, Tool tool, Peer peer) {
    int count = Math.max(CHECKED, Math.min(times, peers.entries()));
    peers.seed(tool, peer);
    long ourSum = us.run(count).sum();
    long ours = work.content().getAsLong();
    peers.seed(tool, peer);
    long theirSum = them.run(count).sum();
    long theirs = MapPeers.shares(tool) ? work.content().getAsLong() : peer.run("content", 0).sum();
    if (ours != theirs || ourSum != theirSum) {
      throw new DifferentWorkException(
          "the values seen sum up to %d here and %d there, those in the map to %d and %d"
              .formatted(ourSum, theirSum, ours, theirs));
    }
  }
}
