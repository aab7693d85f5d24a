package bpf4j.elf;

import bpf4j.elf.internal.Bytes;
import bpf4j.elf.internal.NameIndex;
import bpf4j.elf.internal.StringTable;
import java.util.AbstractList;
import java.util.BitSet;
import java.util.List;
import java.util.RandomAccess;

/** A symbol table; each symbol is decoded when it is asked for. */
final class ElfSymbolTable extends AbstractList<ElfSymbol>
    implements RandomAccess, NameIndex.Names {
  /** A table without symbols. */
  static final ElfSymbolTable EMPTY =
      new ElfSymbolTable(null, new Layout(false, true, 0, 24, 0, -1), null, null, null);

  private static final int SIZE_32 = 16;
  private static final int SIZE_64 = 24;
  private static final int SHN_LORESERVE = 0xff00;
  private static final int SHN_XINDEX = 0xffff;
  // How many names are looked for one by one before an index of all is worth its price.
  private static final int SCANS = 2;

  private final Bytes bytes;
  private final Layout layout;
  private final StringTable strings;
  private final ElfVersions versions;
  private final ElfGnuHash hash;
  private int lookups;
  private NameIndex index;
  private int wordLookups;
  private ElfWords words;

  /**
   * Where a table lies.
   *
   * @param isDynamic whether it is that of the dynamic linker
   * @param is64Bit whether its entries are those of 64-bit files
   * @param offset the file offset of the first symbol
   * @param entrySize the size of each
   * @param count their number
   * @param sections the file offset of their 32-bit section indices, or -1
   */
  record Layout(
      boolean isDynamic, boolean is64Bit, long offset, long entrySize, long count, long sections) {}

  /**
   * Makes a table.
   *
   * @param versions the versions, or null
   * @param hash the hash table of the names, or null
   */
  ElfSymbolTable(
      Bytes bytes, Layout layout, StringTable strings, ElfVersions versions, ElfGnuHash hash) {
    this.bytes = bytes;
    this.layout = layout;
    this.strings = strings;
    this.versions = versions;
    this.hash = hash;
    if (layout.count > 0) {
      long least = layout.is64Bit ? SIZE_64 : SIZE_32;
      if (layout.entrySize < least || layout.entrySize > 0xffff || layout.count > 1 << 30) {
        throw new ElfFormatException(
            "a symbol table of "
                + layout.count
                + " symbols of "
                + layout.entrySize
                + " bytes each");
      }
      bytes.check(layout.offset, layout.count * layout.entrySize, "the symbol table");
    }
  }

  @Override
  public int size() {
    return (int) layout.count;
  }

  @Override
  public ElfSymbol get(int symbol) {
    if (symbol < 0 || symbol >= size()) {
      throw new IndexOutOfBoundsException("symbol " + symbol + " of " + size());
    }
    long at = at(symbol);
    int info = bytes.u8(at + (layout.is64Bit ? 4 : 12));
    int other = bytes.u8(at + (layout.is64Bit ? 5 : 13));
    int section = section(symbol);
    int nameOffset = bytes.i32(at);
    String name = nameOffset == 0 ? "" : strings.get(nameOffset);
    String version = "";
    boolean isDefault = true;
    if (versions != null) {
      version = versions.version(symbol);
      isDefault = version.isEmpty() || (section != 0 && versions.isDefault(symbol));
    } else if (!layout.isDynamic) {
      // The static linker leaves versions in the text of the name.
      int separator = name.indexOf('@', 1);
      if (separator > 0) {
        isDefault = name.startsWith("@@", separator);
        version = name.substring(separator + (isDefault ? 2 : 1));
        name = name.substring(0, separator);
      }
    }
    return new ElfSymbol(
        name,
        version,
        isDefault,
        value(symbol),
        byteSize(symbol),
        info & 0xf,
        info >>> 4,
        other & 3,
        section,
        layout.isDynamic);
  }

  /** Adds each defined symbol of a name and version to a list. */
  void find(ElfSymbolName name, List<ElfSymbol> found) {
    if (hash != null) {
      for (int symbol : hash.candidates(name.text(), size())) {
        offer(symbol, name, found);
      }
    } else if (index == null && lookups++ < SCANS) {
      for (int symbol = 0; symbol < size(); symbol++) {
        offer(symbol, name, found);
      }
    } else {
      for (int symbol : index().findAll(name.key())) {
        offer(symbol, name, found);
      }
    }
  }

  /** Adds each defined symbol whose mangled name has all of some words to a list. */
  void findMentioning(List<byte[]> wanted, List<ElfSymbol> found) {
    byte[] buffer = new byte[ElfWords.MAX_NAME];
    if (wanted.isEmpty() || (words == null && wordLookups++ < SCANS)) {
      for (int symbol = 0; symbol < size(); symbol++) {
        offer(symbol, wanted, buffer, found);
      }
      return;
    }
    BitSet candidates = new BitSet();
    words().find(wanted, candidates::set);
    candidates.stream().forEach(symbol -> offer(symbol, wanted, buffer, found));
  }

  private void offer(int symbol, List<byte[]> wanted, byte[] buffer, List<ElfSymbol> found) {
    int name = nameOffset(symbol);
    if (name == 0 || !strings.startsWith(name, '_')) {
      return;
    }
    for (byte[] word : wanted) {
      if (!strings.contains(name, word)) {
        return;
      }
    }
    int length = strings.copy(name, buffer);
    for (byte[] word : wanted) {
      if (!ElfWords.has(buffer, length, word)) {
        return;
      }
    }
    if (section(symbol) != ElfSymbol.SHN_UNDEF) {
      found.add(get(symbol));
    }
  }

  private ElfWords words() {
    ElfWords known = words;
    if (known == null) {
      known = new ElfWords(this, strings);
      words = known;
    }
    return known;
  }

  private void offer(int symbol, ElfSymbolName name, List<ElfSymbol> found) {
    if (matches(symbol, name.key()) && section(symbol) != ElfSymbol.SHN_UNDEF) {
      ElfSymbol candidate = get(symbol);
      if (name.accepts(candidate)) {
        found.add(candidate);
      }
    }
  }

  private NameIndex index() {
    // Threads that race build the same index twice; its fields are final, so sharing it is safe.
    NameIndex names = index;
    if (names == null) {
      int[] symbols = new int[size()];
      for (int i = 0; i < symbols.length; i++) {
        symbols[i] = i;
      }
      names = new NameIndex(symbols, this);
      index = names;
    }
    return names;
  }

  @Override
  public int hash(int symbol) {
    int name = bytes.i32(at(symbol));
    return name == 0 ? 0 : strings.hash(name, layout.isDynamic ? '\0' : '@');
  }

  @Override
  public boolean matches(int symbol, StringTable.Name name) {
    int offset = bytes.i32(at(symbol));
    if (offset == 0) {
      return false;
    }
    int next = strings.byteAfter(offset, name);
    return next == 0 || (next == '@' && !layout.isDynamic);
  }

  /** The index of the section of a symbol; reserved indices as negative numbers. */
  int section(int symbol) {
    int section = bytes.u16(at(symbol) + (layout.is64Bit ? 6 : 14));
    if (section == SHN_XINDEX && layout.sections >= 0) {
      int extended = bytes.i32(layout.sections + symbol * 4L);
      if (extended < 0) {
        throw new ElfFormatException("symbol " + symbol + " is in section " + extended);
      }
      return extended;
    }
    return section >= SHN_LORESERVE ? (short) section : section;
  }

  long value(int symbol) {
    return layout.is64Bit ? bytes.i64(at(symbol) + 8) : bytes.u32(at(symbol) + 4);
  }

  long byteSize(int symbol) {
    return layout.is64Bit ? bytes.i64(at(symbol) + 16) : bytes.u32(at(symbol) + 8);
  }

  int type(int symbol) {
    return bytes.u8(at(symbol) + (layout.is64Bit ? 4 : 12)) & 0xf;
  }

  int binding(int symbol) {
    return bytes.u8(at(symbol) + (layout.is64Bit ? 4 : 12)) >>> 4;
  }

  boolean hasName(int symbol) {
    return nameOffset(symbol) != 0;
  }

  int nameOffset(int symbol) {
    return bytes.i32(at(symbol));
  }

  private long at(int symbol) {
    return layout.offset + symbol * layout.entrySize;
  }
}
