package bpf4j.elf.debug;

import bpf4j.elf.ElfFile;
import bpf4j.elf.ElfFormatException;
import bpf4j.elf.ElfSection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a stripped file says of the file that its debug information was put into: the section {@code
 * .gnu_debuglink}, which {@code objcopy --add-gnu-debuglink} writes.
 *
 * @param fileName the name of that file, without a directory
 * @param checksum the CRC-32 of all of its bytes
 */
public record DebugLink(String fileName, int checksum) {
  private static final String SECTION = ".gnu_debuglink";
  private static final int MAX_NAME = 255;
  private static final int CHECKSUM = 4;

  /**
   * Reads the section.
   *
   * @param file a program or library
   * @return what it says, or empty when the file has no such section
   * @throws ElfFormatException when it is malformed, or names a file in another directory
   */
  public static Optional<DebugLink> of(ElfFile file) {
    return file.section(SECTION).map(section -> read(file, section));
  }

  /** A name, a zero, padding to four bytes, the checksum. */
  private static DebugLink read(ElfFile file, ElfSection section) {
    ByteBuffer bytes = file.contents(section);
    int length = 0;
    while (length < Math.min(bytes.limit(), MAX_NAME + 1) && bytes.get(length) != 0) {
      length++;
    }
    int at = length + CHECKSUM & -CHECKSUM;
    if (length == 0 || length > MAX_NAME || at > bytes.limit() - CHECKSUM) {
      throw new ElfFormatException(SECTION + " holds no name and checksum of a file");
    }
    byte[] text = new byte[length];
    bytes.get(0, text);
    String name = new String(text, StandardCharsets.UTF_8);
    if (name.indexOf('/') >= 0 || name.equals("..") || name.equals(".")) {
      throw new ElfFormatException(SECTION + " names no file in its directory: " + name);
    }
    return new DebugLink(name, bytes.getInt(at));
  }
}
