package bpf4j.maps.internal.kernel;

import bpf4j.syscall.io.NativeMemory;
import java.nio.ByteBuffer;

/**
 * One thread's native memory for the key and value of the call it is making.
 *
 * <p>It is lent for the length of one map operation, which calls no foreign code in between. It
 * grows to the largest need of its thread, and is reclaimed after the thread has ended.
 */
final class Scratch {

  private static final int INITIAL_SIZE = 256;
  private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

  /** Whose it is; compared before use, so it may be reached through a racy field. */
  final Thread owner = Thread.currentThread();

  private NativeMemory memory = NativeMemory.allocate(INITIAL_SIZE);
  private ByteBuffer buffer = memory.buffer();
  private long address = memory.address();
  private int capacity = INITIAL_SIZE;

  private Scratch() {}

  int capacity() {
    return capacity;
  }

  /** This thread's memory, with at least as many bytes; what they hold is left from before. */
  static Scratch of(int size) {
    Scratch scratch = OF_THREAD.get();
    if (scratch.buffer.capacity() < size) {
      scratch.grow(size);
    }
    return scratch;
  }

  private void grow(int size) {
    int doubled = Math.max(size, 2 * Math.min(buffer.capacity(), Integer.MAX_VALUE / 2));
    memory = NativeMemory.allocate(doubled);
    buffer = memory.buffer();
    address = memory.address();
    capacity = doubled;
  }

  ByteBuffer buffer() {
    return buffer;
  }

  /** The address of an offset. */
  long address(int offset) {
    return address + offset;
  }
}
