package bpf4j.elf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;

/**
 * Builds a small ELF file of either class and byte order: one loaded segment, which holds the whole
 * file at an address, and any sections and symbols.
 */
public final class ElfImage {
  private record Section(String name, int type, long flags, byte[] bytes, long address, int link) {}

  private record Symbol(String name, int info, long value, long size) {}

  private final boolean is64Bit;
  private final ByteOrder order;
  private final int machine;
  private final long address;
  private final List<Section> sections = new ArrayList<>();
  private final List<Symbol> symbols = new ArrayList<>();
  private boolean isCompressed;

  /** Starts a file that is loaded at an address. */
  public ElfImage(boolean is64Bit, ByteOrder order, int machine, long address) {
    this.is64Bit = is64Bit;
    this.order = order;
    this.machine = machine;
    this.address = address;
  }

  /** Adds a section. */
  public ElfImage section(String name, int type, long flags, byte[] bytes, long at) {
    sections.add(new Section(name, type, flags, bytes, at, 0));
    return this;
  }

  /** Adds a global symbol of a type. */
  public ElfImage symbol(String name, int type, long value, long size) {
    symbols.add(new Symbol(name, 1 << 4 | type, value, size));
    return this;
  }

  /** Compresses the symbols and all names. */
  public ElfImage compressed() {
    isCompressed = true;
    return this;
  }

  /** What a compressed section holds: a header and what zlib makes of the bytes. */
  public byte[] compress(int method, long size, byte[] bytes) {
    ByteBuffer section = ByteBuffer.allocate(bytes.length + 100).order(order);
    section.putInt(method);
    if (is64Bit) {
      section.putInt(0);
    }
    putWord(section, size);
    putWord(section, 1);
    Deflater deflater = new Deflater();
    deflater.setInput(bytes);
    deflater.finish();
    while (!deflater.finished()) {
      deflater.deflate(section);
    }
    deflater.end();
    return Arrays.copyOf(section.array(), section.position());
  }

  private Section table(String name, int type, byte[] bytes, int link) {
    return isCompressed
        ? new Section(
            name, type, ElfSection.SHF_COMPRESSED, compress(1, bytes.length, bytes), 0, link)
        : new Section(name, type, 0, bytes, 0, link);
  }

  /** A note of the kind that USDT probes have. */
  public byte[] probeNote(long at, long base, long semaphore, String... texts) {
    ByteBuffer descriptor = ByteBuffer.allocate(4096).order(order);
    for (long word : new long[] {at, base, semaphore}) {
      putWord(descriptor, word);
    }
    for (String text : texts) {
      descriptor.put(text.getBytes(StandardCharsets.UTF_8)).put((byte) 0);
    }
    return note("stapsdt", 3, descriptor.flip());
  }

  /** A note. */
  public byte[] note(String owner, int type, ByteBuffer descriptor) {
    byte[] name = (owner + "\0").getBytes(StandardCharsets.US_ASCII);
    ByteBuffer note = ByteBuffer.allocate(8192).order(order);
    note.putInt(name.length).putInt(descriptor.remaining()).putInt(type).put(name);
    note.position(note.position() + 3 & -4).put(descriptor);
    note.position(note.position() + 3 & -4).flip();
    byte[] bytes = new byte[note.remaining()];
    note.get(bytes);
    return bytes;
  }

  /** Builds the file: header, program header, contents, section headers. */
  public byte[] build() {
    List<Section> all = new ArrayList<>(sections);
    if (!symbols.isEmpty()) {
      addSymbols(all);
    }
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    names.write(0);
    int[] nameOffsets = new int[all.size() + 1];
    all.add(new Section(".shstrtab", ElfSection.SHT_STRTAB, 0, new byte[0], 0, 0));
    for (int i = 0; i < all.size(); i++) {
      nameOffsets[i] = names.size();
      names.writeBytes((all.get(i).name + "\0").getBytes(StandardCharsets.US_ASCII));
    }
    all.set(all.size() - 1, table(".shstrtab", ElfSection.SHT_STRTAB, names.toByteArray(), 0));
    int headerSize = is64Bit ? 64 : 52;
    int segmentSize = is64Bit ? 56 : 32;
    int sectionSize = is64Bit ? 64 : 40;
    long contents = (long) headerSize + segmentSize;
    long[] offsets = new long[all.size()];
    for (int i = 0; i < all.size(); i++) {
      contents = contents + 15 & -16;
      offsets[i] = contents;
      contents += all.get(i).bytes.length;
    }
    long table = contents + 15 & -16;
    int size = (int) (table + (all.size() + 1L) * sectionSize);
    ByteBuffer file = ByteBuffer.allocate(size).order(order);
    file.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) (is64Bit ? 2 : 1)});
    file.put((byte) (order == ByteOrder.LITTLE_ENDIAN ? 1 : 2)).put((byte) 1).position(16);
    file.putShort((short) ElfHeader.ET_DYN).putShort((short) machine).putInt(1);
    putWord(file, address);
    putWord(file, headerSize);
    putWord(file, table);
    file.putInt(0).putShort((short) headerSize).putShort((short) segmentSize).putShort((short) 1);
    file.putShort((short) sectionSize).putShort((short) (all.size() + 1));
    file.putShort((short) all.size());
    putSegment(file, size);
    for (int i = 0; i < all.size(); i++) {
      file.position((int) offsets[i]).put(all.get(i).bytes);
    }
    file.position((int) table + sectionSize);
    for (int i = 0; i < all.size(); i++) {
      Section section = all.get(i);
      file.putInt(nameOffsets[i]).putInt(section.type);
      boolean isTable = section.type == ElfSection.SHT_SYMTAB;
      putWord(file, section.flags);
      putWord(file, section.address != 0 ? section.address : address + offsets[i]);
      putWord(file, offsets[i]);
      putWord(file, section.bytes.length);
      file.putInt(section.link).putInt(0);
      putWord(file, 4);
      putWord(file, isTable ? (is64Bit ? 24 : 16) : 0);
    }
    return file.array();
  }

  private void putSegment(ByteBuffer file, int size) {
    int flags = ElfSegment.PF_R | ElfSegment.PF_X;
    file.putInt(ElfSegment.PT_LOAD);
    if (is64Bit) {
      file.putInt(flags);
    }
    for (long word : new long[] {0, address, address, size, size}) {
      putWord(file, word);
    }
    if (!is64Bit) {
      file.putInt(flags);
    }
    putWord(file, 4096);
  }

  private void addSymbols(List<Section> all) {
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    names.write(0);
    ByteBuffer table = ByteBuffer.allocate((symbols.size() + 1) * (is64Bit ? 24 : 16)).order(order);
    table.position(is64Bit ? 24 : 16);
    for (Symbol symbol : symbols) {
      table.putInt(names.size());
      names.writeBytes((symbol.name + "\0").getBytes(StandardCharsets.UTF_8));
      if (is64Bit) {
        table.put((byte) symbol.info).put((byte) 0).putShort((short) 1);
      }
      putWord(table, symbol.value);
      putWord(table, symbol.size);
      if (!is64Bit) {
        table.put((byte) symbol.info).put((byte) 0).putShort((short) 1);
      }
    }
    int strings = all.size() + 2;
    all.add(table(".symtab", ElfSection.SHT_SYMTAB, table.array(), strings));
    all.add(table(".strtab", ElfSection.SHT_STRTAB, names.toByteArray(), 0));
  }

  private void putWord(ByteBuffer bytes, long word) {
    if (is64Bit) {
      bytes.putLong(word);
    } else {
      bytes.putInt((int) word);
    }
  }
}
