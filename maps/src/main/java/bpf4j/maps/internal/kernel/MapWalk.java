package bpf4j.maps.internal.kernel;

import bpf4j.syscall.Errno;
import bpf4j.syscall.SyscallException;
import bpf4j.syscall.UnsupportedFeatureException;
import bpf4j.syscall.bpf.BatchStatus;
import bpf4j.syscall.bpf.MapBatchCursor;
import bpf4j.syscall.bpf.MapCalls;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.io.NativeMemory;
import java.nio.ByteBuffer;

/**
 * Goes through all entries of a map: in batches, or where the kernel has none for this type, key by
 * key. Used by one thread at a time; its memory stays for the next time.
 */
final class MapWalk {

  /** What one page may take, so that a walk needs the same memory whatever the map's size. */
  private static final int PAGE_BYTES = 256 << 10;

  private static final int MAX_PAGE_ENTRIES = 4096;

  private final Fd map;
  private final int keySize;
  private final int valueSize;
  private final int maxEntries;
  private final MapBatchCursor cursor;
  private boolean batches;
  private int capacity;
  private NativeMemory keys;
  private NativeMemory values;

  MapWalk(Fd map, int keySize, int valueSize, int maxEntries, boolean batches) {
    this.map = map;
    this.keySize = keySize;
    this.valueSize = valueSize;
    this.maxEntries = maxEntries;
    this.batches = batches;
    this.cursor = new MapBatchCursor(map, keySize);
    int fitting = Math.max(1, PAGE_BYTES / (keySize + valueSize));
    allocate(Math.min(maxEntries, Math.min(fitting, MAX_PAGE_ENTRIES)));
  }

  private void allocate(int entries) {
    capacity = entries;
    keys = NativeMemory.allocate(Math.max(2, entries) * keySize);
    values = NativeMemory.allocate(Math.multiplyExact(entries, valueSize));
  }

  void run(EntryAction action) {
    if (batches) {
      cursor.restart();
      BatchStatus status = firstPage();
      if (status != null) {
        inBatches(status, action);
        return;
      }
    }
    keyByKey(action);
  }

  /** {@code null} if there are no batches here. */
  private BatchStatus firstPage() {
    try {
      return page();
    } catch (UnsupportedFeatureException e) {
      batches = false;
    } catch (SyscallException e) {
      if (e.errno() != Errno.ENOTSUPP && e.errno() != Errno.EOPNOTSUPP) {
        throw e;
      }
      batches = false;
    }
    return null;
  }

  private BatchStatus page() {
    return cursor.lookup(keys.address(), values.address(), capacity, 0);
  }

  private void inBatches(BatchStatus first, EntryAction action) {
    for (BatchStatus status = first; ; status = page()) {
      if (status == BatchStatus.TOO_SMALL) {
        allocate(Math.multiplyExact(capacity, 2));
        continue;
      }
      ByteBuffer keyBuffer = keys.buffer();
      ByteBuffer valueBuffer = values.buffer();
      for (int i = 0; i < cursor.count(); i++) {
        action.accept(keyBuffer, i * keySize, valueBuffer, i * valueSize);
      }
      if (status == BatchStatus.LAST) {
        return;
      }
    }
  }

  /**
   * The next key is fetched before the action runs, which may remove the current one. If somebody
   * else removes the next one, a hash map starts over: hence a bound on the number of steps.
   */
  private void keyByKey(EntryAction action) {
    ByteBuffer keyBuffer = keys.buffer();
    long bound = 2L * maxEntries;
    int current = 0;
    int next = keySize;
    boolean more = MapCalls.nextKey(map, 0, keys.address() + current);
    for (long steps = 0; more && steps < bound; steps++) {
      boolean present = MapCalls.lookup(map, keys.address() + current, values.address(), 0);
      more = MapCalls.nextKey(map, keys.address() + current, keys.address() + next);
      if (present) {
        action.accept(keyBuffer, current, values.buffer(), 0);
      }
      int swap = current;
      current = next;
      next = swap;
    }
  }
}
