package bpf4j.perf.internal.ring;

import bpf4j.syscall.io.Fd;
import java.nio.ByteBuffer;

/**
 * A ring buffer in the JVM, with what the kernel does on the writing side. Thread-safe for writers.
 */
public final class JvmRecordMemory implements RecordMemory {
  /** What {@link #reserve} answers when the ring is full. */
  public static final long FULL = -1;

  private static final int PAGE = 4096;
  private static final int HEADER = 8;
  private static final int BUSY = 1 << 31;
  private static final int DISCARDED = 1 << 30;

  private final ByteBuffer consumer = SharedMemory.allocate(PAGE);
  private final ByteBuffer producer;
  private final int size;
  private volatile Runnable waker = () -> {};

  /**
   * Allocates a ring.
   *
   * @param size a power of two, at least 4,096
   */
  public JvmRecordMemory(int size) {
    this.size = size;
    this.producer = SharedMemory.allocate(PAGE + 2 * size);
  }

  /**
   * Takes a place for a record, which is not to be read yet.
   *
   * @param length the bytes of the event
   * @return its position, or {@link #FULL}
   */
  public synchronized long reserve(int length) {
    long taken = (length + HEADER + 7L) & -8L;
    long at = SharedMemory.getLongAcquire(producer, 0);
    // As in the kernel, a full ring is never without a free byte.
    if (at + taken - SharedMemory.getLongAcquire(consumer, 0) >= size) {
      return FULL;
    }
    setHeader(at, length | BUSY);
    SharedMemory.putLongRelease(producer, 0, at + taken);
    return at;
  }

  /**
   * Fills a place and has it read.
   *
   * @param at what {@link #reserve} gave
   * @param event as many bytes as were reserved
   */
  public void submit(long at, byte[] event) {
    for (int i = 0; i < event.length; i++) {
      int place = PAGE + (int) (at + HEADER + i & size - 1);
      producer.put(place, event[i]);
      producer.put(place + size, event[i]);
    }
    setHeader(at, event.length);
  }

  /**
   * Gives a place back that is never read.
   *
   * @param at what {@link #reserve} gave
   * @param length as many bytes as were reserved
   */
  public void discard(long at, int length) {
    setHeader(at, length | DISCARDED);
  }

  /** Wakes the reader. */
  public void wake() {
    waker.run();
  }

  private void setHeader(long at, int header) {
    int place = PAGE + (int) (at & size - 1);
    SharedMemory.putIntRelease(producer, place + size, header);
    SharedMemory.putIntRelease(producer, place, header);
  }

  /** {@return the bytes between the positions} */
  public long unread() {
    return SharedMemory.getLongAcquire(producer, 0) - SharedMemory.getLongAcquire(consumer, 0);
  }

  @Override
  public ByteBuffer consumer() {
    return consumer;
  }

  @Override
  public ByteBuffer producer() {
    return producer;
  }

  @Override
  public int dataOffset() {
    return PAGE;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Fd fd() {
    return null;
  }

  @Override
  public void onRecord(Runnable newWaker) {
    waker = newWaker;
  }

  @Override
  public void close() {
    waker = () -> {};
  }
}
