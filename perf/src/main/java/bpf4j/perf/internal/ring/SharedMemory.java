package bpf4j.perf.internal.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Ordered access to memory that another processor, or the kernel, works on at the same time. */
final class SharedMemory {
  static final boolean LITTLE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private static final VarHandle LONGS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final VarHandle INTS =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private SharedMemory() {}

  static long getLongAcquire(ByteBuffer memory, int offset) {
    return (long) LONGS.getAcquire(memory, offset);
  }

  static int getIntAcquire(ByteBuffer memory, int offset) {
    return (int) INTS.getAcquire(memory, offset);
  }

  static long getLong(ByteBuffer memory, int offset) {
    return (long) LONGS.get(memory, offset);
  }

  static int getInt(ByteBuffer memory, int offset) {
    return (int) INTS.get(memory, offset);
  }

  static void putLongRelease(ByteBuffer memory, int offset, long value) {
    LONGS.setRelease(memory, offset, value);
  }

  static void putIntRelease(ByteBuffer memory, int offset, int value) {
    INTS.setRelease(memory, offset, value);
  }

  /** The same memory, not to be written. */
  static ByteBuffer readOnly(ByteBuffer memory) {
    return memory.asReadOnlyBuffer().order(ByteOrder.nativeOrder());
  }

  /** Memory of the JVM, zeroed, in native order. */
  static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }
}
