package bpf4j.perf.internal.ring;

import bpf4j.maps.layout.Layout;
import bpf4j.perf.EventView;
import bpf4j.perf.RingFormatException;
import bpf4j.syscall.io.Fd;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * The reading side of a ring buffer ({@code kernel/bpf/ringbuf.c}).
 *
 * <pre>
 *   consumer page   +0  u64 consumer position           written here only
 *   producer pages  +0  u64 producer position
 *                 page  records, then the same records once more, so that none is cut
 *
 *   record          +0  u32 length | BUSY (bit 31) | DISCARDED (bit 30)
 *                   +4  u32 page offset, the kernel's own
 *                   +8  the event, filled up to a multiple of 8
 * </pre>
 *
 * <p>Positions only grow; their low bits are the place. The kernel publishes an event by clearing
 * BUSY, so the header is read with acquire semantics before the event; the place is given back by
 * releasing the consumer position after it. The kernel wakes when it publishes the very record that
 * the consumer position points at: so the position is stored, in front of a full fence, before
 * looking whether there is more, and only then may a reader sleep.
 */
public final class RecordRing implements Ring {
  private static final int POSITION = 0;
  private static final int HEADER = 8;
  private static final int DISCARDED = 1 << 30;
  private static final int LENGTH = DISCARDED - 1;

  /** Place is given back whenever this part of the ring is read, and at the end. */
  private static final int SHARE = 4;

  private final RecordMemory memory;
  private final Layout<?> layout;
  private final ByteBuffer consumer;
  private final ByteBuffer producer;
  private final int data;
  private final long mask;
  private final long batch;
  private long position;

  /**
   * Starts where the last reader has stopped.
   *
   * @param memory the memory, owned
   * @param layout the layout of an event
   */
  public RecordRing(RecordMemory memory, Layout<?> layout) {
    this.memory = memory;
    this.layout = layout;
    this.consumer = memory.consumer();
    this.producer = SharedMemory.readOnly(memory.producer());
    this.data = memory.dataOffset();
    this.mask = memory.size() - 1L;
    this.batch = memory.size() / SHARE;
    this.position = aligned(SharedMemory.getLongAcquire(consumer, POSITION));
  }

  private static long aligned(long position) {
    if ((position & 7) != 0) {
      throw new RingFormatException(
          "a ring buffer has its position at "
              + position
              + ", which is no multiple of 8; does somebody else write it?");
    }
    return position;
  }

  @Override
  public int drain(RecordView view, Consumer<? super EventView> handler, int max, Stop stop) {
    long produced = aligned(SharedMemory.getLongAcquire(producer, POSITION));
    long at = position;
    if (at == produced) {
      return 0;
    }
    if (Long.compareUnsigned(produced - at, mask + 1) > 0) {
      throw damaged(at, produced);
    }
    view.begin(layout, -1);
    long freed = at;
    int count = 0;
    try {
      while (at != produced && count < max && !stop.isAsked()) {
        int place = data + (int) (at & mask);
        int header = SharedMemory.getIntAcquire(producer, place);
        if (header < 0) {
          break; // it is still being written
        }
        int length = header & LENGTH;
        long size = (length + HEADER + 7L) & -8L;
        if (size > produced - at) {
          throw damaged(at, length, produced);
        }
        at += size;
        if ((header & DISCARDED) == 0) {
          count++;
          view.place(producer, place + HEADER, length);
          handler.accept(view);
        }
        if (at - freed >= batch) {
          SharedMemory.putLongRelease(consumer, POSITION, at);
          freed = at;
        }
      }
    } finally {
      position = at;
      SharedMemory.putLongRelease(consumer, POSITION, at);
      view.end(count);
    }
    return count;
  }

  private RingFormatException damaged(long at, long produced) {
    return new RingFormatException(
        "a ring buffer of "
            + (mask + 1)
            + " bytes is said to hold those from position "
            + at
            + " to "
            + produced
            + "; does another process read the same buffer?");
  }

  /** A record that reaches beyond the last one. */
  private RingFormatException damaged(long at, int length, long produced) {
    return new RingFormatException(
        "the record at position "
            + at
            + " of a ring buffer has "
            + length
            + " bytes, but only "
            + (produced - at)
            + " were written; does another process read the same buffer?");
  }

  @Override
  public boolean hasMore() {
    VarHandle.fullFence(); // the kernel must see the consumer position before this looks
    if (SharedMemory.getLongAcquire(producer, POSITION) == position) {
      return false;
    }
    // A record that is still being written wakes when it is done.
    return SharedMemory.getIntAcquire(producer, data + (int) (position & mask)) >= 0;
  }

  @Override
  public Fd fd() {
    return memory.fd();
  }

  @Override
  public void onRecord(Runnable waker) {
    memory.onRecord(waker);
  }

  @Override
  public void close() {
    memory.close();
  }
}
