package bpf4j.perf.internal.ring;

import bpf4j.maps.layout.Layout;
import bpf4j.perf.EventView;
import bpf4j.perf.RingFormatException;
import bpf4j.syscall.io.Fd;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The reading side of a perf event's buffer that the kernel fills backwards, over what is oldest
 * ({@code write_backward}). The newest record begins at the head, older ones follow; writing is
 * paused while they are read. They are handed out oldest first, each once.
 */
public final class LastSamplesRing implements Ring {
  private static final int FIRST_ROOM = 64;

  private final SampleMemory owner;
  private final Pausing pausing;
  private final Layout<?> layout;
  private final int cpu;
  private final boolean stamped;
  private final ByteBuffer records;
  private final int data;
  private final int size;
  private final ByteBuffer scratch = SharedMemory.allocate(1 << 16);
  private final ByteBuffer pieced = SharedMemory.readOnly(scratch);
  private long[] found = new long[FIRST_ROOM];
  private long seen;

  /** Stops and restarts the writing. */
  @FunctionalInterface
  public interface Pausing {
    /**
     * Does it.
     *
     * @param paused whether nothing is to be written
     */
    void pause(boolean paused);
  }

  /**
   * Makes a reader of all that is written from now on.
   *
   * @param owner the memory, owned
   * @param pausing stops the writing
   * @param layout the layout of an event
   * @param cpu the CPU that writes it
   * @param stamped whether records have a timestamp
   */
  public LastSamplesRing(
      SampleMemory owner, Pausing pausing, Layout<?> layout, int cpu, boolean stamped) {
    this.owner = owner;
    this.pausing = pausing;
    this.layout = layout;
    this.cpu = cpu;
    this.stamped = stamped;
    this.records = SharedMemory.readOnly(owner.memory());
    this.data = owner.dataOffset();
    this.size = owner.size();
    this.seen = head();
  }

  private long head() {
    return SharedMemory.getLongAcquire(records, SampleRing.HEAD);
  }

  @Override
  public int drain(RecordView view, Consumer<? super EventView> handler, int max, Stop stop) {
    if (!hasMore()) {
      return 0;
    }
    pausing.pause(true);
    int count = 0;
    view.begin(layout, cpu);
    try {
      for (int i = find() - 1; i >= 0 && count < max && !stop.isAsked(); i--) {
        if (place(view, found[i])) {
          count++;
          handler.accept(view);
        }
      }
    } finally {
      view.end(count);
      pausing.pause(false);
    }
    return count;
  }

  /** Finds where records begin, newest first, down to the oldest that is whole and not known. */
  private int find() {
    long head = head();
    long end = head + Math.min(seen - head, size);
    seen = head;
    int count = 0;
    long at = head;
    while (end - at >= SampleRing.HEADER) {
      int length = length(at);
      if (length == 0 || length > end - at) {
        break; // nothing was ever written here, or its end is written over
      }
      if (length < SampleRing.HEADER || (length & 7) != 0) {
        throw new RingFormatException(
            "the buffer of CPU " + cpu + " has a record of " + length + " bytes");
      }
      if (count == found.length) {
        found = Arrays.copyOf(found, 2 * count);
      }
      found[count++] = at;
      at += length;
    }
    return count;
  }

  private int length(long at) {
    return records.getShort(data + (int) (at & size - 1) + 6) & 0xffff;
  }

  private boolean place(RecordView view, long at) {
    int place = (int) (at & size - 1);
    if (records.getInt(data + place) != SampleRing.SAMPLE) {
      return false;
    }
    int length = length(at);
    ByteBuffer memory = records;
    int base = data + place;
    if (place + length > size) {
      int first = size - place;
      scratch.put(0, records, base, first);
      scratch.put(first, records, data, length - first);
      memory = pieced;
      base = 0;
    }
    int event = SampleRing.HEADER + (stamped ? Long.BYTES : 0);
    int room = length - event - Integer.BYTES;
    int bytes = room < 0 ? -1 : memory.getInt(base + event);
    if (bytes < 0 || bytes > room) {
      throw new RingFormatException(
          "the buffer of CPU "
              + cpu
              + " has a sample of "
              + bytes
              + " bytes in a record of "
              + length);
    }
    view.stamp(stamped ? memory.getLong(base + SampleRing.HEADER) : 0);
    view.place(memory, base + event + Integer.BYTES, bytes);
    return true;
  }

  @Override
  public boolean hasMore() {
    return head() != seen;
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
