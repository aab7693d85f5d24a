package bpf4j.perf.internal.ring;

import bpf4j.syscall.io.Fd;
import java.nio.ByteBuffer;

/**
 * A perf event's buffer in the JVM, with what the kernel does on the writing side. Thread-safe for
 * writers.
 */
public final class JvmSampleMemory implements SampleMemory {
  private static final int PAGE = 4096;
  private static final int LOST_SIZE = 24;

  private final ByteBuffer memory;
  private final int size;
  private final boolean stamped;
  private long missing;
  private volatile Runnable waker = () -> {};

  /**
   * Allocates a buffer.
   *
   * @param size a power of two, at least 4,096
   * @param stamped whether samples have a timestamp
   */
  public JvmSampleMemory(int size, boolean stamped) {
    this.size = size;
    this.stamped = stamped;
    this.memory = SharedMemory.allocate(PAGE + size);
  }

  /**
   * Writes a sample, after a record of those lost before.
   *
   * @param event the event
   * @return false if there was no room
   */
  public boolean write(byte[] event) {
    boolean written = append(event);
    if (written) {
      waker.run();
    }
    return written;
  }

  private synchronized boolean append(byte[] event) {
    int prefix = SampleRing.HEADER + (stamped ? Long.BYTES : 0);
    int length = (prefix + Integer.BYTES + event.length + 7) & -8;
    long head = SharedMemory.getLongAcquire(memory, SampleRing.HEAD);
    long used = head - SharedMemory.getLongAcquire(memory, SampleRing.TAIL);
    int more = missing > 0 ? LOST_SIZE : 0;
    if (used + more + length > size) {
      missing++;
      return false;
    }
    if (missing > 0) {
      putHeader(head, SampleRing.LOST, LOST_SIZE);
      putLong(head + 16, missing);
      missing = 0;
      head += LOST_SIZE;
    }
    putHeader(head, SampleRing.SAMPLE, length);
    if (stamped) {
      putLong(head + SampleRing.HEADER, System.nanoTime());
    }
    int bytes = length - prefix - Integer.BYTES;
    for (int i = 0; i < Integer.BYTES; i++) {
      put(head + prefix + i, (byte) (bytes >>> shift(i, Integer.BYTES)));
    }
    for (int i = 0; i < bytes; i++) {
      put(head + prefix + Integer.BYTES + i, i < event.length ? event[i] : 0);
    }
    SharedMemory.putLongRelease(memory, SampleRing.HEAD, head + length);
    return true;
  }

  private void putHeader(long at, int type, int length) {
    int place = PAGE + (int) (at & size - 1);
    memory.putInt(place, type);
    memory.putShort(place + 4, (short) 0);
    memory.putShort(place + 6, (short) length);
  }

  private void putLong(long at, long value) {
    for (int i = 0; i < Long.BYTES; i++) {
      put(at + i, (byte) (value >>> shift(i, Long.BYTES)));
    }
  }

  private int shift(int index, int bytes) {
    boolean little = memory.order() == java.nio.ByteOrder.LITTLE_ENDIAN;
    return 8 * (little ? index : bytes - 1 - index);
  }

  private void put(long at, byte value) {
    memory.put(PAGE + (int) (at & size - 1), value);
  }

  @Override
  public ByteBuffer memory() {
    return memory;
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
