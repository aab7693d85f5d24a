package bpf4j.elf;

import bpf4j.elf.internal.Bytes;
import bpf4j.elf.internal.StringTable;
import java.util.Optional;

/** The dynamic segment: a list of tags and values for the dynamic linker. */
final class ElfDynamic {
  static final int DT_HASH = 4;
  static final int DT_STRTAB = 5;
  static final int DT_SYMTAB = 6;
  static final int DT_STRSZ = 10;
  static final int DT_SYMENT = 11;
  static final int DT_SONAME = 14;
  static final int DT_GNU_HASH = 0x6ffffef5;
  static final int DT_VERSYM = 0x6ffffff0;
  static final int DT_VERDEF = 0x6ffffffc;
  static final int DT_VERNEED = 0x6ffffffe;

  static final int MAX_TEXT = 0xffff;

  private final ElfFile file;
  private final Bytes bytes;
  private final long start;
  private final long size;

  private ElfDynamic(ElfFile file, Bytes bytes, long start, long size) {
    this.file = file;
    this.bytes = bytes;
    this.start = start;
    this.size = size;
  }

  /** The dynamic segment of a file; one without entries when it has none. */
  static ElfDynamic of(ElfFile file, Bytes bytes) {
    for (ElfSegment segment : file.segments()) {
      if (segment.type() == ElfSegment.PT_DYNAMIC) {
        return new ElfDynamic(file, bytes, segment.offset(), segment.fileSize());
      }
    }
    return new ElfDynamic(file, bytes, 0, 0);
  }

  /** The value of the first entry with a tag, 0 when there is none. */
  long value(int tag) {
    boolean is64Bit = file.header().is64Bit();
    long word = is64Bit ? 8 : 4;
    for (long at = 0; at <= size - 2 * word; at += 2 * word) {
      long offset = start + at;
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

  /** The string that an entry refers to. */
  Optional<String> text(int tag) {
    long text = value(tag);
    long strings = value(DT_STRTAB);
    if (text == 0 || strings == 0) {
      return Optional.empty();
    }
    StringTable table =
        new StringTable(
            bytes.slice(offset(strings), value(DT_STRSZ), "the dynamic strings"),
            MAX_TEXT,
            ElfFailure.MALFORMED);
    return Optional.of(table.get((int) Math.max(0, Math.min(text, Integer.MAX_VALUE))));
  }

  /** The file offset of an address that an entry refers to. */
  long offset(long address) {
    return file.fileOffset(address)
        .orElseThrow(
            () ->
                new ElfFormatException(
                    "the dynamic segment refers to the address "
                        + Long.toHexString(address)
                        + ", which the file does not hold"));
  }

  /** The same, or -1 for the address 0. */
  long optionalOffset(long address) {
    return address == 0 ? -1 : offset(address);
  }
}
