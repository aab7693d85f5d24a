package bpf4j.maps.internal.kernel;

import bpf4j.maps.MapFullException;
import bpf4j.syscall.SyscallException;
import bpf4j.syscall.UnsupportedFeatureException;
import bpf4j.syscall.bpf.MapCalls;
import bpf4j.syscall.bpf.MapFlags;
import bpf4j.syscall.bpf.UpdateOutcome;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.io.NativeMemory;
import java.nio.ByteBuffer;

/**
 * Entries that go to a map in one system call, or, where the kernel has no such call for this type
 * of map, in one each. Used by one thread at a time; closing gives it back to its map for the next
 * use.
 */
final class MapBatch implements AutoCloseable {

  /** From some hundred entries on, larger batches are no faster; what a page takes is bounded. */
  private static final int PAGE_BYTES = 256 << 10;

  private static final int MAX_ENTRIES = 4096;

  private final KernelMap<?, ?> map;
  private final Fd fd;
  private final int keySize;
  private final int valueSize;
  private final int capacity;
  private final NativeMemory keyMemory;
  private final NativeMemory valueMemory;
  private final ByteBuffer keys;
  private final ByteBuffer values;
  private boolean batches = true;
  private int count;

  MapBatch(KernelMap<?, ?> map, Fd fd, int keySize, int valueSize) {
    this.map = map;
    this.fd = fd;
    this.keySize = keySize;
    this.valueSize = valueSize;
    int fitting = Math.max(1, PAGE_BYTES / (keySize + valueSize));
    this.capacity = Math.min(map.maxEntries(), Math.min(fitting, MAX_ENTRIES));
    this.keyMemory = NativeMemory.allocate(capacity * keySize);
    this.valueMemory = NativeMemory.allocate(Math.multiplyExact(capacity, valueSize));
    this.keys = keyMemory.buffer();
    this.values = valueMemory.buffer();
  }

  ByteBuffer keys() {
    return keys;
  }

  ByteBuffer values() {
    return values;
  }

  /** Takes the place of one more entry. */
  int next() {
    return count++;
  }

  int keyAt(int place) {
    return place * keySize;
  }

  int valueAt(int place) {
    return place * valueSize;
  }

  void putIfComplete() {
    if (count == capacity) {
      put();
    }
  }

  /** Puts all entries taken, or throws. */
  void put() {
    int all = count;
    count = 0;
    if (all > 0 && putFrom(all) < all) {
      throw new MapFullException(map);
    }
  }

  private int putFrom(int all) {
    if (batches) {
      try {
        return MapCalls.updateBatch(
            fd, keyMemory.address(), valueMemory.address(), all, map.locking);
      } catch (UnsupportedFeatureException | SyscallException e) {
        requireUnsupported(e);
        batches = false;
      }
    }
    for (int i = 0; i < all; i++) {
      long key = keyMemory.address() + keyAt(i);
      long value = valueMemory.address() + valueAt(i);
      if (MapCalls.update(fd, key, value, MapFlags.ANY | map.locking) != UpdateOutcome.UPDATED) {
        return i;
      }
    }
    return all;
  }

  int removeIfComplete() {
    return count == capacity ? remove() : 0;
  }

  /** Removes all keys taken; returns how many were there. */
  int remove() {
    int all = count;
    count = 0;
    int removed = 0;
    int from = 0;
    while (batches && from < all) {
      try {
        int done = MapCalls.deleteBatch(fd, keyMemory.address() + keyAt(from), all - from);
        removed += done;
        // The kernel stops at a key that is not there: it is left out.
        from += done + 1;
      } catch (UnsupportedFeatureException | SyscallException e) {
        requireUnsupported(e);
        batches = false;
      }
    }
    for (; from < all; from++) {
      removed += MapCalls.delete(fd, keyMemory.address() + keyAt(from)) ? 1 : 0;
    }
    return removed;
  }

  /** Throws what is no sign of a kernel or type of map without batches. */
  private static void requireUnsupported(RuntimeException e) {
    if (e instanceof SyscallException call && !Unsupported.isSaidBy(call)) {
      throw e;
    }
  }

  @Override
  public void close() {
    count = 0;
    map.giveBack(this);
  }
}
