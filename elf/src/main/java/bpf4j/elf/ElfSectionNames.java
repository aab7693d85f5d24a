package bpf4j.elf;

import bpf4j.elf.internal.Bytes;
import bpf4j.elf.internal.StringTable;

/** The names of sections, found when the first of them is asked for. */
final class ElfSectionNames {
  private static final int MAX_LENGTH = 0xffff;

  private final Bytes bytes;
  private final ElfHeader header;
  // Racing threads make equal tables, whose fields are final.
  private StringTable strings;

  ElfSectionNames(Bytes bytes, ElfHeader header) {
    this.bytes = bytes;
    this.header = header;
  }

  /** The name at an offset into the section that holds them; empty when no section does. */
  String get(int offset) {
    if (offset == 0 || header.sectionNames() == 0) {
      return "";
    }
    StringTable table = strings;
    if (table == null) {
      int index = header.sectionNames();
      if (index < 0 || index >= header.sectionCount()) {
        throw new ElfFormatException(
            "the names of sections are in section " + index + ", which does not exist");
      }
      table =
          new StringTable(ElfHeaders.sectionNames(bytes, header), MAX_LENGTH, ElfFailure.MALFORMED);
      strings = table;
    }
    return table.get(offset);
  }
}
