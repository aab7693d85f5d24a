package bpf4j.maps.internal.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The memory of a user ring buffer and the rules for writing it ({@code kernel/bpf/ringbuf.c}).
 *
 * <pre>
 *   consumer page   +0  u64 consumer position           written by programs only
 *   producer pages  +0  u64 producer position           written here only
 *                 data  records, then the same place once more, so that none is cut
 *
 *   record          +0  u32 length | BUSY (bit 31) | DISCARDED (bit 30)
 *                   +4  u32 0
 *                   +8  the record, filled up to a multiple of 8
 * </pre>
 *
 * <p>Positions only grow; their low bits are the place. The consumer position is read with acquire
 * semantics before a place is written, since it says that the last reader has left it. The header
 * is written busy before the producer position is released; the record is published by releasing
 * its header without BUSY. Reservations are made by one thread at a time, records are written by
 * many.
 */
public final class UserRing {

  /** What {@link #reserve} answers when there is no room. */
  public static final long FULL = -1;

  /** The bytes in front of each record. */
  public static final int HEADER = 8;

  private static final VarHandle LONGS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final VarHandle INTS =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private static final int BUSY = 1 << 31;
  private static final int DISCARDED = 1 << 30;
  private static final int POSITION = 0;

  private final ByteBuffer consumer;
  private final ByteBuffer producer;
  private final int data;
  private final int size;

  /**
   * Goes on where the last producer stopped.
   *
   * @param consumer the consumer page, in native order
   * @param producer the producer pages, in native order
   * @param data where in the producer pages the records begin
   * @param size the size of the ring, a power of two
   */
  public UserRing(ByteBuffer consumer, ByteBuffer producer, int data, int size) {
    this.consumer = consumer;
    this.producer = producer;
    this.data = data;
    this.size = size;
  }

  /** {@return the producer pages, in native order} */
  public ByteBuffer memory() {
    return producer;
  }

  /**
   * {@return the length of a record}
   *
   * @param bytes the length
   * @throws IllegalArgumentException if no ring of this size has room for it
   */
  public int checkLength(int bytes) {
    if (bytes < 1 || bytes > size - HEADER) {
      throw new IllegalArgumentException(
          "a record of "
              + bytes
              + " bytes: it has 1 to "
              + (size - HEADER)
              + " in a ring of "
              + size
              + ", as each has "
              + HEADER
              + " more");
    }
    return bytes;
  }

  /**
   * Takes a place for a record, which programs wait for.
   *
   * @param length its length, checked
   * @return its position, or {@link #FULL}
   */
  public synchronized long reserve(int length) {
    int taken = taken(length);
    long used = unread();
    if (taken > size - used) {
      return FULL;
    }
    long at = producer();
    int place = header(at);
    INTS.set(producer, place, length | BUSY);
    INTS.set(producer, place + Integer.BYTES, 0);
    LONGS.setRelease(producer, POSITION, at + taken);
    return at;
  }

  /**
   * Publishes a record.
   *
   * @param at what {@link #reserve} gave
   * @param length as was reserved
   */
  public void submit(long at, int length) {
    INTS.setRelease(producer, header(at), length);
  }

  /**
   * Has programs pass over a place.
   *
   * @param at what {@link #reserve} gave
   * @param length as was reserved
   */
  public void discard(long at, int length) {
    INTS.setRelease(producer, header(at), length | DISCARDED);
  }

  /**
   * {@return where in {@link #memory()} a record begins}
   *
   * @param at its position
   */
  public int place(long at) {
    return header(at) + HEADER;
  }

  /** {@return the bytes that are reserved or written, and not given back} */
  public long unread() {
    return producer() - consumer();
  }

  /** {@return the position up to which programs have given places back} */
  public long consumer() {
    return (long) LONGS.getAcquire(consumer, POSITION);
  }

  /** {@return the position up to which places are taken} */
  public long producer() {
    return (long) LONGS.getAcquire(producer, POSITION);
  }

  /**
   * Gives places back, as programs do.
   *
   * @param position up to where
   */
  public void consume(long position) {
    LONGS.setRelease(consumer, POSITION, position);
  }

  /**
   * {@return whether a record is reserved and neither submitted nor discarded}
   *
   * @param at its position
   */
  public boolean isBusy(long at) {
    return ((int) INTS.getAcquire(producer, header(at)) & BUSY) != 0;
  }

  /**
   * {@return whether a record was discarded}
   *
   * @param at the position of one that is not busy
   */
  public boolean isDiscarded(long at) {
    return ((int) INTS.getAcquire(producer, header(at)) & DISCARDED) != 0;
  }

  /**
   * {@return the length of a record}
   *
   * @param at its position
   */
  public int length(long at) {
    return (int) INTS.getAcquire(producer, header(at)) & ~(BUSY | DISCARDED);
  }

  /**
   * {@return what a record takes in the ring}
   *
   * @param length its length
   */
  public static int taken(int length) {
    return length + HEADER + 7 & -8;
  }

  private int header(long at) {
    return data + (int) (at & size - 1);
  }
}
