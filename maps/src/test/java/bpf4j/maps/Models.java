package bpf4j.maps;

import bpf4j.maps.RandomOperationsTest.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What maps ought to do, in the fewest words of Java. */
final class Models {

  private Models() {}

  static Subject hash(int capacity) {
    Map<Integer, Long> map = new HashMap<>();
    return (operation, key, value) -> {
      boolean refuses = map.size() == capacity && !map.containsKey(key);
      return switch (operation) {
        case 0, 1 -> refuses ? "full" : done(map.put(key, value));
        case 2 -> map.get(key);
        case 3 -> map.remove(key) != null;
        case 4 -> map.remove(key);
        case 5 -> map.replace(key, value) != null;
        case 6 -> map.containsKey(key);
        case 7, 9 -> map.getOrDefault(key, value);
        case 8 -> refuses ? "full" : done(map.merge(key, value, Long::sum));
        default ->
            value % 16 == 0
                ? map.size() + " " + new TreeMap<>(map)
                : refuses ? "full false" : "done " + (map.putIfAbsent(key, value) == null);
      };
    };
  }

  private static String done(Object ignored) {
    return "done";
  }

  static Subject set(int capacity) {
    Set<Integer> set = new HashSet<>();
    return (operation, key, value) ->
        switch (operation) {
          case 0, 1 -> set.size() == capacity && !set.contains(key) ? "full" : done(set.add(key));
          case 2 -> set.contains(key);
          case 3 -> set.remove(key);
          default -> set.size();
        };
  }

  static Subject array() {
    long[] array = new long[16];
    return (operation, key, value) -> {
      if (operation == 0) {
        array[key] = value;
      } else if (operation == 1) {
        array[key] += value;
      }
      return array[key];
    };
  }

  static Subject queue(int capacity, boolean stack) {
    List<Long> content = new ArrayList<>();
    return (operation, key, value) -> {
      int next = stack ? content.size() - 1 : 0;
      boolean full = content.size() == capacity;
      return switch (operation) {
        case 0 -> full ? "full" : done(content.add(value));
        case 1, 2 -> !full && content.add(value);
        case 3 -> content.isEmpty() ? null : content.remove(next);
        case 4 -> content.isEmpty() ? null : content.get(next);
        default -> {
          if (value % 8 == 0) {
            content.clear();
            yield null;
          }
          if (full) {
            content.remove(0);
          }
          content.add(value);
          yield stack ? value : content.get(0);
        }
      };
    };
  }

  /** Tries every prefix for each question. */
  static Subject trie(int capacity) {
    Map<String, Long> map = new HashMap<>();
    return (operation, key, value) -> {
      Ipv4Prefix prefix = Subjects.prefix(key, value);
      String bits =
          Long.toBinaryString(1L << 32 | Integer.toUnsignedLong(prefix.address())).substring(1);
      String exact = bits.substring(0, prefix.length());
      return switch (operation) {
        case 0, 1 ->
            map.size() == capacity && !map.containsKey(exact)
                ? "full"
                : done(map.put(exact, value));
        case 2 -> longest(map, bits, null);
        case 3 -> longest(map, exact, null);
        case 4 -> map.remove(exact) != null;
        default -> value % 16 == 0 ? map.size() : longest(map, bits, value);
      };
    };
  }

  private static Long longest(Map<String, Long> map, String bits, Long absent) {
    for (int length = bits.length(); length >= 0; length--) {
      Long value = map.get(bits.substring(0, length));
      if (value != null) {
        return value;
      }
    }
    return absent;
  }
}
