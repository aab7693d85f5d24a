package bpf4j.compiler.internal.substitute;

import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfHash;
import bpf4j.maps.IndexConsumer;
import bpf4j.maps.KernelTimer;
import java.util.function.BiConsumer;

/** Methods of {@link KernelTimer}. */
@SuppressWarnings("unused") // found by name
final class KernelTimerMethods {
  /** {@code CLOCK_MONOTONIC}. */
  private static final long CLOCK = 1;

  private KernelTimerMethods() {}

  static <K, V> boolean start(
      KernelTimer timer, BpfHash<K, V> map, long nanos, BiConsumer<? super K, ? super V> action) {
    // Of a timer that is started again the kernel says that it is busy, which does not matter.
    TimerHelpers.init(timer, map, CLOCK);
    TimerHelpers.setCallback(timer, map, action);
    return TimerHelpers.start(timer, nanos) == 0;
  }

  static <V> boolean start(
      KernelTimer timer, BpfArray<V> map, long nanos, IndexConsumer<? super V> action) {
    TimerHelpers.init(timer, map, CLOCK);
    TimerHelpers.setCallback(timer, map, action);
    return TimerHelpers.start(timer, nanos) == 0;
  }

  static boolean restart(KernelTimer timer, long nanos) {
    return TimerHelpers.start(timer, nanos) == 0;
  }

  static boolean cancel(KernelTimer timer) {
    return TimerHelpers.cancel(timer) > 0;
  }
}
