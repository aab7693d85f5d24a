package bpf4j.perf.internal.channel;

import bpf4j.maps.BpfGlobalArray;
import bpf4j.maps.layout.Layout;
import bpf4j.perf.EventChannel;
import bpf4j.perf.EventReader;
import bpf4j.perf.ReaderOptions;
import bpf4j.perf.internal.reader.RingReader;
import bpf4j.perf.internal.reader.RingSource;
import bpf4j.perf.internal.reader.RingSourceOpener;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What all channels do: one reader at a time, and the counters of dropped events.
 *
 * @param <T> the type of an event
 */
abstract class Channel<T> implements EventChannel<T>, RingSourceOpener {
  final DropCounters drops;
  private final Layout<T> layout;
  private final AtomicBoolean reading = new AtomicBoolean();

  Channel(Layout<T> layout, DropCounters drops) {
    this.layout = layout;
    this.drops = drops;
  }

  @Override
  public final Layout<T> valueLayout() {
    return layout;
  }

  @Override
  public final EventReader<T> reader(ReaderOptions options) {
    RingSource source = open(options);
    try {
      return RingReader.open(List.of(source), options);
    } catch (RuntimeException | Error e) {
      source.rings().forEach(ring -> ring.close());
      source.close();
      throw e;
    }
  }

  @Override
  public final RingSource open(ReaderOptions options) {
    Objects.requireNonNull(options, "options");
    requireOpen();
    if (!reading.compareAndSet(false, true)) {
      throw new IllegalStateException(
          name() + " has a reader already; a channel is read by one at a time");
    }
    try {
      return openRings(options);
    } catch (RuntimeException | Error e) {
      reading.set(false);
      throw e;
    }
  }

  abstract RingSource openRings(ReaderOptions options);

  /** Called when a reader is done. */
  final void stopReading() {
    reading.set(false);
  }

  @Override
  public final long dropped() {
    return drops.sum();
  }

  @Override
  public final long dropped(int cpu) {
    return drops.of(Objects.checkIndex(cpu, drops.cpus()));
  }

  @Override
  public final BpfGlobalArray<Long> dropCounters() {
    return drops.map();
  }

  final void requireOpen() {
    if (isClosed()) {
      throw new IllegalStateException(name() + " is closed; use it inside its try block");
    }
  }

  final UnsupportedOperationException onlyInPrograms(String method) {
    return new UnsupportedOperationException(
        method
            + " of "
            + name()
            + " works in kernel-side code only; channels from JvmChannels take events on the JVM");
  }
}
