package bpf4j.maps;

import static bpf4j.maps.RandomOperationsTest.orFull;

import bpf4j.maps.RandomOperationsTest.Subject;
import java.util.Map;
import java.util.TreeMap;

/** Maps, told by numbers what to do. */
final class Subjects {

  static final int HASH_OPERATIONS = 11;
  static final int SET_OPERATIONS = 5;
  static final int ARRAY_OPERATIONS = 3;
  static final int QUEUE_OPERATIONS = 6;
  static final int TRIE_OPERATIONS = 6;

  private Subjects() {}

  @SuppressWarnings("unchecked") // as the test makes it
  static Subject hash(BpfMap map) {
    BpfHash<Integer, Long> hash = (BpfHash<Integer, Long>) map;
    return (operation, key, value) ->
        switch (operation) {
          case 0, 1 -> orFull(() -> hash.put(key, value));
          case 2 -> hash.get(key);
          case 3 -> hash.remove(key);
          case 4 -> hash.getAndRemove(key);
          case 5 -> hash.replace(key, value);
          case 6 -> hash.containsKey(key);
          case 7 -> hash.getOrDefault(key, value);
          case 8 -> orFull(() -> hash.add(key, value));
          case 9 -> hash.getLong(key, value);
          default -> value % 16 == 0 ? contents(hash) : putIfAbsent(hash, key, value);
        };
  }

  private static Object putIfAbsent(BpfHash<Integer, Long> hash, int key, long value) {
    boolean[] put = {false};
    Object done = orFull(() -> put[0] = hash.putIfAbsent(key, value));
    return done + " " + put[0];
  }

  private static Object contents(BpfHash<Integer, Long> hash) {
    Map<Integer, Long> all = new TreeMap<>();
    hash.forEach(all::put);
    return hash.size() + " " + all;
  }

  @SuppressWarnings("unchecked") // as the test makes it
  static Subject set(BpfMap map) {
    BpfHashSet<Integer> set = (BpfHashSet<Integer>) map;
    return (operation, key, value) ->
        switch (operation) {
          case 0, 1 -> orFull(() -> set.add(key));
          case 2 -> set.contains(key);
          case 3 -> set.remove(key);
          default -> set.size();
        };
  }

  @SuppressWarnings("unchecked") // as the test makes it
  static Subject array(BpfMap map) {
    BpfArray<Long> array = (BpfArray<Long>) map;
    return (operation, key, value) -> {
      switch (operation) {
        case 0 -> array.put(key, value);
        case 1 -> array.add(key, value);
        default -> {
          return array.get(key);
        }
      }
      return array.getLong(key);
    };
  }

  @SuppressWarnings("unchecked") // as the test makes it
  static Subject queue(BpfMap map) {
    BpfQueue<Long> queue = (BpfQueue<Long>) map;
    return (operation, key, value) ->
        switch (operation) {
          case 0 -> orFull(() -> queue.push(value));
          case 1, 2 -> queue.offer(value);
          case 3 -> queue.pop();
          case 4 -> queue.peek();
          default -> {
            if (value % 8 == 0) {
              queue.clear();
            } else {
              queue.pushEvicting(value);
            }
            yield queue.peek();
          }
        };
  }

  /** Prefixes of few addresses, so that they meet. */
  static Ipv4Prefix prefix(int key, long value) {
    return new Ipv4Prefix((int) (value >>> 8 & 31) + (key & 1), address(key, value));
  }

  private static int address(int key, long value) {
    return (key & 7) << 29 | (key >>> 3 & 3) << 14 | (int) value & 3;
  }

  @SuppressWarnings("unchecked") // as the test makes it
  static Subject trie(BpfMap map) {
    BpfLpmTrie<Ipv4Prefix, Long> trie = (BpfLpmTrie<Ipv4Prefix, Long>) map;
    return (operation, key, value) ->
        trie(trie, operation, prefix(key, value), new Ipv4Prefix(32, address(key, value)), value);
  }

  @SuppressWarnings("unchecked") // as the test makes it
  static Subject wideTrie(BpfMap map) {
    BpfLpmTrie<Ipv6Prefix, Long> trie = (BpfLpmTrie<Ipv6Prefix, Long>) map;
    return (operation, key, value) -> {
      Ipv4Prefix narrow = prefix(key, value);
      int address = narrow.address();
      // The interesting bits lie across the border of two words.
      long high = 0x2001_0DB8_0000_0000L | address >>> 16;
      long low = (long) address << 48;
      return trie(
          trie,
          operation,
          Ipv6Prefix.of(high, low, 48 + narrow.length()),
          Ipv6Prefix.of(high, low, Ipv6Prefix.BITS),
          value);
    };
  }

  private static <K> Object trie(
      BpfLpmTrie<K, Long> trie, int operation, K prefix, K address, long value) {
    return switch (operation) {
      case 0, 1 -> orFull(() -> trie.put(prefix, value));
      case 2 -> trie.get(address);
      case 3 -> trie.get(prefix);
      case 4 -> trie.remove(prefix);
      default -> value % 16 == 0 ? trie.size() : trie.getOrDefault(address, value);
    };
  }
}
