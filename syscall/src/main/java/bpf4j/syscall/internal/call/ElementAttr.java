package bpf4j.syscall.internal.call;

import bpf4j.syscall.internal.layout.BpfAttr.MapBatch;
import bpf4j.syscall.internal.layout.BpfAttr.MapElement;
import bpf4j.syscall.internal.libc.LibC;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.io.NativeMemory;
import java.nio.ByteBuffer;

/**
 * The attribute structs of the element and batch commands, one set per thread: filling and passing
 * them allocates nothing. They are never freed while their thread lives.
 */
public final class ElementAttr {
  private static final LibC C = LibC.instance();
  private static final ThreadLocal<ElementAttr> OF_THREAD =
      ThreadLocal.withInitial(ElementAttr::new);

  private final NativeMemory memory = NativeMemory.allocate(MapBatch.SIZE);
  private final ByteBuffer buffer = memory.buffer();
  private final long address = memory.address();

  private ElementAttr() {}

  /** Calls an element command: its result or the negated errno. */
  public static long element(int command, Fd map, long key, long value, long flags) {
    ElementAttr attr = OF_THREAD.get();
    ByteBuffer b = attr.buffer;
    int fd = map.acquire();
    try {
      b.putInt(MapElement.MAP_FD, fd);
      b.putInt(MapElement.MAP_FD + Integer.BYTES, 0); // padding that the kernel wants zero
      b.putLong(MapElement.KEY, key);
      b.putLong(MapElement.VALUE, value);
      b.putLong(MapElement.FLAGS, flags);
      return C.bpf(command, attr.address, MapElement.SIZE);
    } finally {
      map.release();
    }
  }

  /**
   * Calls a batch command: its result or the negated errno.
   *
   * @param count in: entries that fit the buffers
   * @return the result; {@link #batchCount()} has the number of entries processed
   */
  public static long batch(
      int command,
      Fd map,
      long in,
      long out,
      long keys,
      long values,
      int count,
      long elementFlags) {
    ElementAttr attr = OF_THREAD.get();
    ByteBuffer b = attr.buffer;
    int fd = map.acquire();
    try {
      b.putLong(MapBatch.IN_BATCH, in);
      b.putLong(MapBatch.OUT_BATCH, out);
      b.putLong(MapBatch.KEYS, keys);
      b.putLong(MapBatch.VALUES, values);
      b.putInt(MapBatch.COUNT, count);
      b.putInt(MapBatch.MAP_FD, fd);
      b.putLong(MapBatch.ELEM_FLAGS, elementFlags);
      b.putLong(MapBatch.FLAGS, 0);
      return C.bpf(command, attr.address, MapBatch.SIZE);
    } finally {
      map.release();
    }
  }

  /** The count that this thread's last batch command left. */
  public static int batchCount() {
    return OF_THREAD.get().buffer.getInt(MapBatch.COUNT);
  }
}
