package bpf4j.perf.internal.channel;

import bpf4j.maps.layout.Layout;
import bpf4j.perf.ReaderOptions;
import bpf4j.perf.RingBuffer;
import bpf4j.perf.Wakeup;
import bpf4j.perf.internal.reader.RingSource;
import bpf4j.perf.internal.ring.JvmRecordMemory;
import bpf4j.perf.internal.ring.RecordRing;
import bpf4j.syscall.bpf.MapType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The twin of a ring buffer.
 *
 * @param <T> the type of an event
 */
public final class JvmRingBuffer<T> extends JvmChannel<T> implements RingBuffer<T> {
  private final RingBufferSpec<T> spec;
  private final JvmRecordMemory memory;

  /**
   * Makes it.
   *
   * @param spec what it is to be
   */
  public JvmRingBuffer(RingBufferSpec<T> spec) {
    super(spec.layout(), MapType.RINGBUF, "ring", spec.bytes());
    this.spec = spec;
    this.memory = new JvmRecordMemory(spec.bytes());
  }

  @Override
  RingSource openRings(ReaderOptions options) {
    return new RingBufferSource(new RecordRing(memory, spec.layout()), this, false);
  }

  @Override
  boolean send(byte[] event) {
    return send(event, byPolicy());
  }

  private boolean send(byte[] event, Wakeup wakeup) {
    long place = memory.reserve(event.length);
    if (place == JvmRecordMemory.FULL) {
      return false;
    }
    memory.submit(place, event);
    wake(wakeup);
    return true;
  }

  private Wakeup byPolicy() {
    if (spec.wakeupBytes() == 0) {
      return Wakeup.IF_WAITING;
    }
    return spec.wakeupBytes() > 0 && memory.unread() >= spec.wakeupBytes()
        ? Wakeup.ALWAYS
        : Wakeup.NONE;
  }

  private void wake(Wakeup wakeup) {
    if (wakeup != Wakeup.NONE) {
      memory.wake();
    }
  }

  @Override
  public boolean output(T event, Wakeup wakeup) {
    requireOpen();
    return counted(send(encode(event), wakeup));
  }

  @Override
  public boolean submit(Consumer<? super T> fill) {
    return submitIf(
        event -> {
          fill.accept(event);
          return true;
        });
  }

  @Override
  public boolean submitIf(Predicate<? super T> fill) {
    requireOpen();
    Wakeup wakeup = byPolicy();
    int length = valueLayout().size();
    long place = memory.reserve(length);
    if (!counted(place != JvmRecordMemory.FULL)) {
      return false;
    }
    byte[] filled = null;
    try {
      T event = zeroed();
      filled = fill.test(event) ? encode(event) : null;
    } finally {
      if (filled == null) {
        memory.discard(place, length);
      } else {
        memory.submit(place, filled);
      }
      wake(wakeup);
    }
    return filled != null;
  }

  private T zeroed() {
    ByteBuffer memory = ByteBuffer.allocate(valueLayout().size()).order(ByteOrder.nativeOrder());
    return valueLayout().read(memory, 0);
  }

  @Override
  public long availableData() {
    requireOpen();
    return memory.unread();
  }

  @Override
  public int wakeupBytes() {
    return spec.wakeupBytes();
  }

  @Override
  public Layout<?> keyLayout() {
    return Layout.none();
  }
}
