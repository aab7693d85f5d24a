package bpf4j.syscall.bpf;

import bpf4j.syscall.internal.layout.BpfAttr.MapElement;
import bpf4j.syscall.internal.libc.LibC;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.io.NativeMemory;
import java.nio.ByteBuffer;

/**
 * One thread's native memory for a call on a map element: attribute struct, key and value side by
 * side, so that the call touches few cache lines. It is the fast form of the element methods of
 * {@link MapCalls}, about 2 % of a system call faster than keys and values in memory of their own.
 *
 * <p>Write the key at {@link #KEY} of {@link #buffer()}, the value, if any, at an offset of one's
 * own choice behind it, call, and read the value there. The memory is lent between {@link
 * #ofThread} and the last use of its content; code that may use maps itself must not run in
 * between. Calls allocate nothing; the memory grows to the thread's largest need and is reclaimed
 * after its end.
 *
 * <p>Only {@link #isMine} may be called by other threads.
 */
public final class ElementCall {
  /** Where the key begins in {@link #buffer()}; a multiple of 8. */
  public static final int KEY = MapElement.SIZE;

  private static final LibC C = LibC.instance();
  private static final int INITIAL_SIZE = 256;
  private static final ThreadLocal<ElementCall> OF_THREAD =
      ThreadLocal.withInitial(ElementCall::new);

  private static final int LOOKUP = BpfCommand.MAP_LOOKUP_ELEM.number();
  private static final int UPDATE = BpfCommand.MAP_UPDATE_ELEM.number();
  private static final int DELETE = BpfCommand.MAP_DELETE_ELEM.number();
  private static final int LOOKUP_AND_DELETE = BpfCommand.MAP_LOOKUP_AND_DELETE_ELEM.number();

  private final Thread owner = Thread.currentThread();
  private NativeMemory memory;
  private ByteBuffer buffer;
  private long address;
  private int capacity;

  private ElementCall() {
    allocate(INITIAL_SIZE);
  }

  /**
   * Returns this thread's memory.
   *
   * @param end how long {@link #buffer()} must be at least
   * @return the memory; what it holds is left from before
   */
  public static ElementCall ofThread(int end) {
    ElementCall call = OF_THREAD.get();
    if (call.capacity < end) {
      call.allocate(Math.max(end, (int) Math.min(2L * call.capacity, Integer.MAX_VALUE)));
    }
    return call;
  }

  private void allocate(int size) {
    memory = NativeMemory.allocate(size);
    buffer = memory.buffer();
    address = memory.address();
    capacity = size;
  }

  /**
   * Tells whether this is what {@link #ofThread} would return: cheaper, for those who remember the
   * memory they used last, even if another thread may have used the map meanwhile.
   *
   * @param end how long {@link #buffer()} must be at least
   * @return whether it belongs to this thread and is long enough
   */
  public boolean isMine(int end) {
    return owner == Thread.currentThread() && capacity >= end;
  }

  /**
   * Returns the memory, in native byte order. Use absolute access, from {@link #KEY} on.
   *
   * @return the buffer, until the next {@link #ofThread}
   */
  public ByteBuffer buffer() {
    return buffer;
  }

  /**
   * Copies a value out, as {@link MapCalls#lookup} does.
   *
   * @param map the map
   * @param value the offset in {@link #buffer()} to copy the value to
   * @param flags {@link MapFlags#LOCK} or 0
   * @return false if the key is not there
   */
  public boolean lookup(Fd map, int value, long flags) {
    return MapCalls.found("BPF_MAP_LOOKUP_ELEM", call(LOOKUP, map, address + value, flags));
  }

  /**
   * Copies a value in, as {@link MapCalls#update} does.
   *
   * @param map the map
   * @param value the offset of the value in {@link #buffer()}
   * @param flags as for {@link MapCalls#update}
   * @return what came of it
   */
  public UpdateOutcome update(Fd map, int value, long flags) {
    return MapCalls.outcome((int) call(UPDATE, map, address + value, flags));
  }

  /**
   * Removes a key, as {@link MapCalls#delete} does.
   *
   * @param map the map
   * @return false if the key was not there
   */
  public boolean delete(Fd map) {
    return MapCalls.found("BPF_MAP_DELETE_ELEM", call(DELETE, map, 0, 0));
  }

  /**
   * Copies a value out and removes its key at once, as {@link MapCalls#lookupAndDelete} does.
   *
   * @param map the map
   * @param value the offset in {@link #buffer()} to copy the value to
   * @param flags {@link MapFlags#LOCK} or 0
   * @return false if the key was not there
   */
  public boolean lookupAndDelete(Fd map, int value, long flags) {
    return MapCalls.found(
        "BPF_MAP_LOOKUP_AND_DELETE_ELEM", call(LOOKUP_AND_DELETE, map, address + value, flags));
  }

  /**
   * Copies a value into a map without keys: a queue, a stack or a bloom filter.
   *
   * @param map the map
   * @param value the offset of the value in {@link #buffer()}
   * @param flags {@link MapFlags#ANY}, or {@link MapFlags#EXIST} to drop the oldest value of a full
   *     queue or stack
   * @return {@link UpdateOutcome#UPDATED} or {@link UpdateOutcome#FULL}
   */
  public UpdateOutcome push(Fd map, int value, long flags) {
    return MapCalls.outcome((int) call(UPDATE, map, 0, address + value, flags));
  }

  /**
   * Copies the next value of a queue or stack out, which stays; of a bloom filter, asks for the
   * value that lies there.
   *
   * @param map the map
   * @param value the offset in {@link #buffer()} to copy the value to, or where it lies
   * @return false if the queue or stack is empty; if the filter does not have the value
   */
  public boolean peek(Fd map, int value) {
    return MapCalls.found("BPF_MAP_LOOKUP_ELEM", call(LOOKUP, map, 0, address + value, 0));
  }

  /**
   * Takes the next value of a queue or stack.
   *
   * @param map the map
   * @param value the offset in {@link #buffer()} to copy the value to
   * @return false if it is empty
   */
  public boolean pop(Fd map, int value) {
    return MapCalls.found(
        "BPF_MAP_LOOKUP_AND_DELETE_ELEM", call(LOOKUP_AND_DELETE, map, 0, address + value, 0));
  }

  private long call(int command, Fd map, long value, long flags) {
    return call(command, map, address + KEY, value, flags);
  }

  private long call(int command, Fd map, long key, long value, long flags) {
    ByteBuffer b = buffer;
    long base = address;
    int fd = map.acquire();
    try {
      b.putInt(MapElement.MAP_FD, fd);
      b.putLong(MapElement.KEY, key);
      b.putLong(MapElement.VALUE, value);
      b.putLong(MapElement.FLAGS, flags);
      return C.bpf(command, base, MapElement.SIZE);
    } finally {
      map.release();
    }
  }
}
