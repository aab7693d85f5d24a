package bpf4j.compiler.internal.substitute;

import bpf4j.maps.BpfGlobalArray;
import bpf4j.perf.RingBuffer;
import bpf4j.perf.Wakeup;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Methods of {@link RingBuffer}. Each takes what the compiler knows of the channel first: itself,
 * its counters of dropped events, and when it wakes.
 */
@SuppressWarnings("unused") // found by name
final class RingBufferMethods {
  private static final long NO_WAKEUP = 1;
  private static final long FORCE_WAKEUP = 2;
  private static final long AVAILABLE_DATA = 0;

  private RingBufferMethods() {}

  static boolean output(
      RingBuffer<?> ring, BpfGlobalArray<Long> drops, int wakeupBytes, Object event) {
    long status = ChannelHelpers.ringbufOutput(ring, event, flags(ring, wakeupBytes));
    return Drops.counted(drops, status);
  }

  static boolean output(
      RingBuffer<?> ring,
      BpfGlobalArray<Long> drops,
      int wakeupBytes,
      Object event,
      Wakeup wakeup) {
    // The constants stand in the order of the kernel's flags.
    return Drops.counted(drops, ChannelHelpers.ringbufOutput(ring, event, wakeup.ordinal()));
  }

  static boolean outputBytes(
      RingBuffer<?> ring, BpfGlobalArray<Long> drops, int wakeupBytes, byte[] bytes, int length) {
    long flags = flags(ring, wakeupBytes);
    return Drops.counted(drops, ChannelHelpers.ringbufOutput(ring, bytes, length, flags));
  }

  static <T> boolean submit(
      RingBuffer<T> ring, BpfGlobalArray<Long> drops, int wakeupBytes, Consumer<? super T> fill) {
    long flags = flags(ring, wakeupBytes);
    T event = ChannelHelpers.ringbufReserve(ring);
    if (event == null) {
      Drops.count(drops);
      return false;
    }
    fill.accept(event);
    ChannelHelpers.ringbufSubmit(event, flags);
    return true;
  }

  static <T> boolean submitIf(
      RingBuffer<T> ring, BpfGlobalArray<Long> drops, int wakeupBytes, Predicate<? super T> fill) {
    long flags = flags(ring, wakeupBytes);
    T event = ChannelHelpers.ringbufReserve(ring);
    if (event == null) {
      Drops.count(drops);
      return false;
    }
    if (fill.test(event)) {
      ChannelHelpers.ringbufSubmit(event, flags);
      return true;
    }
    ChannelHelpers.ringbufDiscard(event, flags);
    return false;
  }

  static long availableData(RingBuffer<?> ring, BpfGlobalArray<Long> drops, int wakeupBytes) {
    return ChannelHelpers.ringbufQuery(ring, AVAILABLE_DATA);
  }

  static int wakeupBytes(RingBuffer<?> ring, BpfGlobalArray<Long> drops, int wakeupBytes) {
    return wakeupBytes;
  }

  private static long flags(RingBuffer<?> ring, int wakeupBytes) {
    if (wakeupBytes == 0) {
      return 0;
    }
    return wakeupBytes > 0 && ChannelHelpers.ringbufQuery(ring, AVAILABLE_DATA) >= wakeupBytes
        ? FORCE_WAKEUP
        : NO_WAKEUP;
  }
}
