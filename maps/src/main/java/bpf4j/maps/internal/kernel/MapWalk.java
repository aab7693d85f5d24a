package bpf4j.maps.internal.kernel;

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
  private final long lookupFlags;
  private final MapBatchCursor cursor;
  private final OrderedKeys ordered;
  private boolean batches;
  private int capacity;
  private NativeMemory keys;
  private NativeMemory values;

  private boolean first = true;
  private boolean more = true;

  /** Key by key: where the current key and the one after it are, and whether there is one. */
  private int current;

  private int following;
  private boolean fetched;
  private long steps;

  MapWalk(Fd map, int keySize, int valueSize, int maxEntries, boolean batches) {
    this(map, keySize, valueSize, maxEntries, batches, 0, null);
  }

  /**
   * As the other.
   *
   * @param lookupFlags what look-ups say, such as to hold the lock
   * @param order the order in which the kernel goes through the keys; {@code null} if it has none
   */
  MapWalk(
      Fd map,
      int keySize,
      int valueSize,
      int maxEntries,
      boolean batches,
      long lookupFlags,
      KeyOrder order) {
    this.lookupFlags = lookupFlags;
    this.map = map;
    this.keySize = keySize;
    this.valueSize = valueSize;
    this.maxEntries = maxEntries;
    this.batches = batches;
    this.cursor = new MapBatchCursor(map, keySize);
    int fitting = Math.max(1, PAGE_BYTES / (keySize + valueSize));
    allocate(Math.min(maxEntries, Math.min(fitting, MAX_PAGE_ENTRIES)));
    this.ordered = order == null ? null : new OrderedKeys(order, cursor, keySize, valueSize);
  }

  private void allocate(int entries) {
    capacity = entries;
    keys = NativeMemory.allocate(Math.max(2, entries) * keySize);
    values = NativeMemory.allocate(Math.multiplyExact(entries, valueSize));
  }

  /** Calls the action for each entry, from the first on. */
  void run(EntryAction action) {
    restart();
    for (int count = next(); count > 0; count = next()) {
      ByteBuffer keyBuffer = keys.buffer();
      ByteBuffer valueBuffer = values.buffer();
      int firstKey = firstKey();
      for (int i = 0; i < count; i++) {
        action.accept(keyBuffer, firstKey + i * keySize, valueBuffer, i * valueSize);
      }
    }
  }

  /** Goes back to before the first entry. */
  void restart() {
    cursor.restart();
    if (ordered != null) {
      ordered.restart();
    }
    first = true;
    more = true;
    steps = 0;
  }

  /**
   * Goes on to the next page of entries.
   *
   * @return how many it has, 0 after the last one
   */
  int next() {
    while (more) {
      int count = batches ? nextBatch() : nextKey();
      if (count > 0) {
        return count;
      }
    }
    return 0;
  }

  /** The keys of the page. */
  ByteBuffer keys() {
    return keys.buffer();
  }

  /** The values of the page; the first is at 0. */
  ByteBuffer values() {
    return values.buffer();
  }

  /** Where the first key of the page is. */
  int firstKey() {
    return batches ? 0 : current;
  }

  private int nextBatch() {
    BatchStatus status = batch();
    if (status == null) {
      batches = false;
    } else if (status == BatchStatus.TOO_SMALL) {
      allocate(Math.multiplyExact(capacity, 2));
    } else {
      first = false;
      if (ordered != null && ordered.goesBack(keys.buffer(), cursor.count())) {
        return 0;
      }
      more = status != BatchStatus.LAST;
      return accepted(0, cursor.count());
    }
    return 0;
  }

  /** How many of the keys were not seen before; they are moved to where the page begins. */
  private int accepted(int at, int count) {
    return ordered == null ? count : ordered.accept(keys.buffer(), at, values.buffer(), count);
  }

  /** {@code null} if there are no batches here. */
  private BatchStatus batch() {
    try {
      return cursor.lookup(keys.address(), values.address(), capacity, lookupFlags);
    } catch (UnsupportedFeatureException e) {
      if (!first) {
        throw e;
      }
    } catch (SyscallException e) {
      if (!first || !Unsupported.isSaidBy(e)) {
        throw e;
      }
    }
    return null;
  }

  /**
   * The next key is fetched before the current one is used, which may be removed then. If somebody
   * else removes the next one, a hash map starts over: hence a bound on the number of steps.
   */
  private int nextKey() {
    if (first) {
      current = 0;
      following = keySize;
      first = false;
      fetched = MapCalls.nextKey(map, 0, keys.address() + following);
    }
    if (!fetched || steps == 2L * maxEntries) {
      more = false;
      return 0;
    }
    steps++;
    int swap = current;
    current = following;
    following = swap;
    boolean present = MapCalls.lookup(map, keys.address() + current, values.address(), lookupFlags);
    fetched = MapCalls.nextKey(map, keys.address() + current, keys.address() + following);
    return present ? accepted(current, 1) : 0;
  }
}
