package bpf4j.elf;

import bpf4j.elf.internal.Bytes;
import bpf4j.elf.internal.StringTable;

/** Finds a file's symbol tables, by its section headers or, where these are gone, its segments. */
final class ElfSymbolTables {
  private static final int MAX_NAME = 0xffff;

  private static final int DT_HASH = 4;
  private static final int DT_STRTAB = 5;
  private static final int DT_SYMTAB = 6;
  private static final int DT_STRSZ = 10;
  private static final int DT_SYMENT = 11;
  private static final int DT_GNU_HASH = 0x6ffffef5;
  private static final int DT_VERSYM = 0x6ffffff0;
  private static final int DT_VERDEF = 0x6ffffffc;
  private static final int DT_VERNEED = 0x6ffffffe;

  private final ElfFile file;
  private final Bytes bytes;
  private final boolean is64Bit;

  ElfSymbolTables(ElfFile file, Bytes bytes) {
    this.file = file;
    this.bytes = bytes;
    this.is64Bit = file.header().is64Bit();
  }

  /** The table in the first section of a type, or an empty one. */
  ElfSymbolTable find(int sectionType) {
    for (ElfSection section : file.sections()) {
      if (section.type() == sectionType) {
        return read(section);
      }
    }
    boolean isDynamic = sectionType == ElfSection.SHT_DYNSYM;
    return isDynamic && file.header().sectionCount() == 0 ? readDynamic() : ElfSymbolTable.EMPTY;
  }

  private ElfSymbolTable read(ElfSection table) {
    boolean isDynamic = table.type() == ElfSection.SHT_DYNSYM;
    StringTable strings = strings(linked(table));
    long sections = -1;
    long numbers = -1;
    long defined = -1;
    long needed = -1;
    ElfGnuHash hash = null;
    for (ElfSection section : file.sections()) {
      switch (section.type()) {
        case ElfSection.SHT_SYMTAB_SHNDX -> {
          sections = section.link() == table.index() ? section.offset() : sections;
        }
        case ElfSection.SHT_GNU_VERSYM -> {
          numbers = section.link() == table.index() ? section.offset() : numbers;
        }
        case ElfSection.SHT_GNU_VERDEF -> defined = isDynamic ? section.offset() : -1;
        case ElfSection.SHT_GNU_VERNEED -> needed = isDynamic ? section.offset() : -1;
        case ElfSection.SHT_GNU_HASH -> {
          if (section.link() == table.index()) {
            hash = new ElfGnuHash(bytes, section.offset(), is64Bit);
          }
        }
        default -> {}
      }
    }
    ElfVersions versions =
        numbers < 0 ? null : new ElfVersions(bytes, numbers, defined, needed, strings);
    long entrySize = table.entrySize();
    long count = entrySize <= 0 ? 0 : Long.divideUnsigned(table.size(), entrySize);
    return new ElfSymbolTable(
        bytes,
        new ElfSymbolTable.Layout(isDynamic, is64Bit, table.offset(), entrySize, count, sections),
        strings,
        versions,
        hash);
  }

  private ElfSection linked(ElfSection section) {
    if (section.link() < 0 || section.link() >= file.sections().size()) {
      throw new ElfFormatException(
          section.name() + " refers to section " + section.link() + ", which does not exist");
    }
    return file.sections().get(section.link());
  }

  private StringTable strings(ElfSection section) {
    return new StringTable(file.bytes(section), MAX_NAME, ElfFile.FAILURE);
  }

  /** The table that the dynamic linker uses; all that it refers to is an address. */
  private ElfSymbolTable readDynamic() {
    for (ElfSegment segment : file.segments()) {
      if (segment.type() == ElfSegment.PT_DYNAMIC) {
        return readDynamic(segment);
      }
    }
    return ElfSymbolTable.EMPTY;
  }

  private ElfSymbolTable readDynamic(ElfSegment segment) {
    long symbols = entry(segment, DT_SYMTAB);
    long texts = entry(segment, DT_STRTAB);
    if (symbols == 0 || texts == 0) {
      return ElfSymbolTable.EMPTY;
    }
    StringTable strings =
        new StringTable(
            bytes.slice(offset(texts), entry(segment, DT_STRSZ), "the dynamic strings"),
            MAX_NAME,
            ElfFile.FAILURE);
    long gnuHash = entry(segment, DT_GNU_HASH);
    long oldHash = entry(segment, DT_HASH);
    ElfGnuHash hash = gnuHash == 0 ? null : new ElfGnuHash(bytes, offset(gnuHash), is64Bit);
    long count = 0;
    if (oldHash != 0) {
      count = bytes.u32(offset(oldHash) + 4);
    } else if (hash != null) {
      count = hash.symbolCount();
    }
    long numbers = entry(segment, DT_VERSYM);
    ElfVersions versions =
        numbers == 0
            ? null
            : new ElfVersions(
                bytes,
                offset(numbers),
                optionalOffset(entry(segment, DT_VERDEF)),
                optionalOffset(entry(segment, DT_VERNEED)),
                strings);
    return new ElfSymbolTable(
        bytes,
        new ElfSymbolTable.Layout(
            true, is64Bit, offset(symbols), entry(segment, DT_SYMENT), count, -1),
        strings,
        versions,
        hash);
  }

  /** The value of an entry of the dynamic segment, 0 when there is none. */
  private long entry(ElfSegment segment, int tag) {
    long word = is64Bit ? 8 : 4;
    for (long at = 0; at <= segment.fileSize() - 2 * word; at += 2 * word) {
      long offset = segment.offset() + at;
      long found = is64Bit ? bytes.i64(offset) : bytes.u32(offset);
      if (found == tag) {
        return is64Bit ? bytes.i64(offset + word) : bytes.u32(offset + word);
      }
      if (found == 0) {
        break;
      }
    }
    return 0;
  }

  private long optionalOffset(long address) {
    return address == 0 ? -1 : offset(address);
  }

  private long offset(long address) {
    return file.fileOffset(address)
        .orElseThrow(
            () ->
                new ElfFormatException(
                    "the dynamic segment refers to the address "
                        + Long.toHexString(address)
                        + ", which the file does not hold"));
  }
}
