package bpf4j.elf;

import bpf4j.elf.internal.Bytes;
import bpf4j.elf.internal.StringTable;
import java.util.Arrays;

/**
 * The versions of dynamic symbols: {@code .gnu.version} has a number for each symbol, {@code
 * .gnu.version_d} names those that this file defines, {@code .gnu.version_r} those it needs.
 */
final class ElfVersions {
  /** In the number of a symbol: it is not the default version. */
  private static final int HIDDEN = 0x8000;

  // Numbers 0 and 1 stand for local and global symbols without a version.
  private static final int FIRST = 2;
  private static final int MAX_ENTRIES = 1 << 16;

  private final Bytes bytes;
  private final long numbers;
  private final StringTable strings;
  // The offset of a version's name; its complement (a negative number) for one that is needed.
  private int[] names = new int[64];
  private int entries;

  /**
   * Reads the names.
   *
   * @param numbers the file offset of {@code .gnu.version}
   * @param defined the file offset of {@code .gnu.version_d}, or -1
   * @param needed the file offset of {@code .gnu.version_r}, or -1
   * @param strings what names refer to
   */
  ElfVersions(Bytes bytes, long numbers, long defined, long needed, StringTable strings) {
    this.bytes = bytes;
    this.numbers = numbers;
    this.strings = strings;
    if (defined >= 0) {
      readDefined(defined);
    }
    if (needed >= 0) {
      readNeeded(needed);
    }
  }

  /** The version of a symbol, or the empty string. */
  String version(int symbol) {
    int name = name(symbol);
    return name == 0 ? "" : strings.get(name < 0 ? ~name : name);
  }

  /**
   * Whether a symbol is what its name means without a version. A program's copy of a library's
   * variable is defined in the program, but with the version that it needs, so it is not.
   */
  boolean isDefault(int symbol) {
    return name(symbol) >= 0 && (number(symbol) & HIDDEN) == 0;
  }

  private int name(int symbol) {
    int number = number(symbol) & ~HIDDEN;
    return number < names.length ? names[number] : 0;
  }

  private int number(int symbol) {
    return bytes.u16(numbers + symbol * 2L);
  }

  /**
   * Walks {@code Elf64_Verdef}, each with one {@code Elf64_Verdaux} that names it, then parents.
   */
  private void readDefined(long start) {
    long at = start;
    while (true) {
      int number = bytes.u16(at + 4);
      boolean isFile = (bytes.u16(at + 2) & 1) != 0;
      if (!isFile && bytes.u16(at + 6) > 0) {
        name(number, offset(bytes.i32(at + bytes.u32(at + 12))));
      }
      long next = bytes.u32(at + 16);
      if (next == 0) {
        return;
      }
      at += next;
      count();
    }
  }

  /**
   * Walks {@code Elf64_Verneed}, one for each library, each with an {@code Elf64_Vernaux} a
   * version.
   */
  private void readNeeded(long start) {
    long at = start;
    while (true) {
      long part = at + bytes.u32(at + 8);
      for (int i = bytes.u16(at + 2); i > 0; i--) {
        name(bytes.u16(part + 6), ~offset(bytes.i32(part + 8)));
        part += bytes.u32(part + 12);
        count();
      }
      long next = bytes.u32(at + 12);
      if (next == 0) {
        return;
      }
      at += next;
      count();
    }
  }

  private void name(int number, int name) {
    int index = number & ~HIDDEN;
    if (index >= FIRST) {
      if (index >= names.length) {
        names = Arrays.copyOf(names, Integer.highestOneBit(index) * 2);
      }
      names[index] = name;
    }
  }

  private static int offset(int name) {
    if (name < 0) {
      throw new ElfFormatException(
          "the name of a version is at offset " + Integer.toUnsignedLong(name));
    }
    return name;
  }

  private void count() {
    if (++entries > MAX_ENTRIES) {
      throw new ElfFormatException("the symbol versions do not end");
    }
  }
}
