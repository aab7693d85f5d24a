package bpf4j.maps.internal.ring;

import bpf4j.maps.UserRingWriter;
import bpf4j.maps.layout.Layout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Writes records into a user ring buffer.
 *
 * @param <T> the type of a record
 */
public final class RecordWriter<T> implements UserRingWriter<T> {

  private static final long NONE = -1;

  private final UserRing ring;
  private final Layout<T> layout;
  private final Runnable requireOpen;
  private final Supplier<Room> rooms;
  private final ByteBuffer record;
  private Room room;
  private long reserved = NONE;
  private int length;
  private boolean closed;

  /**
   * Makes a writer.
   *
   * @param ring the ring
   * @param layout the layout of a record
   * @param requireOpen throws if the ring is closed
   * @param rooms makes what waits, on first use
   */
  public RecordWriter(UserRing ring, Layout<T> layout, Runnable requireOpen, Supplier<Room> rooms) {
    this.ring = ring;
    this.layout = layout;
    this.requireOpen = requireOpen;
    this.rooms = rooms;
    this.record = ring.memory().duplicate().order(ByteOrder.nativeOrder()).limit(0);
  }

  @Override
  public boolean reserve() {
    return reserve(layout.size());
  }

  @Override
  public boolean reserve(int bytes) {
    requireIdle();
    ring.checkLength(bytes);
    return take(bytes);
  }

  @Override
  public boolean reserve(int bytes, Duration timeout) throws InterruptedException {
    Objects.requireNonNull(timeout, "timeout");
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("timeout is " + timeout + ", which is negative");
    }
    requireIdle();
    ring.checkLength(bytes);
    long start = System.nanoTime();
    long patience = nanos(timeout);
    while (true) {
      long consumer = ring.consumer();
      if (take(bytes)) {
        return true;
      }
      long left = patience - (System.nanoTime() - start);
      if (left <= 0) {
        return false;
      }
      room().await(consumer, Math.min(left, Room.SLICE_NANOS));
      requireOpen.run();
    }
  }

  private static long nanos(Duration timeout) {
    try {
      return timeout.toNanos();
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE; // 292 years
    }
  }

  private Room room() {
    if (room == null) {
      room = rooms.get();
    }
    return room;
  }

  private boolean take(int bytes) {
    long at = ring.reserve(bytes);
    if (at == UserRing.FULL) {
      return false;
    }
    int place = ring.place(at);
    record.limit(place + bytes).position(place);
    reserved = at;
    length = bytes;
    return true;
  }

  @Override
  public ByteBuffer record() {
    requireReserved();
    return record;
  }

  @Override
  public void set(T value) {
    requireReserved();
    Objects.checkFromIndexSize(0, layout.size(), length);
    layout.write(value, ring.memory(), ring.place(reserved));
  }

  @Override
  public void submit() {
    requireReserved();
    ring.submit(reserved, length);
    release();
  }

  @Override
  public void discard() {
    requireReserved();
    ring.discard(reserved, length);
    release();
  }

  private void release() {
    reserved = NONE;
    record.limit(0);
  }

  @Override
  public boolean write(T value) {
    return reserve() && fill(value);
  }

  @Override
  public boolean write(T value, Duration timeout) throws InterruptedException {
    return reserve(layout.size(), timeout) && fill(value);
  }

  /** A value that cannot be written leaves no reservation. */
  private boolean fill(T value) {
    try {
      set(value);
    } catch (RuntimeException | Error e) {
      ring.discard(reserved, length);
      release();
      throw e;
    }
    submit();
    return true;
  }

  private void requireIdle() {
    requireUsable();
    if (reserved != NONE) {
      throw new IllegalStateException(
          "the writer has a reservation already; submit or discard it first");
    }
  }

  private void requireReserved() {
    requireUsable();
    if (reserved == NONE) {
      throw new IllegalStateException("the writer has no reservation; reserve one first");
    }
  }

  private void requireUsable() {
    requireOpen.run();
    if (closed) {
      throw new IllegalStateException("the writer is closed; use it inside its try block");
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (reserved != NONE) {
      ring.discard(reserved, length);
      release();
    }
    if (room != null) {
      room.close();
    }
  }
}
