package bpf4j.perf.internal.ring;

import bpf4j.maps.layout.Layout;
import bpf4j.perf.EventView;
import bpf4j.perf.RingFormatException;
import java.nio.ByteBuffer;
import java.util.Objects;

/** The one view of a reader: rings place it on their records. Not thread-safe. */
public final class RecordView implements EventView {
  private static final ByteBuffer NOWHERE =
      SharedMemory.readOnly(SharedMemory.allocate(Long.BYTES));

  private ByteBuffer memory = NOWHERE;
  private int base;
  private int length;
  private int cpu = -1;
  private long timestamp;
  private long placed;
  private Layout<?> layout;

  /**
   * Says whose records come next.
   *
   * @param ringLayout the layout of the ring's events
   * @param ringCpu the CPU that they are from, or -1
   */
  void begin(Layout<?> ringLayout, int ringCpu) {
    layout = ringLayout;
    cpu = ringCpu;
    timestamp = 0;
  }

  /**
   * Places the view on an event. The memory is stored only when it is another: storing references
   * costs the collector's bookkeeping, which is more than all else here.
   */
  @SuppressWarnings("ReferenceEquality") // equal buffers are not the same memory
  void place(ByteBuffer recordMemory, int offset, int size) {
    if (memory != recordMemory) {
      memory = recordMemory;
    }
    base = offset;
    length = size;
  }

  void stamp(long time) {
    timestamp = time;
  }

  /**
   * Places the view on nothing, so that whoever kept it reads nothing.
   *
   * @param events how many it has been placed on since it began
   */
  void end(int events) {
    placed += events;
    memory = NOWHERE;
    base = 0;
    length = 0;
  }

  /** {@return how many events it was placed on} */
  public long placed() {
    return placed;
  }

  /**
   * The event as its channel's layout says.
   *
   * @return a copy
   */
  public Object read() {
    return read(layout);
  }

  @Override
  public <T> T read(Layout<T> asked) {
    if (length < asked.size()) {
      throw new RingFormatException(
          "an event of "
              + length
              + " bytes came where "
              + asked.size()
              + " of "
              + asked
              + " were expected; do programs send another type?");
    }
    return asked.read(memory, base);
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public byte getByte(int offset) {
    return memory.get(base + Objects.checkIndex(offset, length));
  }

  @Override
  public short getShort(int offset) {
    return memory.getShort(base + Objects.checkFromIndexSize(offset, Short.BYTES, length));
  }

  @Override
  public int getInt(int offset) {
    return SharedMemory.getInt(
        memory, base + Objects.checkFromIndexSize(offset, Integer.BYTES, length));
  }

  @Override
  public long getLong(int offset) {
    return SharedMemory.getLong(
        memory, base + Objects.checkFromIndexSize(offset, Long.BYTES, length));
  }

  @Override
  public byte[] toBytes() {
    byte[] bytes = new byte[length];
    memory.get(base, bytes);
    return bytes;
  }

  @Override
  public ByteBuffer memory() {
    return memory;
  }

  @Override
  public int offset() {
    return base;
  }

  @Override
  public int cpu() {
    return cpu;
  }

  @Override
  public long timestamp() {
    return timestamp;
  }

  @Override
  public String toString() {
    return "event of " + length + " bytes" + (cpu < 0 ? "" : " from CPU " + cpu);
  }
}
