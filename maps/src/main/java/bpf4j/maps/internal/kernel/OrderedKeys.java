package bpf4j.maps.internal.kernel;

import bpf4j.syscall.bpf.MapBatchCursor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Keeps a walk through a map of known order from seeing keys twice, and from losing its place.
 *
 * <p>The kernel goes on behind the last key of a page; if somebody has removed that, it starts over
 * at the first key of all, between pages or even within one ({@code trie_get_next_key} in {@code
 * kernel/bpf/lpm_trie.c}). Keys that do not come behind the last one seen are therefore left out;
 * and a page that starts over is asked for again, behind one of the keys seen before that is still
 * there. If the keys tried are all gone, the page that starts over does: what it repeats is left
 * out.
 */
final class OrderedKeys {

  private final KeyOrder order;
  private final MapBatchCursor cursor;
  private final int keySize;
  private final int valueSize;

  /** The keys of the last page that had new ones. */
  private ByteBuffer seen;

  private int count;

  /** The key behind which the next page was asked for. */
  private final ByteBuffer position;

  private boolean positioned;

  /** How many keys of those seen the position is in front of the last one. */
  private int back;

  OrderedKeys(KeyOrder order, MapBatchCursor cursor, int keySize, int valueSize) {
    this.order = order;
    this.cursor = cursor;
    this.keySize = keySize;
    this.valueSize = valueSize;
    this.seen = allocate(keySize);
    this.position = allocate(keySize);
  }

  private static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
  }

  void restart() {
    count = 0;
    positioned = false;
    back = 0;
  }

  /**
   * Goes back to a key seen before, if a page has started over and there is one left to try.
   *
   * @param keys the keys of the page
   * @param size how many there are
   * @return whether the page is to be asked for again
   */
  boolean goesBack(ByteBuffer keys, int size) {
    boolean startedOver =
        size > 0 && positioned && !order.isBehind(keys, 0, position, 0) && count > 1;
    int further = back == 0 ? 1 : 2 * back;
    if (!startedOver || further >= count) {
      return false;
    }
    back = further;
    moveTo(seen, (count - 1 - back) * keySize);
    cursor.moveBehind(position);
    return true;
  }

  private void moveTo(ByteBuffer keys, int offset) {
    for (int i = 0; i < keySize; i++) {
      position.put(i, keys.get(offset + i));
    }
    positioned = true;
  }

  /**
   * Moves the new ones of some entries together.
   *
   * @param keys where the keys are
   * @param at where the first one begins
   * @param values the values, from 0 on
   * @param size how many entries there are
   * @return how many are new
   */
  int accept(ByteBuffer keys, int at, ByteBuffer values, int size) {
    if (size == 0) {
      return 0;
    }
    moveTo(keys, at + (size - 1) * keySize);
    back = 0;
    int accepted = 0;
    ByteBuffer highest = seen;
    int place = (count - 1) * keySize;
    for (int i = 0; i < size; i++) {
      int key = at + i * keySize;
      if (place >= 0 && !order.isBehind(keys, key, highest, place)) {
        continue;
      }
      highest = keys;
      place = at + accepted * keySize;
      copy(keys, key, place, keySize);
      copy(values, i * valueSize, accepted * valueSize, valueSize);
      accepted++;
    }
    if (accepted > 0) {
      remember(keys, at, accepted);
    }
    return accepted;
  }

  private static void copy(ByteBuffer memory, int from, int to, int size) {
    for (int i = 0; from != to && i < size; i++) {
      memory.put(to + i, memory.get(from + i));
    }
  }

  private void remember(ByteBuffer keys, int at, int accepted) {
    int bytes = accepted * keySize;
    if (seen.capacity() < bytes) {
      seen = allocate(bytes);
    }
    seen.put(0, keys, at, bytes);
    count = accepted;
  }
}
