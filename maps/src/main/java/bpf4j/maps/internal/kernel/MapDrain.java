package bpf4j.maps.internal.kernel;

import bpf4j.syscall.SyscallException;
import bpf4j.syscall.UnsupportedFeatureException;
import bpf4j.syscall.bpf.BatchStatus;
import bpf4j.syscall.bpf.MapBatchCursor;
import bpf4j.syscall.bpf.MapCalls;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.io.NativeMemory;

/**
 * Takes all entries out of a map: in batches, or where the kernel has none for this type, key by
 * key. Used once, by one thread.
 */
final class MapDrain {

  private static final int PAGE_BYTES = 256 << 10;
  private static final int MAX_PAGE_ENTRIES = 4096;

  private final Fd map;
  private final int keySize;
  private final int valueSize;
  private final int maxEntries;
  private final long lookupFlags;
  private boolean inOneStep = true;
  private int capacity;
  private NativeMemory keys;
  private NativeMemory values;

  MapDrain(Fd map, int keySize, int valueSize, int maxEntries) {
    this(map, keySize, valueSize, maxEntries, 0);
  }

  /**
   * As the other.
   *
   * @param lookupFlags what look-ups say, such as to hold the lock
   */
  MapDrain(Fd map, int keySize, int valueSize, int maxEntries, long lookupFlags) {
    this.lookupFlags = lookupFlags;
    this.map = map;
    this.keySize = keySize;
    this.valueSize = valueSize;
    this.maxEntries = maxEntries;
    int fitting = Math.max(1, PAGE_BYTES / (keySize + valueSize));
    allocate(Math.min(maxEntries, Math.min(fitting, MAX_PAGE_ENTRIES)));
  }

  private void allocate(int entries) {
    capacity = entries;
    keys = NativeMemory.allocate(Math.multiplyExact(entries, keySize));
    values = NativeMemory.allocate(Math.multiplyExact(entries, valueSize));
  }

  void run(EntryAction action, boolean batches) {
    if (!batches || !inBatches(action)) {
      keyByKey(action);
    }
  }

  /** False, with nothing done, if there are no batches here. */
  private boolean inBatches(EntryAction action) {
    try (MapBatchCursor cursor = new MapBatchCursor(map, keySize)) {
      BatchStatus status;
      try {
        status = page(cursor);
      } catch (UnsupportedFeatureException e) {
        return false;
      } catch (SyscallException e) {
        if (Unsupported.isSaidBy(e)) {
          return false;
        }
        throw e;
      }
      for (; ; status = page(cursor)) {
        if (status == BatchStatus.TOO_SMALL) {
          allocate(Math.multiplyExact(capacity, 2));
          continue;
        }
        for (int i = 0; i < cursor.count(); i++) {
          action.accept(keys.buffer(), i * keySize, values.buffer(), i * valueSize);
        }
        if (status == BatchStatus.LAST) {
          return true;
        }
      }
    }
  }

  private BatchStatus page(MapBatchCursor cursor) {
    return cursor.lookupAndDelete(keys.address(), values.address(), capacity, lookupFlags);
  }

  /**
   * Always the first key, until there is none; or until it is clear that somebody keeps putting.
   */
  private void keyByKey(EntryAction action) {
    long bound = 2L * maxEntries;
    for (long steps = 0; steps < bound && MapCalls.nextKey(map, 0, keys.address()); steps++) {
      if (takeOut()) {
        action.accept(keys.buffer(), 0, values.buffer(), 0);
      }
    }
  }

  /** In one step where the kernel has that (hash maps: Linux 5.14), else in two. */
  private boolean takeOut() {
    if (inOneStep) {
      try {
        return MapCalls.lookupAndDelete(map, keys.address(), values.address(), lookupFlags);
      } catch (SyscallException e) {
        if (!Unsupported.isSaidBy(e)) {
          throw e;
        }
        inOneStep = false;
      }
    }
    return MapCalls.lookup(map, keys.address(), values.address(), lookupFlags)
        && MapCalls.delete(map, keys.address());
  }
}
