package bpf4j.elf;

import bpf4j.elf.internal.StringTable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * An index of the words in the mangled names of a symbol table: of the identifiers of the source,
 * which C++ and Rust write with their length before them, and of the parts of those with other
 * characters in between.
 *
 * <p>It holds hash chains of symbols, no words: what is found may have other words of the same
 * hash. Immutable.
 */
final class ElfWords {
  /** The length of the longest word in the index. */
  static final int MAX_LENGTH = 255;

  /** The length of names from which on they may have any word. */
  static final int MAX_NAME = 1 << 12;

  private static final int MAX_DIGITS = 3;
  private static final int NONE = -1;

  private final int[] heads;
  private int[] next = new int[1 << 12];
  private int[] symbols = new int[1 << 12];
  private int count;

  /** Makes an index of the symbols whose names start with an underscore, as mangled names do. */
  ElfWords(ElfSymbolTable table, StringTable strings) {
    heads = new int[Math.max(16, Integer.highestOneBit(Math.max(1, table.size())) * 4)];
    Arrays.fill(heads, NONE);
    byte[] name = new byte[MAX_NAME];
    for (int symbol = 0; symbol < table.size(); symbol++) {
      int offset = table.nameOffset(symbol);
      if (offset != 0 && strings.startsWith(offset, '_')) {
        int length = strings.copy(offset, name);
        if (length == MAX_NAME) {
          // There may be more than was looked at, so it is among what is found for any word.
          add(0, symbol);
        } else {
          int added = symbol;
          forEach(name, length, (from, to) -> add(hash(name, from, to), added));
        }
      }
    }
  }

  /**
   * Finds the symbols whose names may have all of some words.
   *
   * @param words at least one word, none longer than the longest
   * @param found takes the symbols; a symbol may be found more than once
   */
  void find(List<byte[]> words, IntConsumer found) {
    int best = NONE;
    int least = Integer.MAX_VALUE;
    for (byte[] word : words) {
      int bucket = bucket(hash(word, 0, word.length));
      int length = 0;
      for (int i = heads[bucket]; i != NONE; i = next[i]) {
        length++;
      }
      if (length < least) {
        least = length;
        best = bucket;
      }
    }
    for (int i = heads[best]; i != NONE; i = next[i]) {
      found.accept(symbols[i]);
    }
    if (best != bucket(0)) {
      for (int i = heads[bucket(0)]; i != NONE; i = next[i]) {
        found.accept(symbols[i]);
      }
    }
  }

  static byte[] encode(String word) {
    return word.getBytes(StandardCharsets.UTF_8);
  }

  /** Tells whether a name has a word, by the rules of the index. */
  static boolean has(byte[] name, int length, byte[] word) {
    if (length >= MAX_NAME) {
      return true;
    }
    boolean[] found = {false};
    forEach(
        name,
        length,
        (from, to) -> found[0] |= Arrays.equals(name, from, to, word, 0, word.length));
    return found[0];
  }

  /** Takes a word of a name: where it starts, and where it ends. */
  private interface Words {
    void take(int from, int to);
  }

  private static void forEach(byte[] name, int length, Words words) {
    for (int i = 1; i < length; i++) {
      if (isDigit(name[i]) && (i + 1 == length || !isDigit(name[i + 1]))) {
        int size = 0;
        int unit = 1;
        // An identifier that ends in digits runs into the length of the next: which of them belong
        // to it is not known, so each length that they could be is tried.
        for (int k = i; k > 0 && k > i - MAX_DIGITS && isDigit(name[k]); k--) {
          size += (name[k] - '0') * unit;
          unit *= 10;
          if (name[k] != '0' && size <= MAX_LENGTH && size < length - i) {
            identifier(name, length, i + 1, size, words);
          }
        }
      }
    }
  }

  private static void identifier(byte[] name, int length, int start, int size, Words words) {
    split(name, start, start + size, words);
    // Rust puts an underscore before what would run into the length.
    if (name[start] == '_' && start + size < length) {
      split(name, start + 1, start + 1 + size, words);
    }
  }

  private static void split(byte[] name, int start, int end, Words words) {
    int from = start;
    for (int i = start; i <= end; i++) {
      if (i == end || name[i] == '$' || name[i] == '.') {
        if (i > from) {
          words.take(from, i);
        }
        from = i + 1;
      }
    }
  }

  private void add(int hash, int symbol) {
    int bucket = bucket(hash);
    int first = heads[bucket];
    if (first != NONE && symbols[first] == symbol) {
      return;
    }
    if (count == next.length) {
      next = Arrays.copyOf(next, count * 2);
      symbols = Arrays.copyOf(symbols, count * 2);
    }
    next[count] = first;
    symbols[count] = symbol;
    heads[bucket] = count++;
  }

  private int bucket(int hash) {
    return (hash * 0x9e37_79b9 >>> 8) & (heads.length - 1);
  }

  private static int hash(byte[] bytes, int from, int to) {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
