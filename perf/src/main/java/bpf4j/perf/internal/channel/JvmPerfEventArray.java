package bpf4j.perf.internal.channel;

import bpf4j.maps.layout.Layout;
import bpf4j.perf.PerfEventArray;
import bpf4j.perf.ReaderOptions;
import bpf4j.perf.internal.reader.RingSource;
import bpf4j.perf.internal.ring.JvmSampleMemory;
import bpf4j.perf.internal.ring.Ring;
import bpf4j.perf.internal.ring.SampleRing;
import bpf4j.syscall.bpf.MapType;
import java.util.List;

/**
 * The twin of a perf event array, of one CPU. As in the kernel, there is a buffer only while there
 * is a reader.
 *
 * @param <T> the type of an event
 */
public final class JvmPerfEventArray<T> extends JvmChannel<T> implements PerfEventArray<T> {
  private final PerfEventArraySpec<T> spec;
  private volatile JvmSampleMemory memory;

  /**
   * Makes it.
   *
   * @param spec what it is to be
   */
  public JvmPerfEventArray(PerfEventArraySpec<T> spec) {
    super(spec.layout(), MapType.PERF_EVENT_ARRAY, "events", 1);
    if (spec.overwrite()) {
      throw new IllegalArgumentException(
          "the twin of a perf event array does not overwrite events");
    }
    this.spec = spec;
  }

  @Override
  RingSource openRings(ReaderOptions options) {
    spec.requireOrder(name(), options);
    JvmSampleMemory made = new JvmSampleMemory(spec.bytes(), spec.timestamps());
    memory = made;
    return new Source(
        new SampleRing(made, spec.layout(), 0, spec.timestamps(), options.lossListener()));
  }

  @Override
  boolean send(byte[] event) {
    JvmSampleMemory buffer = memory;
    return buffer != null && buffer.write(event);
  }

  @Override
  public Layout<?> keyLayout() {
    return Layout.of(Integer.class);
  }

  /** The reading side of the one buffer. */
  private final class Source implements RingSource {
    private final SampleRing ring;

    Source(SampleRing ring) {
      this.ring = ring;
    }

    @Override
    public List<Ring> rings() {
      return List.of(ring);
    }

    @Override
    public void addLost(long[] byCpu) {
      byCpu[0] += ring.lost();
    }

    @Override
    public boolean isInKernel() {
      return false;
    }

    @Override
    public void close() {
      memory = null;
      stopReading();
    }
  }
}
