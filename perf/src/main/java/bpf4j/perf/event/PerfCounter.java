package bpf4j.perf.event;

import bpf4j.syscall.io.Fd;
import bpf4j.syscall.perf.PerfEventAttr;
import bpf4j.syscall.perf.PerfEvents;
import bpf4j.syscall.perf.PerfReadFormat;
import bpf4j.syscall.perf.PerfTarget;
import java.util.ArrayList;
import java.util.List;

/**
 * A counter of events: of a thread or on CPUs, from its opening until it is closed ({@code
 * perf_event_open(2)}, Linux 2.6.31). Thread-safe.
 *
 * <pre>{@code
 * try (var faults = PerfCounter.open(SoftwareEvent.PAGE_FAULTS.attr(), List.of(PerfTarget.thread(0)))) {
 *   work();
 *   System.out.println(faults.read().count());
 * }
 * }</pre>
 */
public final class PerfCounter implements AutoCloseable {
  private static final int NUMBERS = 3;

  private final List<Fd> events;

  private PerfCounter(List<Fd> events) {
    this.events = List.copyOf(events);
  }

  /**
   * What a counter has counted.
   *
   * @param count the events seen
   * @param enabledNanos how long it was meant to count, summed over all that it watches
   * @param runningNanos how long it did count: less where several events share a register
   */
  public record Count(long count, long enabledNanos, long runningNanos) {
    /** {@return the events there must have been, from those seen in part of the time} */
    public double estimate() {
      return runningNanos == 0 || runningNanos == enabledNanos
          ? count
          : (double) count / runningNanos * enabledNanos;
    }
  }

  /**
   * Starts to count.
   *
   * @param event the attributes; what reading gives is set here
   * @param targets whom to watch: an event is opened for each, and they are summed
   * @return the counter
   * @throws bpf4j.syscall.SyscallException with ENOENT or EOPNOTSUPP if this machine has no such
   *     event, ESRCH if there is no such thread, or if privileges are missing
   */
  public static PerfCounter open(PerfEventAttr.Builder event, List<PerfTarget> targets) {
    PerfEventAttr attr =
        event
            .readFormat(PerfReadFormat.TOTAL_TIME_ENABLED | PerfReadFormat.TOTAL_TIME_RUNNING)
            .build();
    List<Fd> opened = new ArrayList<>();
    try {
      for (PerfTarget target : targets) {
        opened.add(PerfEvents.open(attr, target));
      }
      return new PerfCounter(opened);
    } catch (RuntimeException | Error e) {
      opened.forEach(Fd::close);
      throw e;
    }
  }

  /** {@return what it has counted until now} */
  public Count read() {
    long[] sums = new long[NUMBERS];
    for (Fd event : events) {
      long[] values = PerfEvents.read(event, NUMBERS);
      for (int i = 0; i < values.length; i++) {
        sums[i] += values[i];
      }
    }
    return new Count(sums[0], sums[1], sums[2]);
  }

  /** Stops counting. Closing twice is harmless. */
  @Override
  public void close() {
    events.forEach(Fd::close);
  }
}
