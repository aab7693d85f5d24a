package bpf4j.maps;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.maps.layout.Layout;
import bpf4j.testkit.Requirements;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Does the same at random to a map in the kernel, to its twin and to a model made of Java's
 * collections; all three must answer alike. How often: {@code -Dbpf4j.maps.operations=1000000}.
 */
class RandomOperationsTest {

  private static final int OPERATIONS = Integer.getInteger("bpf4j.maps.operations", 20_000);
  private static final long SEED = 42;

  /** What all three can be told; the answer is compared as text. */
  interface Subject {
    Object apply(int operation, int key, long value);
  }

  private static DynamicTest alike(
      String name, Function<MapFactory, BpfMap> make, Subject model, Adapter adapter) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          Requirements.root();
          try (BpfMap kernel = make.apply(BpfMaps.factory());
              BpfMap twin = make.apply(JvmMaps.factory())) {
            Random random = new Random(SEED);
            Subject real = adapter.subject(kernel);
            Subject simulated = adapter.subject(twin);
            for (int i = 0; i < OPERATIONS; i++) {
              int operation = random.nextInt(adapter.operations());
              int key = random.nextInt(adapter.keys());
              long value = random.nextInt();
              String expected = String.valueOf(model.apply(operation, key, value));
              String inKernel = String.valueOf(real.apply(operation, key, value));
              String inJvm = String.valueOf(simulated.apply(operation, key, value));
              if (!expected.equals(inKernel) || !expected.equals(inJvm)) {
                assertThat(List.of(inKernel, inJvm))
                    .as("kernel and twin: %d. operation %d of %d, %d", i, operation, key, value)
                    .containsOnly(expected);
              }
            }
          }
        });
  }

  private interface Adapter {
    Subject subject(BpfMap map);

    int operations();

    int keys();

    static Adapter of(int operations, int keys, Function<BpfMap, Subject> of) {
      return new Adapter() {
        @Override
        public Subject subject(BpfMap map) {
          return of.apply(map);
        }

        @Override
        public int operations() {
          return operations;
        }

        @Override
        public int keys() {
          return keys;
        }
      };
    }
  }

  /** The answer of an operation that may refuse. */
  static Object orFull(Runnable operation) {
    try {
      operation.run();
      return "done";
    } catch (MapFullException e) {
      return "full";
    }
  }

  @TestFactory
  Stream<DynamicTest> kernelTwinAndModelAnswerAlike() {
    Layout<Integer> ints = Layout.of(Integer.class);
    Layout<Long> longs = Layout.of(Long.class);
    Adapter keyed = Adapter.of(Subjects.HASH_OPERATIONS, 48, Subjects::hash);
    Adapter queue = Adapter.of(Subjects.QUEUE_OPERATIONS, 1, Subjects::queue);
    Adapter trie = Adapter.of(Subjects.TRIE_OPERATIONS, 400, Subjects::trie);
    Layout<Ipv4Prefix> ipv4 = Layout.of(Ipv4Prefix.class);
    Layout<Ipv6Prefix> ipv6 = Layout.of(Ipv6Prefix.class);
    return Stream.of(
        alike("hash", f -> f.hash(ints, longs, 32), Models.hash(32), keyed),
        alike(
            "hash without preallocation",
            f -> f.withoutPreallocation().hash(ints, longs, 32),
            Models.hash(32),
            keyed),
        alike(
            "lru hash with room for all",
            f -> f.lruHash(ints, longs, 4096),
            Models.hash(4096),
            keyed),
        alike(
            "set",
            f -> f.hashSet(ints, 32),
            Models.set(32),
            Adapter.of(Subjects.SET_OPERATIONS, 48, Subjects::set)),
        alike(
            "array",
            f -> f.array(longs, 16),
            Models.array(),
            Adapter.of(Subjects.ARRAY_OPERATIONS, 16, Subjects::array)),
        alike("queue", f -> f.queue(longs, 8), Models.queue(8, false), queue),
        alike("stack", f -> f.stack(longs, 8), Models.queue(8, true), queue),
        alike("trie of IPv4", f -> f.lpmTrie(ipv4, longs, 64), Models.trie(64), trie),
        alike(
            "trie of IPv6",
            f -> f.lpmTrie(ipv6, longs, 64),
            Models.trie(64),
            Adapter.of(Subjects.TRIE_OPERATIONS, 400, Subjects::wideTrie)));
  }

  /** What was added to a filter is in it, whatever else it takes for its own. */
  @TestFactory
  Stream<DynamicTest> filtersNeverForget() {
    return Stream.of("kernel", "twin")
        .map(
            side ->
                DynamicTest.dynamicTest(
                    side,
                    () -> {
                      Requirements.root();
                      MapFactory factory =
                          side.equals("kernel") ? BpfMaps.factory() : JvmMaps.factory();
                      Random random = new Random(SEED);
                      Map<Long, Boolean> added = new HashMap<>();
                      int wrong = 0;
                      try (BpfBloomFilter<Long> filter =
                          factory.bloomFilter(Layout.of(Long.class), OPERATIONS, 4)) {
                        for (int i = 0; i < OPERATIONS; i++) {
                          long value = random.nextLong();
                          wrong += filter.mightContain(value) ? 1 : 0;
                          filter.add(value);
                          added.put(value, true);
                        }
                        assertThat(added.keySet()).allMatch(filter::mightContain);
                      }
                      assertThat(wrong).isLessThan(OPERATIONS / 8);
                    }));
  }
}
