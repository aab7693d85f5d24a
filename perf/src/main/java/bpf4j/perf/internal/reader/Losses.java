package bpf4j.perf.internal.reader;

import bpf4j.perf.internal.ring.Ring;
import bpf4j.syscall.system.Machine;
import java.util.Arrays;
import java.util.List;

/**
 * What a reader's sources have lost. Any thread may ask, also when they are closed: so rings are
 * closed while nobody asks them.
 */
final class Losses {
  private final List<RingSource> sources;
  private long[] atEnd;

  Losses(List<RingSource> sources) {
    this.sources = sources;
  }

  /** How many events were lost on all CPUs. */
  long sum() {
    return Arrays.stream(byCpu()).sum();
  }

  /** How many events were lost on a CPU. */
  long of(int cpu) {
    return byCpu()[cpu];
  }

  private synchronized long[] byCpu() {
    if (atEnd != null) {
      return atEnd;
    }
    long[] byCpu = new long[Machine.possibleCpus().length()];
    sources.forEach(source -> source.addLost(byCpu));
    return byCpu;
  }

  /** Closes rings of a source that knows what they have lost. */
  synchronized void close(List<Ring> gone) {
    gone.forEach(Ring::close);
  }

  /** Closes the last rings, and keeps what there was to know. */
  synchronized void end(List<Ring> rings) {
    atEnd = byCpu();
    close(rings);
  }
}
