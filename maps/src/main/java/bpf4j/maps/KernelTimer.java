package bpf4j.maps;

import bpf4j.maps.internal.jvm.JvmTimers;
import bpf4j.maps.layout.KernelObject;
import java.util.function.BiConsumer;

/**
 * A timer in the values of an array or hash map ({@code struct bpf_timer}, Linux 5.15): has the
 * kernel run something later, with the value that it lies in, whether the program runs then or not.
 *
 * <pre>{@code
 * static final class Flow {
 *   final KernelTimer timer = new KernelTimer();
 *   long packets;
 * }
 *
 * Flow flow = flows.getOrCreate(address);
 * flow.packets++;
 * flow.timer.start(flows, 1_000_000_000, (key, idle) -> flows.remove(key));
 * }</pre>
 *
 * <p>What runs later is part of the program, but knows nothing of the run that has started the
 * timer: it uses constants and maps, its key and its value; numbers for it are kept in the value.
 * It runs on the CPU that the timer was started on; while it runs, the timer may be started again.
 * When the entry is removed, or the map is closed by all, the timer is cancelled.
 *
 * <p>Programs on tracepoints, probes and perf events cannot use maps with timers. A value has at
 * most one, as a field of the value itself, not of a struct in it. The methods are for programs; on
 * the JVM a thread of its own does what a timer is to do.
 */
@KernelObject("bpf_timer")
public final class KernelTimer {
  /** The kernel's, which nobody else sees. */
  @SuppressWarnings("unused")
  private long first;

  @SuppressWarnings("unused")
  private long second;

  /** A timer that is not started. */
  public KernelTimer() {}

  /**
   * Has something done once, some time from now. What the timer was started for before is replaced.
   *
   * @param <K> the type of a key
   * @param <V> the type of a value
   * @param map the map that the timer's value is in
   * @param nanos when, in nanoseconds from now, of {@code CLOCK_MONOTONIC}
   * @param action what to do with the key and the value
   * @return false if the kernel does not start it, as when Java has closed the map
   */
  public <K, V> boolean start(
      BpfHash<K, V> map, long nanos, BiConsumer<? super K, ? super V> action) {
    return JvmTimers.start(this, map, nanos, action);
  }

  /**
   * Has something done once, some time from now. What the timer was started for before is replaced.
   *
   * @param <V> the type of a value
   * @param map the map that the timer's value is in
   * @param nanos when, in nanoseconds from now, of {@code CLOCK_MONOTONIC}
   * @param action what to do with the index and the value
   * @return false if the kernel does not start it, as when Java has closed the map
   */
  public <V> boolean start(BpfArray<V> map, long nanos, IndexConsumer<? super V> action) {
    return JvmTimers.start(this, map, nanos, action);
  }

  /**
   * Has the same done once more, some time from now.
   *
   * @param nanos when, in nanoseconds from now
   * @return false if the timer has never been started
   */
  public boolean restart(long nanos) {
    return JvmTimers.restart(this, nanos);
  }

  /**
   * Stops the timer, and waits until what it does is done. What it does cannot cancel its own
   * timer.
   *
   * @return whether it was waiting for its time
   */
  public boolean cancel() {
    return JvmTimers.cancel(this);
  }
}
