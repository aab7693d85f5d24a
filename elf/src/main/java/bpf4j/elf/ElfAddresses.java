package bpf4j.elf;

import java.util.Arrays;
import java.util.Optional;

/** The defined symbols of a file in the order of their addresses, the best one for each address. */
final class ElfAddresses {
  // Addresses are unsigned: with the top bit flipped they sort, and compare, as signed numbers.
  private static final long FLIP = Long.MIN_VALUE;
  private static final int DYNAMIC = 1 << 31;
  private static final int MOST_RECENT = 1 << 12;

  /** How many symbols that share a place in the memory of recent ones it can hold. */
  private static final int WAYS = 4;

  private final ElfSymbolTable dynamic;
  private final ElfSymbolTable full;
  private final long[] addresses;
  private final int[] symbols;
  // The highest (flipped) end of any symbol up to this one: how far back a search has to look.
  private final long[] reach;
  // What was found last at each place, so that stacks, which repeat, make no garbage. Threads may
  // overwrite each other's; what they read is whole.
  private final Found[] recent;

  /**
   * A decoded symbol.
   *
   * @param place the index of its address
   */
  private record Found(int place, Optional<ElfSymbol> symbol) {}

  ElfAddresses(ElfSymbolTable dynamic, ElfSymbolTable full) {
    this.dynamic = dynamic;
    this.full = full;
    long[] all = new long[dynamic.size() + full.size()];
    int count = gather(full, all, gather(dynamic, all, 0));
    Arrays.sort(all, 0, count);
    int distinct = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0 || all[i] != all[i - 1]) {
        all[distinct++] = all[i];
      }
    }
    addresses = Arrays.copyOf(all, distinct);
    symbols = new int[distinct];
    int[] scores = new int[distinct];
    choose(full, 0, scores);
    choose(dynamic, DYNAMIC, scores);
    reach = new long[distinct];
    long highest = Long.MIN_VALUE;
    for (int i = 0; i < distinct; i++) {
      long size = table(symbols[i]).byteSize(symbols[i] & ~DYNAMIC);
      long end = addresses[i] + size;
      // A size that goes past the highest address counts up to there.
      highest = Math.max(highest, size < 0 || end < addresses[i] ? Long.MAX_VALUE : end);
      reach[i] = highest;
    }
    recent = new Found[Math.min(MOST_RECENT, Integer.highestOneBit(Math.max(distinct, 1)) * WAYS)];
  }

  /** The symbol that covers an address, else the closest one before it, else empty. */
  Optional<ElfSymbol> nearest(long address) {
    long key = address ^ FLIP;
    int found = Arrays.binarySearch(addresses, key);
    int closest = found >= 0 ? found : -found - 2;
    if (closest < 0) {
      return Optional.empty();
    }
    for (int i = closest; i >= 0 && (i == closest || reach[i] > key); i--) {
      long size = table(symbols[i]).byteSize(symbols[i] & ~DYNAMIC);
      if (key == addresses[i] || Long.compareUnsigned(key - addresses[i], size) < 0) {
        return symbol(i);
      }
    }
    return symbol(closest);
  }

  private Optional<ElfSymbol> symbol(int place) {
    int set = place * WAYS & (recent.length - 1);
    int victim = set;
    for (int i = set; i < set + WAYS; i++) {
      Found known = recent[i];
      if (known == null) {
        victim = i;
        break;
      }
      if (known.place == place) {
        return known.symbol;
      }
      // The one that came longest ago would take noting the time of each; any will do.
      victim = set + (place / recent.length & (WAYS - 1));
    }
    ElfSymbol symbol = table(symbols[place]).get(symbols[place] & ~DYNAMIC);
    Found found = new Found(place, Optional.of(symbol));
    recent[victim] = found;
    return found.symbol;
  }

  private ElfSymbolTable table(int symbol) {
    return symbol < 0 ? dynamic : full;
  }

  private static int gather(ElfSymbolTable table, long[] addresses, int start) {
    int count = start;
    for (int i = 0; i < table.size(); i++) {
      if (isPlace(table, i)) {
        addresses[count++] = table.value(i) ^ FLIP;
      }
    }
    return count;
  }

  private void choose(ElfSymbolTable table, int flag, int[] scores) {
    for (int i = 0; i < table.size(); i++) {
      if (isPlace(table, i)) {
        int at = Arrays.binarySearch(addresses, table.value(i) ^ FLIP);
        int score = score(table, i);
        if (score > scores[at]) {
          scores[at] = score;
          symbols[at] = i | flag;
        }
      }
    }
  }

  private static boolean isPlace(ElfSymbolTable table, int symbol) {
    int section = table.section(symbol);
    int type = table.type(symbol);
    return section > 0
        && table.hasName(symbol)
        && type != ElfSymbol.STT_SECTION
        && type != ElfSymbol.STT_FILE
        && type != ElfSymbol.STT_TLS;
  }

  /** Of several symbols at an address, functions come first, then global ones, then sized ones. */
  private static int score(ElfSymbolTable table, int symbol) {
    int kind =
        switch (table.type(symbol)) {
          case ElfSymbol.STT_FUNC, ElfSymbol.STT_GNU_IFUNC -> 3;
          case ElfSymbol.STT_OBJECT -> 2;
          default -> 1;
        };
    int binding =
        switch (table.binding(symbol)) {
          case ElfSymbol.STB_LOCAL -> 0;
          case ElfSymbol.STB_WEAK -> 1;
          default -> 2;
        };
    return kind << 3 | binding << 1 | (table.byteSize(symbol) != 0 ? 1 : 0);
  }
}
