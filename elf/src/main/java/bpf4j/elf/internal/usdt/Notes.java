package bpf4j.elf.internal.usdt;

import bpf4j.elf.ElfFile;
import bpf4j.elf.ElfFormatException;
import bpf4j.elf.ElfHeader;
import bpf4j.elf.ElfNote;
import bpf4j.elf.ElfSection;
import bpf4j.elf.usdt.UsdtArgument;
import bpf4j.elf.usdt.UsdtProbe;
import bpf4j.elf.usdt.UsdtSite;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Decodes the notes named {@code stapsdt} of type 3.
 *
 * <pre>
 *  word   address of the probe
 *  word   address of the section .stapsdt.base when the file was linked
 *  word   address of the semaphore, or 0
 *  zero-terminated provider, name and arguments
 * </pre>
 *
 * <p>A file may be moved to other addresses after it was linked, without its notes; by how far, the
 * section {@code .stapsdt.base} tells.
 */
public final class Notes {
  private static final String OWNER = "stapsdt";
  private static final int TYPE = 3;

  private final ElfFile file;
  private final OptionalLong base;

  /**
   * Reads the notes of a file.
   *
   * @param file the file
   */
  public Notes(ElfFile file) {
    this.file = file;
    base =
        file.section(".stapsdt.base")
            .map(ElfSection::address)
            .map(OptionalLong::of)
            .orElse(OptionalLong.empty());
  }

  private record Name(String provider, String probe) {}

  /**
   * Lists the probes.
   *
   * @return the probes in the order of their first sites
   */
  public List<UsdtProbe> probes() {
    Map<Name, List<UsdtSite>> sites = new LinkedHashMap<>();
    file.notes()
        .filter(note -> note.type() == TYPE && note.name().equals(OWNER))
        .forEach(note -> add(note, sites));
    List<UsdtProbe> probes = new ArrayList<>();
    sites.forEach((name, list) -> probes.add(new UsdtProbe(name.provider, name.probe, list)));
    return List.copyOf(probes);
  }

  private void add(ElfNote note, Map<Name, List<UsdtSite>> sites) {
    ByteBuffer bytes = note.descriptor();
    int word = file.header().is64Bit() ? 8 : 4;
    if (bytes.remaining() < 3 * word) {
      throw new ElfFormatException("a probe's note of " + bytes.remaining() + " bytes");
    }
    long linked = word(bytes);
    long linkedBase = word(bytes);
    long linkedSemaphore = word(bytes);
    String provider = text(bytes, "provider");
    String name = text(bytes, "name");
    String arguments = text(bytes, "arguments");
    long moved = base.isPresent() ? base.getAsLong() - linkedBase : 0;
    long mask = word == 8 ? -1L : 0xffff_ffffL;
    long address = linked + moved & mask;
    long semaphore = linkedSemaphore == 0 ? 0 : linkedSemaphore + moved & mask;
    UsdtSite site =
        new UsdtSite(
            address,
            file.codeOffset(address).orElseThrow(() -> elsewhere(provider, name, address)),
            semaphore == 0 ? OptionalLong.empty() : semaphore(provider, name, semaphore),
            semaphore,
            arguments,
            arguments(arguments, address, word));
    sites.computeIfAbsent(new Name(provider, name), key -> new ArrayList<>()).add(site);
  }

  private OptionalLong semaphore(String provider, String name, long address) {
    OptionalLong offset = file.fileOffset(address);
    if (offset.isEmpty()) {
      throw elsewhere(provider, name + "'s semaphore", address);
    }
    return offset;
  }

  private static ElfFormatException elsewhere(String provider, String what, long address) {
    return new ElfFormatException(
        "the probe "
            + provider
            + ":"
            + what
            + " is at "
            + Long.toHexString(address)
            + ", where nothing of the kind is loaded from the file");
  }

  private List<UsdtArgument> arguments(String text, long address, int word) {
    Operands operands =
        switch (file.header().machine()) {
          case ElfHeader.EM_X86_64, ElfHeader.EM_386 -> new X86Operands(file, address);
          case ElfHeader.EM_AARCH64 -> new Arm64Operands(file);
          default ->
              (size, isSigned, operand) -> {
                throw new OperandException(
                    "arguments of ELF machine " + file.header().machine() + " are not read");
              };
        };
    return Arguments.parse(text, word, operands);
  }

  private long word(ByteBuffer bytes) {
    return file.header().is64Bit() ? bytes.getLong() : Integer.toUnsignedLong(bytes.getInt());
  }

  private static String text(ByteBuffer bytes, String what) {
    int start = bytes.position();
    int end = start;
    while (end < bytes.limit() && bytes.get(end) != 0) {
      end++;
    }
    if (end == bytes.limit()) {
      throw new ElfFormatException("a probe's note ends within its " + what);
    }
    byte[] text = new byte[end - start];
    bytes.get(text).get();
    return new String(text, StandardCharsets.UTF_8);
  }
}
