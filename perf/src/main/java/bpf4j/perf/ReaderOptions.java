package bpf4j.perf;

import java.time.Duration;
import java.util.Objects;

/**
 * How to read a channel. Immutable.
 *
 * @param maxDelay how long an event may lie unread that wakes nobody (written under {@link
 *     Wakeup#NONE}, or below the number of events or bytes that wake): waits end after that time to
 *     look; zero to wait for wakeups only
 * @param lossListener is told of lost events; null for nobody
 * @param slack zero to take each buffer's events as they lie; otherwise events of several CPUs come
 *     in the order of their timestamps, each this long after it was written
 */
public record ReaderOptions(Duration maxDelay, LossListener lossListener, Duration slack) {
  private static final ReaderOptions DEFAULT =
      new ReaderOptions(Duration.ofMillis(10), null, Duration.ZERO);

  /** Checks the times. */
  public ReaderOptions {
    if (maxDelay.isNegative() || slack.isNegative()) {
      throw new IllegalArgumentException("times are not negative: " + maxDelay + ", " + slack);
    }
  }

  /**
   * What readers do without being told: no order between CPUs, 10 ms for events that wake nobody.
   *
   * @return the options
   */
  public static ReaderOptions defaults() {
    return DEFAULT;
  }

  /**
   * With another limit for how long events lie unread that wake nobody.
   *
   * @param delay the longest, zero to rely on wakeups
   * @return the options
   */
  public ReaderOptions withMaxDelay(Duration delay) {
    return new ReaderOptions(delay, lossListener, slack);
  }

  /**
   * With somebody who is told of losses.
   *
   * @param listener called by the reading thread
   * @return the options
   */
  public ReaderOptions withLossListener(LossListener listener) {
    return new ReaderOptions(maxDelay, Objects.requireNonNull(listener, "listener"), slack);
  }

  /**
   * In the order of their timestamps, across CPUs. Needs {@link
   * PerfEventArrayBuilder#timestamps()}.
   *
   * @param lateness how much later than its timestamp an event may become visible, such as a
   *     millisecond: events are handed out that much later, and one that is even later comes out of
   *     order
   * @return the options
   */
  public ReaderOptions orderedByTime(Duration lateness) {
    if (lateness.isZero()) {
      throw new IllegalArgumentException("a lateness of zero orders nothing; try a millisecond");
    }
    return new ReaderOptions(maxDelay, lossListener, lateness);
  }
}
