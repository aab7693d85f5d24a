package bpf4j.elf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Walks the notes in a section or segment; each is decoded when it is asked for. */
final class ElfNotes implements Iterator<ElfNote> {
  private static final int HEADER = 12;
  private static final int MAX_NAME = 256;

  private final ByteBuffer bytes;
  private final int alignment;
  private int at;

  /** Notes are padded to 4 bytes; where the section or segment is aligned to 8, to 8. */
  ElfNotes(ByteBuffer bytes, long alignment) {
    this.bytes = bytes;
    this.alignment = alignment == 8 ? 8 : 4;
  }

  /** The notes of a file: those in sections or, where there are none of these, in segments. */
  static Stream<ElfNote> of(ElfFile file) {
    if (file.sections().isEmpty()) {
      return file.segments().stream()
          .filter(segment -> segment.type() == ElfSegment.PT_NOTE)
          .flatMap(segment -> stream(new ElfNotes(file.bytes(segment), segment.alignment())));
    }
    return file.sections().stream()
        .filter(section -> section.type() == ElfSection.SHT_NOTE)
        .flatMap(section -> stream(new ElfNotes(file.bytes(section), section.alignment())));
  }

  static Optional<String> buildId(ElfFile file) {
    return of(file)
        .filter(note -> note.type() == ElfNote.NT_GNU_BUILD_ID && note.name().equals("GNU"))
        .findFirst()
        .map(
            note -> {
              byte[] id = new byte[note.descriptor().remaining()];
              note.descriptor().get(id);
              return HexFormat.of().formatHex(id);
            });
  }

  private static Stream<ElfNote> stream(ElfNotes notes) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(notes, Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  @Override
  public boolean hasNext() {
    return at < bytes.limit();
  }

  @Override
  public ElfNote next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    int rest = bytes.limit() - at;
    if (rest < HEADER) {
      throw new ElfFormatException("a note ends within its header");
    }
    long nameSize = Integer.toUnsignedLong(bytes.getInt(at));
    long descriptorSize = Integer.toUnsignedLong(bytes.getInt(at + 4));
    int type = bytes.getInt(at + 8);
    long descriptor = align(HEADER + nameSize);
    long end = descriptor + descriptorSize;
    if (nameSize > MAX_NAME || end > rest) {
      throw new ElfFormatException(
          "a note with "
              + nameSize
              + " bytes of name and "
              + descriptorSize
              + " of contents does not fit into the "
              + rest
              + " bytes left");
    }
    ElfNote note =
        new ElfNote(
            name(at + HEADER, (int) nameSize),
            type,
            bytes.slice(at + (int) descriptor, (int) descriptorSize).order(bytes.order()));
    at += (int) Math.min(rest, align(end));
    return note;
  }

  private long align(long offset) {
    return (offset + alignment - 1) & -alignment;
  }

  private String name(int start, int size) {
    byte[] name = new byte[size];
    bytes.get(start, name);
    int length = size > 0 && name[size - 1] == 0 ? size - 1 : size;
    return new String(name, 0, length, StandardCharsets.UTF_8);
  }
}
