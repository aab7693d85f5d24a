package bpf4j.maps.internal.jvm;

import bpf4j.maps.BpfUserRingBuffer;
import bpf4j.maps.UserRingWriter;
import bpf4j.maps.internal.MapSpec;
import bpf4j.maps.internal.ring.RecordWriter;
import bpf4j.maps.internal.ring.Room;
import bpf4j.maps.internal.ring.UserRing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The twin of a user ring buffer: the same writers, and in place of a program this process drains.
 *
 * @param <T> the type of a record
 */
public final class JvmUserRingBuffer<T> extends JvmMap<Void, T> implements BpfUserRingBuffer<T> {

  /** Behind the producer position; records lie at multiples of 8. */
  private static final int DATA = Long.BYTES;

  private final UserRing ring;
  private final UserRingWriter<T> own;
  private final Object drained = new Object();

  /**
   * Makes an empty ring.
   *
   * @param spec what it is to be
   */
  public JvmUserRingBuffer(MapSpec<Void, T> spec) {
    super(spec);
    int size = spec.maxEntries();
    // The second half has the end of the record that does not fit at the end of the first.
    int producer = Math.addExact(DATA, Math.multiplyExact(2, size));
    this.ring = new UserRing(allocate(Long.BYTES), allocate(producer), DATA, size);
    this.own = writer();
  }

  private static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  @Override
  public boolean offer(T value) {
    synchronized (own) {
      return own.write(value);
    }
  }

  @Override
  public UserRingWriter<T> writer() {
    requireOpen();
    return new RecordWriter<>(ring, valueLayout(), this::requireOpen, MonitorRoom::new);
  }

  @Override
  public long unread() {
    requireOpen();
    return ring.unread();
  }

  @Override
  public long drain(Consumer<? super T> action) {
    Objects.requireNonNull(action, "action");
    requireOpen();
    synchronized (drained) {
      long count = 0;
      long at = ring.consumer();
      while (at != ring.producer() && !ring.isBusy(at)) {
        int length = ring.length(at);
        boolean taken = !ring.isDiscarded(at);
        try {
          if (taken) {
            count++;
            action.accept(record(at, length));
          }
        } finally {
          at += UserRing.taken(length);
          ring.consume(at);
          drained.notifyAll();
        }
      }
      return count;
    }
  }

  private T record(long at, int length) {
    Objects.checkFromIndexSize(0, valueLayout().size(), length);
    return valueLayout().read(ring.memory(), ring.place(at));
  }

  /** Waits for a drain. */
  private final class MonitorRoom implements Room {
    @Override
    public void await(long consumer, long nanos) throws InterruptedException {
      synchronized (drained) {
        if (ring.consumer() == consumer) {
          TimeUnit.NANOSECONDS.timedWait(drained, nanos);
        } else if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
    }

    @Override
    public void close() {
      // It holds nothing.
    }
  }
}
