package bpf4j.elf;

import bpf4j.elf.internal.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/** Decodes the three kinds of header of both classes of file. */
final class ElfHeaders {
  private static final int MAGIC = 0x464c457f;
  private static final int XINDEX = 0xffff;

  private ElfHeaders() {}

  static boolean isElf(Bytes bytes) {
    // Bytes that have not been given an order are read as little-endian.
    return bytes.size() >= 4 && bytes.i32(0) == MAGIC;
  }

  static ElfHeader header(Bytes unordered) {
    if (!isElf(unordered)) {
      throw new ElfFormatException("not an ELF file: it does not start with 7f 45 4c 46");
    }
    unordered.check(0, 52, "the ELF header");
    int elfClass = unordered.u8(4);
    int order = unordered.u8(5);
    if (elfClass < 1 || elfClass > 2 || order < 1 || order > 2) {
      throw new ElfFormatException("ELF class " + elfClass + " with byte order " + order);
    }
    boolean is64Bit = elfClass == 2;
    ByteOrder byteOrder = order == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    Bytes bytes = unordered.order(byteOrder);
    bytes.check(0, is64Bit ? 64 : 52, "the ELF header");
    int word = is64Bit ? 8 : 4;
    // The fields after the addresses are the same in both classes, at another place.
    long tail = 24 + 3L * word;
    ElfHeader header =
        new ElfHeader(
            is64Bit,
            byteOrder,
            bytes.u8(7),
            bytes.u16(16),
            bytes.u16(18),
            word(bytes, is64Bit, 24),
            bytes.i32(tail),
            word(bytes, is64Bit, 24 + word),
            bytes.u16(tail + 6),
            bytes.u16(tail + 8),
            word(bytes, is64Bit, 24 + 2 * word),
            bytes.u16(tail + 10),
            bytes.u16(tail + 12),
            bytes.u16(tail + 14));
    ElfHeader counted = header.sectionTable() == 0 ? withoutSections(header) : count(bytes, header);
    checkTable(
        bytes,
        counted.segmentTable(),
        counted.segmentSize(),
        counted.segmentCount(),
        is64Bit ? 56 : 32,
        "the program headers");
    checkTable(
        bytes,
        counted.sectionTable(),
        counted.sectionSize(),
        counted.sectionCount(),
        is64Bit ? 64 : 40,
        "the section headers");
    return counted;
  }

  private static ElfHeader withoutSections(ElfHeader header) {
    return with(header, header.segmentCount(), 0, 0);
  }

  /**
   * Counts that do not fit in 16 bits are in the first section header, which is otherwise unused.
   */
  private static ElfHeader count(Bytes bytes, ElfHeader header) {
    boolean moreSections = header.sectionCount() == 0;
    boolean moreSegments = header.segmentCount() == XINDEX;
    boolean farNames = header.sectionNames() == XINDEX;
    if (!moreSections && !moreSegments && !farNames) {
      return header;
    }
    long first = header.sectionTable();
    bytes.check(first, header.is64Bit() ? 64 : 40, "the first section header");
    long sections = word(bytes, header.is64Bit(), first + (header.is64Bit() ? 32 : 20));
    int names = bytes.i32(first + (header.is64Bit() ? 40 : 24));
    int segments = bytes.i32(first + (header.is64Bit() ? 44 : 28));
    if (moreSections && (sections < 0 || sections > Integer.MAX_VALUE)) {
      throw new ElfFormatException(Long.toUnsignedString(sections) + " sections are too many");
    }
    return with(
        header,
        moreSegments ? segments : header.segmentCount(),
        moreSections ? (int) sections : header.sectionCount(),
        farNames ? names : header.sectionNames());
  }

  private static ElfHeader with(ElfHeader header, int segments, int sections, int names) {
    return new ElfHeader(
        header.is64Bit(),
        header.byteOrder(),
        header.osAbi(),
        header.type(),
        header.machine(),
        header.entry(),
        header.flags(),
        header.segmentTable(),
        header.segmentSize(),
        segments,
        header.sectionTable(),
        header.sectionSize(),
        sections,
        names);
  }

  private static void checkTable(
      Bytes bytes, long offset, int entrySize, int count, int least, String what) {
    if (count != 0 && (count < 0 || entrySize < least)) {
      throw new ElfFormatException(what + ": " + count + " of " + entrySize + " bytes each");
    }
    if (count != 0) {
      bytes.check(offset, (long) count * entrySize, what);
    }
  }

  /** Lists the sections, each decoded when it is asked for. */
  static List<ElfSection> sections(Bytes bytes, ElfHeader header, ElfSectionNames names) {
    return new Sections(bytes, header, names);
  }

  /** The names of sections, which are in one of them. */
  static ByteBuffer sectionNames(Bytes bytes, ElfHeader header) {
    int index = header.sectionNames();
    ByteBuffer held =
        bytes.slice(
            sectionWord(bytes, header, index, 24, 16),
            sectionWord(bytes, header, index, 32, 20),
            "the names of sections");
    long flags = sectionWord(bytes, header, index, 8, 8);
    return (flags & ElfSection.SHF_COMPRESSED) == 0
        ? held
        : ElfCompression.decompress(held, header.is64Bit(), "the names of sections");
  }

  private static long sectionWord(Bytes bytes, ElfHeader header, int index, int at64, int at32) {
    long at = header.sectionTable() + (long) index * header.sectionSize();
    return word(bytes, header.is64Bit(), at + (header.is64Bit() ? at64 : at32));
  }

  private static ElfSection section(
      Bytes bytes, ElfHeader header, int index, ElfSectionNames names) {
    long at = header.sectionTable() + (long) index * header.sectionSize();
    boolean is64Bit = header.is64Bit();
    return new ElfSection(
        index,
        names.get(bytes.i32(at)),
        bytes.i32(at + 4),
        word(bytes, is64Bit, at + 8),
        sectionWord(bytes, header, index, 16, 12),
        sectionWord(bytes, header, index, 24, 16),
        sectionWord(bytes, header, index, 32, 20),
        bytes.i32(at + (is64Bit ? 40 : 24)),
        bytes.i32(at + (is64Bit ? 44 : 28)),
        sectionWord(bytes, header, index, 48, 32),
        sectionWord(bytes, header, index, 56, 36));
  }

  static List<ElfSegment> segments(Bytes bytes, ElfHeader header) {
    List<ElfSegment> segments = new ArrayList<>();
    for (int i = 0; i < header.segmentCount(); i++) {
      segments.add(segment(bytes, header, i));
    }
    return List.copyOf(segments);
  }

  private static ElfSegment segment(Bytes bytes, ElfHeader header, int index) {
    long at = header.segmentTable() + (long) index * header.segmentSize();
    if (header.is64Bit()) {
      return new ElfSegment(
          index,
          bytes.i32(at),
          bytes.i32(at + 4),
          bytes.i64(at + 8),
          bytes.i64(at + 16),
          bytes.i64(at + 32),
          bytes.i64(at + 40),
          bytes.i64(at + 48));
    }
    return new ElfSegment(
        index,
        bytes.i32(at),
        bytes.i32(at + 24),
        bytes.u32(at + 4),
        bytes.u32(at + 8),
        bytes.u32(at + 16),
        bytes.u32(at + 20),
        bytes.u32(at + 28));
  }

  private static long word(Bytes bytes, boolean is64Bit, long at) {
    return is64Bit ? bytes.i64(at) : bytes.u32(at);
  }

  /** The sections of a file, each decoded when it is asked for. */
  private static final class Sections extends AbstractList<ElfSection> implements RandomAccess {
    private final Bytes bytes;
    private final ElfHeader header;
    private final ElfSectionNames names;

    Sections(Bytes bytes, ElfHeader header, ElfSectionNames names) {
      this.bytes = bytes;
      this.header = header;
      this.names = names;
    }

    @Override
    public int size() {
      return header.sectionCount();
    }

    @Override
    public ElfSection get(int index) {
      if (index < 0 || index >= size()) {
        throw new IndexOutOfBoundsException("section " + index + " of " + size());
      }
      return section(bytes, header, index, names);
    }
  }
}
