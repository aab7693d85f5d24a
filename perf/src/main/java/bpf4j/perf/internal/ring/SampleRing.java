package bpf4j.perf.internal.ring;

import bpf4j.maps.layout.Layout;
import bpf4j.perf.EventView;
import bpf4j.perf.LossListener;
import bpf4j.perf.RingFormatException;
import bpf4j.syscall.io.Fd;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The reading side of a perf event's buffer that the kernel fills forwards ({@code
 * kernel/events/ring_buffer.c}, {@code struct perf_event_mmap_page}).
 *
 * <pre>
 *   control page  +1024  u64 data_head            written by the kernel
 *                 +1032  u64 data_tail            written here
 *   data          records, each a multiple of 8 bytes, going on at the beginning where one ends
 *
 *   record        +0  u32 type | u16 misc | u16 size, header included
 *   SAMPLE (9)    +8  [u64 time]  u32 size | the event, filled up
 *   LOST (2)      +8  u64 id  u64 number of records for which there was no room
 * </pre>
 *
 * <p>The head is read with acquire semantics before the records, the tail is released after them.
 * Headers never wrap, as they are aligned like the ring; a record that does is copied into one
 * piece.
 */
public final class SampleRing implements Ring {
  static final int HEAD = 1024;
  static final int TAIL = 1032;
  static final int HEADER = 8;
  static final int SAMPLE = 9;
  static final int LOST = 2;
  private static final int LOST_SIZE = 24;
  private static final int MAX_RECORD = 1 << 16;

  /** Place is given back whenever this part of the ring is read, and at the end. */
  private static final int SHARE = 4;

  private final SampleMemory owner;
  private final Layout<?> layout;
  private final int cpu;
  private final boolean stamped;
  private final LossListener losses;
  private final ByteBuffer control;
  private final ByteBuffer records;
  private final int data;
  private final int size;
  private final long mask;
  private final ByteBuffer scratch = SharedMemory.allocate(MAX_RECORD);
  private final ByteBuffer pieced = SharedMemory.readOnly(scratch);
  private final AtomicLong lost = new AtomicLong();
  private long tail;
  private long limit;

  /**
   * Starts where the last reader has stopped.
   *
   * @param owner the memory, owned
   * @param layout the layout of an event
   * @param cpu the CPU that writes it
   * @param stamped whether records have a timestamp
   * @param losses is told of lost records; null for nobody
   */
  public SampleRing(
      SampleMemory owner, Layout<?> layout, int cpu, boolean stamped, LossListener losses) {
    this.owner = owner;
    this.layout = layout;
    this.cpu = cpu;
    this.stamped = stamped;
    this.losses = losses;
    this.control = owner.memory();
    this.records = SharedMemory.readOnly(owner.memory());
    this.data = owner.dataOffset();
    this.size = owner.size();
    this.mask = size - 1L;
    this.tail = SharedMemory.getLongAcquire(control, TAIL);
    this.limit = tail;
    if ((tail & 7) != 0) {
      throw damaged("its position at " + tail + ", which is no multiple of 8");
    }
  }

  @Override
  public int drain(RecordView view, Consumer<? super EventView> handler, int max, Stop stop) {
    if (!look()) {
      return 0;
    }
    view.begin(layout, cpu);
    int share = size / SHARE;
    long end = limit;
    long freed = tail;
    int count = 0;
    try {
      while (tail != end && count < max && !stop.isAsked()) {
        if (next(view)) {
          count++;
          handler.accept(view);
        }
        if (tail - freed >= share) {
          free();
          freed = tail;
        }
      }
    } finally {
      free();
      view.end(count);
    }
    return count;
  }

  /** Looks how far the kernel has come; false if nothing is there to read. */
  boolean look() {
    limit = SharedMemory.getLongAcquire(control, HEAD);
    if (Long.compareUnsigned(limit - tail, size) > 0) {
      throw new RingFormatException(
          "the buffer of CPU "
              + cpu
              + " has "
              + size
              + " bytes, but "
              + (limit - tail)
              + " are said to lie in it; does somebody else write its positions?");
    }
    return limit != tail;
  }

  /** The time of the next record as of the last look, 0 if it has none; none for no record. */
  long nextTime(long none) {
    if (tail == limit) {
      return none;
    }
    int place = data + (int) (tail & mask);
    if (records.getInt(place) != SAMPLE) {
      return 0;
    }
    return records.getLong(data + (int) (tail + HEADER & mask));
  }

  /** Places a view on the next record as of the last look; false if it is no event. */
  boolean place(RecordView view) {
    view.begin(layout, cpu);
    return next(view);
  }

  /** Gives back the place of what was read. */
  void free() {
    SharedMemory.putLongRelease(control, TAIL, tail);
  }

  /** Goes on by one record; true if the view has been placed on an event. */
  private boolean next(RecordView view) {
    int place = (int) (tail & mask);
    long header = SharedMemory.getLong(records, data + place);
    int type = SharedMemory.LITTLE ? (int) header : (int) (header >>> 32);
    int length = (int) (SharedMemory.LITTLE ? header >>> 48 : header & 0xffff);
    if (length < HEADER || (length & 7) != 0 || length > limit - tail) {
      throw damaged("a record of " + length + " bytes where " + (limit - tail) + " are left");
    }
    ByteBuffer memory = records;
    int base = data + place;
    if (place + length > size) {
      memory = piece(place, length);
      base = 0;
    }
    if (type == SAMPLE) {
      placeOnSample(view, memory, base, length);
      tail += length;
      return true;
    }
    tail += length;
    if (type == LOST) {
      lose(memory, base, length);
    }
    return false;
  }

  private void placeOnSample(RecordView view, ByteBuffer memory, int base, int length) {
    int at = HEADER;
    if (stamped) {
      view.stamp(length < HEADER + Long.BYTES ? 0 : memory.getLong(base + at));
      at += Long.BYTES;
    }
    int room = length - at - Integer.BYTES;
    int bytes = room < 0 ? -1 : SharedMemory.getInt(memory, base + at);
    if (bytes < 0 || bytes > room) {
      throw damaged("a sample of " + bytes + " bytes in a record of " + length);
    }
    view.place(memory, base + at + Integer.BYTES, bytes);
  }

  private void lose(ByteBuffer memory, int base, int length) {
    if (length < LOST_SIZE) {
      throw damaged("a record of lost events of " + length + " bytes");
    }
    long more = memory.getLong(base + 16);
    lost.addAndGet(more);
    if (losses != null && more > 0) {
      losses.onLoss(cpu, more);
    }
  }

  /** A record that goes on at the beginning, in one piece. */
  private ByteBuffer piece(int place, int length) {
    int first = size - place;
    scratch.put(0, records, data + place, first);
    scratch.put(first, records, data, length - first);
    return pieced;
  }

  private RingFormatException damaged(String what) {
    return new RingFormatException(
        "the buffer of CPU " + cpu + " has " + what + "; is it read by somebody else, too?");
  }

  /** {@return how many records the kernel has said that it lost, so far} */
  public long lost() {
    return lost.get();
  }

  /** {@return the CPU that writes it} */
  public int cpu() {
    return cpu;
  }

  @Override
  public boolean hasMore() {
    VarHandle.fullFence();
    return SharedMemory.getLongAcquire(control, HEAD) != tail;
  }

  @Override
  public Fd fd() {
    return owner.fd();
  }

  @Override
  public void onRecord(Runnable waker) {
    owner.onRecord(waker);
  }

  @Override
  public void close() {
    owner.close();
  }
}
