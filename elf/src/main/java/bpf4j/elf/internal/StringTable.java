package bpf4j.elf.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A table of zero-terminated strings at known offsets: a BTF string section, or the string section
 * of an ELF symbol table.
 *
 * <p>Names are hashed and compared eight bytes at a time, without making a {@link String} of them.
 * Immutable; the bytes must not change.
 */
public final class StringTable {
  private static final int WORD = 8;
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGHS = 0x8080_8080_8080_8080L;

  private final ByteBuffer bytes;
  private final int limit;
  private final int maxLength;
  private final Failure failure;

  /**
   * Wraps a table.
   *
   * @param bytes the table, from index 0 to the limit
   * @param maxLength the length in bytes of the longest string to accept
   * @param failure makes the exception for an offset that is out of range and for a string that is
   *     too long or not terminated
   */
  public StringTable(ByteBuffer bytes, int maxLength, Failure failure) {
    this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    this.limit = this.bytes.limit();
    this.maxLength = maxLength;
    this.failure = failure;
  }

  /**
   * Returns the number of bytes.
   *
   * @return the size of the table
   */
  public int size() {
    return limit;
  }

  /**
   * Decodes a string.
   *
   * @param offset where it starts, an unsigned number
   * @return the string; bytes that are not UTF-8 become replacement characters
   */
  public String get(int offset) {
    check(offset);
    if (bytes.get(offset) == 0) {
      return "";
    }
    byte[] text = new byte[length(offset)];
    bytes.get(offset, text);
    return new String(text, StandardCharsets.UTF_8);
  }

  /**
   * Tells what a string starts with.
   *
   * @param offset where it starts, an unsigned number
   * @param first an ASCII character
   * @return whether its first character is this one
   */
  public boolean startsWith(int offset, char first) {
    check(offset);
    return bytes.get(offset) == first;
  }

  /**
   * Copies the characters of a string.
   *
   * @param offset where it starts, an unsigned number
   * @param target where to
   * @return how many there are; the size of the target when they do not fit in
   */
  public int copy(int offset, byte[] target) {
    check(offset);
    int length = Math.min(target.length, limit - offset);
    int count = 0;
    while (count < length) {
      long word = word(offset + count);
      long end = zeroes(word);
      int more = end == 0 ? WORD : Long.numberOfTrailingZeros(end) / 8;
      if (count + more >= length) {
        break;
      }
      count += more;
      if (end != 0) {
        bytes.get(offset, target, 0, count);
        return count;
      }
    }
    int rest = count;
    while (rest < length && bytes.get(offset + rest) != 0) {
      rest++;
    }
    bytes.get(offset, target, 0, rest);
    return rest;
  }

  /**
   * Tells whether a string has a word in it.
   *
   * @param offset where it starts, an unsigned number
   * @param word the bytes of the word, at least one and no zero
   * @return whether they are in the string anywhere
   */
  public boolean contains(int offset, byte[] word) {
    check(offset);
    long first = ONES * (word[0] & 0xff);
    for (int at = offset; at < limit; at += WORD) {
      long here = word(at);
      long end = zeroes(here);
      // Marks above the lowest may be of others, which are told apart when all is compared.
      for (long marks = zeroes(here ^ first) & belowLowest(end); marks != 0; marks &= marks - 1) {
        if (isAt(at + Long.numberOfTrailingZeros(marks) / 8, word)) {
          return true;
        }
      }
      if (end != 0) {
        return false;
      }
    }
    return false;
  }

  private boolean isAt(int offset, byte[] word) {
    if (word.length > limit - offset) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if (bytes.get(offset + i) != word[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Hashes a string.
   *
   * @param offset where it starts, an unsigned number
   * @param separator a character that ends the string as a zero does, unless it comes first; 0 for
   *     none
   * @return its hash, equal to {@link Name#hash} of the same bytes
   */
  public int hash(int offset, char separator) {
    check(offset);
    int hash = 0;
    int at = offset;
    while (true) {
      long word = word(at);
      long end = zeroes(word);
      if (separator != 0) {
        end |= separators(word, separator, at == offset);
      }
      if (end != 0) {
        return mix(hash, word & belowLowest(end));
      }
      hash = mix(hash, word);
      at += WORD;
      if (at - offset > maxLength || at >= limit) {
        throw tooLong(offset);
      }
    }
  }

  /**
   * Tells whether a string starts with a name and ends with it.
   *
   * @param offset where the string starts, an unsigned number
   * @param name the name
   * @return true when they are equal
   */
  public boolean matches(int offset, Name name) {
    check(offset);
    long[] words = name.words;
    int last = words.length - 1;
    int at = offset;
    for (int i = 0; i < last; i++, at += WORD) {
      if (at >= limit || word(at) != words[i]) {
        return false;
      }
    }
    if (at >= limit) {
      return false;
    }
    long word = word(at);
    return (word & belowLowest(zeroes(word))) == words[last] && at + name.tail < limit;
  }

  /**
   * Returns the byte that follows a name's characters where a string starts with them.
   *
   * @param offset where the string starts, an unsigned number
   * @param name the name
   * @return 0 when the string is the name, the next byte (0 to 255) when the string is longer, or
   *     -1 when it does not start with the name
   */
  public int byteAfter(int offset, Name name) {
    check(offset);
    long[] words = name.words;
    int last = words.length - 1;
    long end = (long) offset + (long) last * WORD + name.tail;
    if (end >= limit) {
      return -1;
    }
    int at = offset;
    for (int i = 0; i < last; i++, at += WORD) {
      if (word(at) != words[i]) {
        return -1;
      }
    }
    long mask = (1L << (name.tail * 8)) - 1;
    return (word(at) & mask) == words[last] ? bytes.get((int) end) & 0xff : -1;
  }

  private int length(int offset) {
    int at = offset;
    while (true) {
      long zeroes = zeroes(word(at));
      if (zeroes != 0) {
        int length = at - offset + Long.numberOfTrailingZeros(zeroes) / 8;
        if (length <= maxLength && offset + length < limit) {
          return length;
        }
        throw tooLong(offset);
      }
      at += WORD;
      if (at - offset > maxLength || at >= limit) {
        throw tooLong(offset);
      }
    }
  }

  /** The eight bytes at an index below the limit, with zeroes for those beyond. */
  private long word(int at) {
    if (at <= limit - WORD) {
      return bytes.getLong(at);
    }
    long word = 0;
    for (int i = limit - 1; i >= at; i--) {
      word = word << 8 | (bytes.get(i) & 0xff);
    }
    return word;
  }

  private void check(int offset) {
    if (offset < 0 || offset >= limit) {
      throw failure.exception(
          "string offset "
              + Integer.toUnsignedLong(offset)
              + " is outside the "
              + limit
              + " bytes of strings");
    }
  }

  private RuntimeException tooLong(int offset) {
    return failure.exception(
        "the string at offset " + offset + " does not end within " + maxLength + " bytes");
  }

  /** The high bit of the lowest byte that is zero; bits above it may be set for others. */
  private static long zeroes(long word) {
    return (word - ONES) & ~word & HIGHS;
  }

  private static long separators(long word, char separator, boolean first) {
    long found = zeroes(word ^ (ONES * separator));
    // A zero difference in the first byte borrows from the second, so look again without it.
    return first && (word & 0xff) == separator ? zeroes((word ^ (ONES * separator)) | 0xff) : found;
  }

  /** A mask of the bytes below the lowest one marked, or of all when none is. */
  private static long belowLowest(long marks) {
    return marks == 0 ? -1L : (Long.lowestOneBit(marks) >>> 7) - 1;
  }

  private static int mix(int hash, long word) {
    long product = (word ^ hash) * 0x9e37_79b9_7f4a_7c15L;
    return (int) (product >>> 32) ^ (int) (product >>> 48);
  }

  /** A name to look for, in the form that the table compares with. */
  public static final class Name {
    private final long[] words;
    // The number of bytes that the last word holds: 0 to 7.
    private final int tail;
    private final int hash;

    /**
     * Encodes a name.
     *
     * @param text the name; one with a zero character is not found in any table
     */
    public Name(String text) {
      byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
      words = new long[encoded.length / WORD + 1];
      tail = encoded.length % WORD;
      for (int i = 0; i < encoded.length; i++) {
        // No table holds a name with a zero in it; 0xff, which is in no UTF-8 text, keeps it apart.
        long value = encoded[i] == 0 ? 0xff : encoded[i] & 0xffL;
        words[i / WORD] |= value << (i % WORD * 8);
      }
      int mixed = 0;
      for (long word : words) {
        mixed = mix(mixed, word);
      }
      hash = mixed;
    }

    /**
     * Returns the hash of the name.
     *
     * @return its hash, as {@link StringTable#hash} computes it
     */
    public int hash() {
      return hash;
    }
  }
}
