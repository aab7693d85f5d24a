package bpf4j.perf.internal.channel;

import bpf4j.maps.BpfMaps;
import bpf4j.maps.BpfRingBuffer;
import bpf4j.perf.ReaderOptions;
import bpf4j.perf.RingBuffer;
import bpf4j.perf.Wakeup;
import bpf4j.perf.internal.reader.RingSource;
import bpf4j.perf.internal.ring.MappedRecordMemory;
import bpf4j.perf.internal.ring.RecordRing;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A ring buffer of the kernel.
 *
 * @param <T> the type of an event
 */
public final class KernelRingBuffer<T> extends KernelChannel<T> implements RingBuffer<T> {
  private final RingBufferSpec<T> spec;

  /**
   * Creates it.
   *
   * @param spec what it is to be
   */
  public KernelRingBuffer(RingBufferSpec<T> spec) {
    this(spec, BpfMaps.ringBuffer(spec.layout(), spec.bytes()));
  }

  private KernelRingBuffer(RingBufferSpec<T> spec, BpfRingBuffer<T> map) {
    super(map, spec.layout(), counters(map));
    this.spec = spec;
  }

  @Override
  RingSource openRings(ReaderOptions options) {
    MappedRecordMemory memory = new MappedRecordMemory(fd(), spec.bytes());
    try {
      return new RingBufferSource(new RecordRing(memory, spec.layout()), this, true);
    } catch (RuntimeException | Error e) {
      memory.close();
      throw e;
    }
  }

  @Override
  public boolean output(T event, Wakeup wakeup) {
    throw onlyInPrograms("output");
  }

  @Override
  public boolean submit(Consumer<? super T> fill) {
    throw onlyInPrograms("submit");
  }

  @Override
  public boolean submitIf(Predicate<? super T> fill) {
    throw onlyInPrograms("submitIf");
  }

  @Override
  public long availableData() {
    throw onlyInPrograms("availableData");
  }

  @Override
  public int wakeupBytes() {
    return spec.wakeupBytes();
  }
}
