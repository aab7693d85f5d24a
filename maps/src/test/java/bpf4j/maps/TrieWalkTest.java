package bpf4j.maps;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.maps.layout.Layout;
import bpf4j.testkit.Requirements;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Walks through tries of more entries than a page holds, while entries go. */
class TrieWalkTest {

  /** More than two pages. */
  private static final int ENTRIES = 10_000;

  @BeforeEach
  void needsRoot() {
    Requirements.root();
  }

  private static Ipv4Prefix prefix(int number) {
    return new Ipv4Prefix(32, number * 0x9E37_79B1);
  }

  private static BpfLpmTrie<Ipv4Prefix, Integer> filled(int entries) {
    BpfLpmTrie<Ipv4Prefix, Integer> trie =
        BpfMaps.lpmTrie(Ipv4Prefix.class, Integer.class, 2 * entries);
    for (int i = 0; i < entries; i++) {
      trie.put(prefix(i), i);
    }
    return trie;
  }

  @Test
  void everyEntryIsSeenOnceWhileTheActionRemoves() {
    try (BpfLpmTrie<Ipv4Prefix, Integer> trie = filled(ENTRIES)) {
      BitSet seen = new BitSet();
      trie.forEach(
          (key, value) -> {
            assertThat(seen.get(value)).as("seen before").isFalse();
            seen.set(value);
            if (value % 2 != 0) {
              trie.remove(key);
            }
          });
      assertThat(seen.cardinality()).isEqualTo(ENTRIES);
      assertThat(trie.size()).isEqualTo(ENTRIES / 2);
      trie.clear();
      assertThat(trie.size()).isZero();
    }
  }

  @Test
  void aCursorGoesOnWhereTheLastKeysOfItsPageAreGone() {
    try (BpfLpmTrie<Ipv4Prefix, Integer> trie = filled(ENTRIES)) {
      Set<Integer> seen = new HashSet<>();
      try (MapCursor<Ipv4Prefix, Integer> cursor = trie.entries()) {
        while (cursor.next()) {
          assertThat(seen.add(cursor.value())).isTrue();
          // All but every thousandth: between pages there are long gaps.
          if (seen.size() % 1000 != 0) {
            trie.remove(cursor.key());
          }
        }
      }
      assertThat(seen).hasSize(ENTRIES);
      assertThat(trie.size()).isEqualTo(ENTRIES / 1000);
    }
  }

  @Test
  void churnHidesNoEntryThatStays() throws InterruptedException {
    try (BpfLpmTrie<Ipv4Prefix, Integer> trie = filled(ENTRIES)) {
      AtomicBoolean stop = new AtomicBoolean();
      Thread churn =
          new Thread(
              () -> {
                for (int i = 0; !stop.get(); i++) {
                  int number = ENTRIES + i % ENTRIES;
                  if (!trie.remove(prefix(number))) {
                    trie.put(prefix(number), number);
                  }
                }
              });
      churn.start();
      try {
        for (int round = 0; round < 10; round++) {
          BitSet seen = new BitSet();
          Set<Ipv4Prefix> keys = new HashSet<>();
          trie.forEach(
              (key, value) -> {
                assertThat(keys.add(key)).as("seen before").isTrue();
                seen.set(value);
              });
          assertThat(seen.get(0, ENTRIES).cardinality()).isEqualTo(ENTRIES);
        }
      } finally {
        stop.set(true);
        churn.join();
      }
    }
  }

  /** A key of three bytes, which are no multiple of what the kernel compares at once. */
  record Odd(int length, byte a, byte b, byte c) {}

  @Test
  void prefixesOfAllLengthsComeInTheOrderThatIsExpected() {
    SplittableRandom random = new SplittableRandom(1);
    Map<Odd, Integer> all = new LinkedHashMap<>();
    try (BpfLpmTrie<Odd, Integer> trie =
        BpfMaps.factory().lpmTrie(Layout.of(Odd.class), Layout.of(Integer.class), ENTRIES)) {
      for (int i = 0; i < ENTRIES; i++) {
        int length = random.nextInt(25);
        int bits = random.nextInt(1 << 24) & -1 << 24 - length;
        Odd key = new Odd(length, (byte) (bits >> 16), (byte) (bits >> 8), (byte) bits);
        trie.put(key, i);
        all.put(key, i);
      }
      assertThat(all.size()).isGreaterThan(5000);
      assertThat(trie.snapshot()).isEqualTo(all);
    }
  }
}
