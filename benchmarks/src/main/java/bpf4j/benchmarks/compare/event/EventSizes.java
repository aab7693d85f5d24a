package bpf4j.benchmarks.compare.event;

import bpf4j.maps.layout.Layout;
import bpf4j.maps.layout.Size;
import java.util.List;
import java.util.function.ToLongFunction;

/** Events as Java decodes them: the least there is of each size. */
final class EventSizes {
  /** The first to the last. */
  static final List<EventSize<?>> ALL =
      List.of(
          new EventSize<>(16, Layout.of(Event16.class), Event16::number),
          new EventSize<>(64, Layout.of(Event64.class), Event64::number),
          new EventSize<>(256, Layout.of(Event256.class), Event256::number),
          new EventSize<>(1024, Layout.of(Event1024.class), Event1024::number),
          new EventSize<>(4096, Layout.of(Event4096.class), Event4096::number));

  private EventSizes() {}

  /**
   * One size.
   *
   * @param bytes of an event
   * @param layout of an event
   * @param first eight bytes of an event
   */
  record EventSize<T>(int bytes, Layout<T> layout, ToLongFunction<T> first) {}

  record Event16(long number, long rest) {}

  record Event64(long number, @Size(7) long[] rest) {}

  record Event256(long number, @Size(31) long[] rest) {}

  record Event1024(long number, @Size(127) long[] rest) {}

  record Event4096(long number, @Size(511) long[] rest) {}
}
