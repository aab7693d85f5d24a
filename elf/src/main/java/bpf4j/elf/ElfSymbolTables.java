package bpf4j.elf;

import bpf4j.elf.internal.Bytes;
import bpf4j.elf.internal.StringTable;

/** Finds a file's symbol tables, by its section headers or, where these are gone, its segments. */
final class ElfSymbolTables {
  private static final int MAX_NAME = 0xffff;

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
    if ((table.flags() & ElfSection.SHF_COMPRESSED) != 0) {
      return decompressed(table, strings);
    }
    return new ElfSymbolTable(
        bytes,
        new ElfSymbolTable.Layout(isDynamic, is64Bit, table.offset(), entrySize, count, sections),
        strings,
        versions,
        hash);
  }

  /** A table that linkers compress on request, which they do not where the program uses it. */
  private ElfSymbolTable decompressed(ElfSection table, StringTable strings) {
    Bytes symbols =
        Bytes.of(file.contents(table), ElfFailure.MALFORMED).order(file.header().byteOrder());
    long entrySize = table.entrySize();
    long count = entrySize <= 0 ? 0 : symbols.size() / entrySize;
    return new ElfSymbolTable(
        symbols,
        new ElfSymbolTable.Layout(false, is64Bit, 0, entrySize, count, -1),
        strings,
        null,
        null);
  }

  private ElfSection linked(ElfSection section) {
    if (section.link() < 0 || section.link() >= file.sections().size()) {
      throw new ElfFormatException(
          section.name() + " refers to section " + section.link() + ", which does not exist");
    }
    return file.sections().get(section.link());
  }

  private StringTable strings(ElfSection section) {
    return new StringTable(file.contents(section), MAX_NAME, ElfFailure.MALFORMED);
  }

  /** The table that the dynamic linker uses; all that it refers to is an address. */
  private ElfSymbolTable readDynamic() {
    ElfDynamic dynamic = ElfDynamic.of(file, bytes);
    long symbols = dynamic.value(ElfDynamic.DT_SYMTAB);
    long texts = dynamic.value(ElfDynamic.DT_STRTAB);
    if (symbols == 0 || texts == 0) {
      return ElfSymbolTable.EMPTY;
    }
    StringTable strings =
        new StringTable(
            bytes.slice(
                dynamic.offset(texts), dynamic.value(ElfDynamic.DT_STRSZ), "the dynamic strings"),
            MAX_NAME,
            ElfFailure.MALFORMED);
    long gnuHash = dynamic.value(ElfDynamic.DT_GNU_HASH);
    long oldHash = dynamic.value(ElfDynamic.DT_HASH);
    ElfGnuHash hash = gnuHash == 0 ? null : new ElfGnuHash(bytes, dynamic.offset(gnuHash), is64Bit);
    long count = 0;
    if (oldHash != 0) {
      count = bytes.u32(dynamic.offset(oldHash) + 4);
    } else if (hash != null) {
      count = hash.symbolCount();
    }
    long numbers = dynamic.value(ElfDynamic.DT_VERSYM);
    ElfVersions versions =
        numbers == 0
            ? null
            : new ElfVersions(
                bytes,
                dynamic.offset(numbers),
                dynamic.optionalOffset(dynamic.value(ElfDynamic.DT_VERDEF)),
                dynamic.optionalOffset(dynamic.value(ElfDynamic.DT_VERNEED)),
                strings);
    return new ElfSymbolTable(
        bytes,
        new ElfSymbolTable.Layout(
            true, is64Bit, dynamic.offset(symbols), dynamic.value(ElfDynamic.DT_SYMENT), count, -1),
        strings,
        versions,
        hash);
  }
}
