package bpf4j.elf;

import bpf4j.elf.internal.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * An ELF file: a program, shared library, kernel module, object or debug file, of either class and
 * byte order.
 *
 * <pre>{@code
 * ElfFile libc = ElfFile.open(Path.of("/lib/x86_64-linux-gnu/libc.so.6"));
 * ElfSymbol malloc = libc.findSymbol("malloc").orElseThrow();
 * long uprobe = libc.codeOffset(malloc.value()).orElseThrow();
 * }</pre>
 *
 * <p>Opening reads the header and the program headers. All else is decoded when it is asked for,
 * the elements of lists included, so hold on to what you need again. Addresses are those that the
 * file gives; a running process adds to them where it loaded the file.
 *
 * <p>What is absent is an empty {@link Optional}; malformed bytes end in an {@link
 * ElfFormatException}, when they are first looked at. Immutable and safe for use by several
 * threads, provided that nobody changes the bytes; a file that is cut short while it is open ends
 * in an {@link InternalError}, as mapped files do in Java. A file holds no descriptor open, and its
 * mapping goes with the object.
 *
 * <p>The format is described in {@code elf(5)}.
 */
public final class ElfFile {
  private final Bytes bytes;
  private final ElfHeader header;
  private final List<ElfSection> sections;
  private final List<ElfSegment> segments;
  private final ElfSymbols symbols;

  private ElfFile(Bytes unordered) {
    header = ElfHeaders.header(unordered);
    bytes = unordered.order(header.byteOrder());
    sections = ElfHeaders.sections(bytes, header, new ElfSectionNames(bytes, header));
    segments = ElfHeaders.segments(bytes, header);
    symbols = new ElfSymbols(this, bytes, null);
  }

  private ElfFile(ElfFile file, ElfFile symbolFile) {
    header = file.header;
    bytes = file.bytes;
    sections = file.sections;
    segments = file.segments;
    symbols = new ElfSymbols(this, bytes, symbolFile.symbols);
  }

  /**
   * Maps a file.
   *
   * @param path the file
   * @return the file
   * @throws UncheckedIOException when it cannot be opened or mapped
   * @throws ElfFormatException when it is not an ELF file
   */
  public static ElfFile open(Path path) {
    Bytes bytes;
    try {
      bytes = Bytes.map(path, ElfFailure.MALFORMED);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the ELF file " + path, e);
    }
    return new ElfFile(bytes);
  }

  /**
   * Reads an ELF file from memory.
   *
   * @param bytes the file, from the buffer's position to its limit; the bytes are referred to, not
   *     copied
   * @return the file
   * @throws ElfFormatException when it is not an ELF file
   */
  public static ElfFile parse(ByteBuffer bytes) {
    return new ElfFile(Bytes.of(bytes, ElfFailure.MALFORMED));
  }

  /**
   * Returns the header.
   *
   * @return the header
   */
  public ElfHeader header() {
    return header;
  }

  /**
   * Returns the section headers.
   *
   * @return the sections, decoded one by one; none when the headers have been stripped
   */
  public List<ElfSection> sections() {
    return sections;
  }

  /**
   * Finds a section.
   *
   * @param name its name, such as {@code .text}
   * @return the first section of this name, or empty
   */
  public Optional<ElfSection> section(String name) {
    for (ElfSection section : sections) {
      if (section.name().equals(name)) {
        return Optional.of(section);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the program headers.
   *
   * @return the segments
   */
  public List<ElfSegment> segments() {
    return segments;
  }

  /**
   * Returns the contents of a section without copying them.
   *
   * @param section a section of this file, at most a GiB long
   * @return its bytes, read-only, in the byte order of the file; compressed ones as they are; none
   *     when the file holds none
   */
  public ByteBuffer bytes(ElfSection section) {
    boolean absent = section.type() == ElfSection.SHT_NOBITS;
    return bytes.slice(absent ? 0 : section.offset(), absent ? 0 : section.size(), "a section");
  }

  /**
   * Returns the contents of a section, decompressed where they are compressed ({@link
   * ElfSection#SHF_COMPRESSED}).
   *
   * @param section a section of this file
   * @return its bytes, read-only, in the byte order of the file; the section's own, as {@link
   *     #bytes(ElfSection)} gives them, where it is not compressed, else a copy
   * @throws ElfCompressionException when they are compressed by another method than zlib, or would
   *     take more than 256 MiB
   * @throws ElfFormatException when the compressed bytes are malformed
   */
  public ByteBuffer contents(ElfSection section) {
    ByteBuffer held = bytes(section);
    return (section.flags() & ElfSection.SHF_COMPRESSED) == 0
        ? held
        : ElfCompression.decompress(held, header.is64Bit(), section.name());
  }

  /**
   * Returns the contents of a segment without copying them.
   *
   * @param segment a segment of this file, at most a GiB long
   * @return the bytes that the file holds of it, read-only, in the byte order of the file
   */
  public ByteBuffer bytes(ElfSegment segment) {
    return bytes.slice(segment.offset(), segment.fileSize(), "a segment");
  }

  /**
   * Returns the symbols that are linked at run time, {@code .dynsym}, with their versions. They are
   * also found where the section headers have been stripped.
   *
   * @return the symbols, decoded one by one
   */
  public List<ElfSymbol> dynamicSymbols() {
    return symbols.dynamicTable();
  }

  /**
   * Returns all symbols that the static linker knew, {@code .symtab}.
   *
   * @return the symbols, decoded one by one; none when the file is stripped
   */
  public List<ElfSymbol> symbols() {
    return symbols.fullTable();
  }

  /**
   * Returns this file with the symbols of another: of the file that its debug information was put
   * into when it was stripped. {@link bpf4j.elf.debug.DebugFiles} finds such files.
   *
   * @param symbolFile the file to take {@code .symtab} from; that the two belong together is not
   *     checked
   * @return a file that differs from this one in {@link #symbols}, and in what is found by name or
   *     by address; the section of a symbol is the index of one in the other file
   */
  public ElfFile withSymbolsOf(ElfFile symbolFile) {
    return new ElfFile(this, symbolFile);
  }

  /**
   * Finds the definitions of a symbol in both symbol tables, those of {@code .dynsym} first. Most
   * global functions are in both; several local ones may share a name.
   *
   * @param name its name; {@code name@VERSION} for one version, {@code name@@VERSION} for one
   *     version if it is the default
   * @return its definitions; none when this file only uses it
   */
  public List<ElfSymbol> findSymbols(String name) {
    return symbols.findAll(ElfSymbolName.parse(name));
  }

  /**
   * Finds the definition of a symbol that a linker would choose: one in {@code .dynsym} if it has
   * the default version, else of all there are the default version before others, then global
   * before weak before local. {@link #findSymbols} tells whether there are several.
   *
   * @param name its name, as for {@link #findSymbols}
   * @return its definition, or empty
   */
  public Optional<ElfSymbol> findSymbol(String name) {
    return Optional.ofNullable(symbols.find(ElfSymbolName.parse(name)));
  }

  /**
   * Finds the symbols whose names, as C++ and Rust mangle them, mention some words of the source.
   * From the third call on an index is used.
   *
   * @param words identifiers in ASCII, in any order; of one with a {@code $} or {@code .}, what is
   *     between these; none for all mangled names; those longer than 255 bytes are not looked at
   * @return the symbols that this file defines and that have all of the words in their names, those
   *     of {@code .dynsym} first
   */
  public List<ElfSymbol> symbolsMentioning(Collection<String> words) {
    return symbols.findMentioning(words);
  }

  /**
   * Finds the function or variable at an address. The first call sorts the symbols.
   *
   * @param address an address as this file numbers them
   * @return the symbol that {@link ElfSymbol#covers covers} the address or, when none does, the
   *     closest one before it; empty when there is none
   */
  public Optional<ElfSymbol> nearestSymbol(long address) {
    return symbols.nearest(address);
  }

  /**
   * Finds where the file holds what is loaded at an address.
   *
   * @param address an address as this file numbers them
   * @return the file offset, or empty when nothing is loaded there or it is not from the file
   *     ({@code .bss})
   */
  public OptionalLong fileOffset(long address) {
    return offset(address, 0);
  }

  /**
   * Finds where the file holds the code at an address: the offset that a uprobe is attached to.
   *
   * @param address an address as this file numbers them, such as that of a function
   * @return the file offset, or empty when no executable code is loaded there
   */
  public OptionalLong codeOffset(long address) {
    return offset(address, ElfSegment.PF_X);
  }

  private OptionalLong offset(long address, int flags) {
    for (ElfSegment segment : segments) {
      if (segment.type() == ElfSegment.PT_LOAD
          && (segment.flags() & flags) == flags
          && segment.holds(address)) {
        long offset = address - segment.address() + segment.offset();
        bytes.check(offset, 1, "a loaded segment");
        return OptionalLong.of(offset);
      }
    }
    return OptionalLong.empty();
  }

  /**
   * Reads the notes in all sections of notes or, where the section headers have been stripped, in
   * the segments of notes.
   *
   * @return the notes, decoded one by one
   */
  public Stream<ElfNote> notes() {
    return ElfNotes.of(this);
  }

  /**
   * Returns the build id, by which a file and its debug information are known to belong together.
   *
   * @return the build id in hexadecimal, or empty
   */
  public Optional<String> buildId() {
    return ElfNotes.buildId(this);
  }

  /**
   * Returns the name by which other files ask for this library.
   *
   * @return {@code DT_SONAME}, such as {@code libc.so.6}, or empty
   */
  public Optional<String> soname() {
    return ElfDynamic.of(this, bytes).text(ElfDynamic.DT_SONAME);
  }
}
