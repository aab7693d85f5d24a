package bpf4j.benchmarks.compare.map;

import bpf4j.maps.BpfHash;

/** As {@link MapWork}, with keys and values of 16 bytes. */
final class StructWork {

  private static final int MASK = MapWork.ENTRIES - 1;
  private static final Key[] KEYS = new Key[MapWork.ENTRIES];

  static {
    for (int i = 0; i < KEYS.length; i++) {
      KEYS[i] = new Key(i, i + 1, i + 2);
    }
  }

  /** {@code struct pair_key} of the peer. */
  record Key(int a, int b, long c) {}

  /** {@code struct pair_value} of the peer. */
  static final class Value {
    long first;
    long second;
  }

  private StructWork() {}

  /** As {@link MapWork#seed}. */
  static void seed(BpfHash<Key, Value> hash) {
    Value value = new Value();
    for (int i = 0; i < KEYS.length; i++) {
      value.first = MapWork.seed(i);
      value.second = value.first + 1;
      hash.put(KEYS[i], value);
    }
  }

  static MapWork get(BpfHash<Key, Value> hash) {
    Value value = new Value();
    return new MapWork(
        "get_struct",
        times -> {
          long sum = 0;
          for (int i = 0; i < times; i++) {
            hash.getInto(KEYS[i & MASK], value);
            sum += value.first + value.second;
          }
          return sum;
        },
        () -> content(hash));
  }

  static MapWork put(BpfHash<Key, Value> hash) {
    Value value = new Value();
    return new MapWork(
        "put_struct",
        times -> {
          long sum = 0;
          for (int i = 0; i < times; i++) {
            value.first = i;
            value.second = i + 1L;
            hash.put(KEYS[i & MASK], value);
            sum += value.first + value.second;
          }
          return sum;
        },
        () -> content(hash));
  }

  private static long content(BpfHash<Key, Value> hash) {
    long[] sum = {0};
    hash.forEach((key, value) -> sum[0] += value.first + value.second);
    return sum[0];
  }
}
