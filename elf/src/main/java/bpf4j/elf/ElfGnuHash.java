package bpf4j.elf;

import bpf4j.elf.internal.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The {@code .gnu.hash} table of the symbols that a library defines.
 *
 * <pre>
 *  u32 buckets, u32 first symbol, u32 words in filter, u32 shift
 *  address-sized words: Bloom filter of two bits a name
 *  u32 for each bucket: its first symbol, or 0
 *  u32 for each symbol from the first on: its hash, bit 0 set on the last of a bucket
 * </pre>
 */
final class ElfGnuHash {
  private static final int HEADER = 16;

  private final Bytes bytes;
  private final int wordBits;
  private final long bucketCount;
  private final long firstSymbol;
  private final long filterCount;
  private final int shift;
  private final long filter;
  private final long buckets;
  private final long chains;

  ElfGnuHash(Bytes bytes, long offset, boolean is64Bit) {
    this.bytes = bytes;
    bytes.check(offset, HEADER, "the GNU hash table");
    wordBits = is64Bit ? 64 : 32;
    bucketCount = bytes.u32(offset);
    firstSymbol = bytes.u32(offset + 4);
    filterCount = bytes.u32(offset + 8);
    shift = bytes.i32(offset + 12);
    filter = offset + HEADER;
    buckets = filter + filterCount * (wordBits / 8);
    chains = buckets + bucketCount * 4;
    bytes.check(offset, chains - offset, "the GNU hash table");
  }

  /** The symbols whose names may have this hash, ascending; names are for the caller to compare. */
  int[] candidates(String name, int symbolCount) {
    int hash = hash(name);
    int[] found = new int[2];
    int count = 0;
    if (bucketCount != 0 && mayHold(hash)) {
      long symbol = bytes.u32(buckets + Integer.toUnsignedLong(hash) % bucketCount * 4);
      while (symbol >= firstSymbol && symbol < symbolCount) {
        int chained = bytes.i32(chains + (symbol - firstSymbol) * 4);
        if ((chained | 1) == (hash | 1)) {
          if (count == found.length) {
            found = Arrays.copyOf(found, count * 2);
          }
          found[count++] = (int) symbol;
        }
        if ((chained & 1) != 0) {
          break;
        }
        symbol++;
      }
    }
    return Arrays.copyOf(found, count);
  }

  /** The number of symbols, which a table found without section headers does not say by itself. */
  long symbolCount() {
    long last = 0;
    for (long i = 0; i < bucketCount; i++) {
      last = Math.max(last, bytes.u32(buckets + i * 4));
    }
    if (last < firstSymbol) {
      return firstSymbol;
    }
    while ((bytes.i32(chains + (last - firstSymbol) * 4) & 1) == 0) {
      last++;
    }
    return last + 1;
  }

  private boolean mayHold(int hash) {
    if (filterCount == 0) {
      return true;
    }
    long index = Integer.toUnsignedLong(hash) / wordBits % filterCount;
    long at = filter + index * (wordBits / 8);
    long word = wordBits == 64 ? bytes.i64(at) : bytes.u32(at);
    long bits = 1L << (hash & (wordBits - 1)) | 1L << ((hash >>> shift) & (wordBits - 1));
    return (word & bits) == bits;
  }

  private static int hash(String name) {
    int hash = 5381;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      hash = hash * 33 + (b & 0xff);
    }
    return hash;
  }
}
