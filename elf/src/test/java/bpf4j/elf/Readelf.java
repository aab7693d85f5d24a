package bpf4j.elf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What {@code readelf} says about a file, and the same said by us. */
final class Readelf {
  private static final Pattern SECTION =
      Pattern.compile(
          "^ *\\[ *(\\d+)\\] (\\S*) +([A-Z]\\S*(?: [A-Z]+)*) +([0-9a-f]{8,16}) ([0-9a-f]+) ([0-9a-f]+)"
              + " ([0-9a-f]+) +([A-Za-z]*) +(\\d+) +(\\d+) +(\\d+)$",
          Pattern.MULTILINE);
  private static final Pattern SEGMENT =
      Pattern.compile(
          "^  ([A-Z_]+) +0x([0-9a-f]+) 0x([0-9a-f]+) 0x[0-9a-f]+ 0x([0-9a-f]+) 0x([0-9a-f]+)"
              + " ([R ][W ][E ]) +(\\S+)$",
          Pattern.MULTILINE);
  private static final Pattern SYMBOL =
      Pattern.compile(
          "^ *(\\d+): ([0-9a-f]+) +(\\S+) ([A-Z]+) +([A-Z]+) +([A-Z]+) +(?:\\[[^\\]]*\\] +)?(\\S+)"
              + "(?: (\\S*)(?: \\(\\d+\\))?)?$",
          Pattern.MULTILINE);

  private static final Map<Integer, String> SECTION_TYPES =
      Map.ofEntries(
          Map.entry(0, "NULL"),
          Map.entry(1, "PROGBITS"),
          Map.entry(2, "SYMTAB"),
          Map.entry(3, "STRTAB"),
          Map.entry(4, "RELA"),
          Map.entry(6, "DYNAMIC"),
          Map.entry(7, "NOTE"),
          Map.entry(8, "NOBITS"),
          Map.entry(9, "REL"),
          Map.entry(11, "DYNSYM"),
          Map.entry(14, "INIT_ARRAY"),
          Map.entry(15, "FINI_ARRAY"),
          Map.entry(17, "GROUP"),
          Map.entry(0x6ffffff6, "GNU_HASH"),
          Map.entry(0x6ffffffd, "VERDEF"),
          Map.entry(0x6ffffffe, "VERNEED"),
          Map.entry(0x6fffffff, "VERSYM"));
  private static final Map<Integer, String> SEGMENT_TYPES =
      Map.of(1, "LOAD", 2, "DYNAMIC", 3, "INTERP", 4, "NOTE", 6, "PHDR", 7, "TLS");
  private static final Map<Integer, String> SYMBOL_TYPES =
      Map.of(
          0, "NOTYPE", 1, "OBJECT", 2, "FUNC", 3, "SECTION", 4, "FILE", 5, "COMMON", 6, "TLS", 10,
          "IFUNC");
  private static final Map<Integer, String> BINDINGS =
      Map.of(0, "LOCAL", 1, "GLOBAL", 2, "WEAK", 10, "UNIQUE");
  private static final List<String> VISIBILITIES =
      List.of("DEFAULT", "INTERNAL", "HIDDEN", "PROTECTED");

  private Readelf() {}

  static List<String> sections(String file) {
    List<String> lines = new ArrayList<>();
    for (MatchResult m : matches(SECTION, Tools.run("readelf", "-SW", file))) {
      String type = SECTION_TYPES.containsValue(m.group(3)) ? m.group(3) : "other";
      lines.add(
          String.join(
              " ",
              m.group(1),
              m.group(2),
              type,
              hex(m.group(4)),
              hex(m.group(5)),
              hex(m.group(6)),
              hex(m.group(7)),
              m.group(9),
              m.group(10),
              m.group(11)));
    }
    return lines;
  }

  static String line(ElfSection s) {
    return String.join(
        " ",
        String.valueOf(s.index()),
        s.name(),
        SECTION_TYPES.getOrDefault(s.type(), "other"),
        Long.toHexString(s.address()),
        Long.toHexString(s.offset()),
        Long.toHexString(s.size()),
        Long.toHexString(s.entrySize()),
        String.valueOf(s.link()),
        String.valueOf(s.info()),
        String.valueOf(s.alignment()));
  }

  static List<String> segments(String file) {
    List<String> lines = new ArrayList<>();
    for (MatchResult m : matches(SEGMENT, Tools.run("readelf", "-lW", file))) {
      String type = SEGMENT_TYPES.containsValue(m.group(1)) ? m.group(1) : "other";
      lines.add(
          String.join(
              " ",
              type,
              hex(m.group(2)),
              hex(m.group(3)),
              hex(m.group(4)),
              hex(m.group(5)),
              m.group(6),
              Long.toHexString(Long.decode(m.group(7)))));
    }
    return lines;
  }

  static String line(ElfSegment s) {
    String flags =
        ((s.flags() & ElfSegment.PF_R) != 0 ? "R" : " ")
            + ((s.flags() & ElfSegment.PF_W) != 0 ? "W" : " ")
            + (s.isExecutable() ? "E" : " ");
    return String.join(
        " ",
        SEGMENT_TYPES.getOrDefault(s.type(), "other"),
        Long.toHexString(s.offset()),
        Long.toHexString(s.address()),
        Long.toHexString(s.fileSize()),
        Long.toHexString(s.memorySize()),
        flags,
        Long.toHexString(s.alignment()));
  }

  /** The symbols of the dynamic table, or of the full one. */
  static List<String> symbols(String file, boolean dynamic) {
    String output = Tools.run("readelf", "-sW", file);
    int full = output.indexOf("Symbol table '.symtab'");
    int both = output.indexOf("Symbol table '.dynsym'");
    String part;
    if (dynamic) {
      part = both < 0 ? "" : output.substring(both, full > both ? full : output.length());
    } else {
      part = full < 0 ? "" : output.substring(full, both > full ? both : output.length());
    }
    List<String> lines = new ArrayList<>();
    for (MatchResult m : matches(SYMBOL, part)) {
      String name = m.group(8) == null || m.group(4).equals("SECTION") ? "" : m.group(8);
      lines.add(
          String.join(
              " ",
              m.group(1),
              hex(m.group(2)),
              Long.decode(trim(m.group(3))).toString(),
              m.group(4),
              m.group(5),
              m.group(6),
              m.group(7),
              name));
    }
    return lines;
  }

  static String line(int index, ElfSymbol s) {
    String section =
        switch (s.section()) {
          case ElfSymbol.SHN_UNDEF -> "UND";
          case ElfSymbol.SHN_ABS -> "ABS";
          case ElfSymbol.SHN_COMMON -> "COM";
          default -> String.valueOf(s.section());
        };
    return String.join(
        " ",
        String.valueOf(index),
        Long.toHexString(s.value()),
        String.valueOf(s.size()),
        SYMBOL_TYPES.get(s.type()),
        BINDINGS.get(s.binding()),
        VISIBILITIES.get(s.visibility()),
        section,
        name(s));
  }

  private static String name(ElfSymbol s) {
    if (s.type() == ElfSymbol.STT_SECTION) {
      return "";
    }
    // A library has a symbol for each version it defines, of that version; readelf leaves it out.
    boolean isVersion = s.section() == ElfSymbol.SHN_ABS && s.name().equals(s.version());
    return isVersion ? s.name() : s.versionedName();
  }

  static String buildId(String file) {
    for (MatchResult m :
        matches(Pattern.compile("Build ID: ([0-9a-f]+)"), Tools.run("readelf", "-nW", file))) {
      return m.group(1);
    }
    return null;
  }

  private static List<MatchResult> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results().toList();
  }

  private static String hex(String digits) {
    return Long.toHexString(Long.parseUnsignedLong(digits, 16));
  }

  private static String trim(String number) {
    // Decimal numbers of readelf have no leading zeroes, but Long.decode would read them as octal.
    return number.startsWith("0x") ? number : number.replaceFirst("^0+(?=.)", "");
  }
}
