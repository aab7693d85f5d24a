package bpf4j.maps.internal.kernel;

import bpf4j.maps.internal.Numbers;
import bpf4j.maps.layout.ScalarLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Integers of one layout in memory that the kernel shares, at offsets that suit their width. */
final class SharedNumbers {

  private static final VarHandle LONGS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final VarHandle INTS =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private final ByteBuffer memory;
  private final ScalarLayout<?> layout;
  private final boolean plainLongs;

  SharedNumbers(ByteBuffer memory, ScalarLayout<?> layout) {
    this.memory = memory;
    this.layout = layout;
    this.plainLongs = layout.width() == Long.BYTES && !layout.bigEndian();
  }

  /** Whether they are longs as Java has them. */
  boolean arePlainLongs() {
    return plainLongs;
  }

  long get(int offset) {
    return plainLongs ? memory.getLong(offset) : layout.readLong(memory, offset);
  }

  void set(int offset, long value) {
    if (plainLongs) {
      memory.putLong(offset, value);
    } else {
      layout.writeLong(memory, offset, value);
    }
  }

  long getAcquire(int offset) {
    if (plainLongs) {
      return (long) LONGS.getAcquire(memory, offset);
    }
    long value = layout.readLong(memory, offset);
    VarHandle.acquireFence();
    return value;
  }

  void setRelease(int offset, long value) {
    if (plainLongs) {
      LONGS.setRelease(memory, offset, value);
      return;
    }
    VarHandle.releaseFence();
    layout.writeLong(memory, offset, value);
  }

  long getAndAdd(int offset, long delta) {
    requireAtomic();
    return plainLongs
        ? (long) LONGS.getAndAdd(memory, offset, delta)
        : extend((int) INTS.getAndAdd(memory, offset, (int) delta));
  }

  long getAndSet(int offset, long value) {
    requireAtomic();
    return plainLongs
        ? (long) LONGS.getAndSet(memory, offset, value)
        : extend((int) INTS.getAndSet(memory, offset, (int) value));
  }

  boolean compareAndSet(int offset, long expected, long value) {
    requireAtomic();
    return plainLongs
        ? LONGS.compareAndSet(memory, offset, expected, value)
        : INTS.compareAndSet(memory, offset, (int) expected, (int) value);
  }

  private void requireAtomic() {
    if (!plainLongs) {
      Numbers.requireAddable(layout);
    }
  }

  private long extend(int number) {
    return layout.signed() ? number : Integer.toUnsignedLong(number);
  }
}
