package bpf4j.perf.tracepoint;

import bpf4j.perf.tracepoint.TracepointField.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a {@code format} file, line by line. */
final class FormatParser {
  private static final Pattern FIELD =
      Pattern.compile(
          "\\s*field:(.+);\\s*offset:(\\d+);\\s*size:(\\d+);(?:\\s*signed:(\\d+);)?\\s*");
  private static final Pattern DECLARATION =
      Pattern.compile("(.*?)\\s*\\b([A-Za-z_]\\w*)\\s*((?:\\[[^\\]]*\\]\\s*)*)");
  private static final Pattern ATTRIBUTE =
      Pattern.compile("__attribute__\\s*\\(\\((?:[^()]|\\([^()]*\\))*\\)\\)\\s*");
  private static final String DATA_LOC = "__data_loc ";
  private static final String REL_LOC = "__rel_loc ";

  /** What C's types take that are elements of arrays, on 64-bit machines. */
  private static final Map<String, Integer> SIZES =
      Map.ofEntries(
          Map.entry("char", 1),
          Map.entry("bool", 1),
          Map.entry("u8", 1),
          Map.entry("s8", 1),
          Map.entry("uint8_t", 1),
          Map.entry("int8_t", 1),
          Map.entry("short", 2),
          Map.entry("u16", 2),
          Map.entry("s16", 2),
          Map.entry("uint16_t", 2),
          Map.entry("int16_t", 2),
          Map.entry("be16", 2),
          Map.entry("le16", 2),
          Map.entry("int", 4),
          Map.entry("unsigned", 4),
          Map.entry("u32", 4),
          Map.entry("s32", 4),
          Map.entry("uint32_t", 4),
          Map.entry("int32_t", 4),
          Map.entry("be32", 4),
          Map.entry("le32", 4),
          Map.entry("long", 8),
          Map.entry("u64", 8),
          Map.entry("s64", 8),
          Map.entry("uint64_t", 8),
          Map.entry("int64_t", 8),
          Map.entry("be64", 8),
          Map.entry("le64", 8),
          Map.entry("size_t", 8),
          Map.entry("pid_t", 4),
          Map.entry("uid_t", 4),
          Map.entry("gid_t", 4),
          Map.entry("qid_t", 4),
          Map.entry("mqd_t", 4),
          Map.entry("key_t", 4),
          Map.entry("key_serial_t", 4),
          Map.entry("clockid_t", 4),
          Map.entry("timer_t", 4),
          Map.entry("rwf_t", 4),
          Map.entry("umode_t", 2));

  private final String text;

  FormatParser(String text) {
    this.text = text;
  }

  TracepointFormat parse() {
    String name = null;
    int id = -1;
    List<TracepointField> fields = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith("name:")) {
        name = line.substring("name:".length()).strip();
      } else if (line.startsWith("ID:")) {
        id = number(line.substring("ID:".length()).strip());
      } else if (line.startsWith("print fmt:")) {
        break;
      } else if (line.stripLeading().startsWith("field:")) {
        fields.add(field(line));
      }
    }
    if (name == null || id < 0) {
      throw new TracepointFormatException("a format has lines with name: and ID:, this one not");
    }
    return new TracepointFormat(name, id, fields);
  }

  private static int number(String digits) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw new TracepointFormatException("not a number in a format: " + digits);
    }
  }

  private static TracepointField field(String line) {
    Matcher matcher = FIELD.matcher(line);
    if (!matcher.matches()) {
      throw new TracepointFormatException("a field is declared as \"" + line.strip() + "\"");
    }
    String declared = ATTRIBUTE.matcher(matcher.group(1)).replaceAll("").strip();
    Place place =
        new Place(
            number(matcher.group(2)), number(matcher.group(3)), !"0".equals(matcher.group(4)));
    if (declared.startsWith(DATA_LOC)) {
      return located(declared.substring(DATA_LOC.length()), Kind.DATA_LOC, place);
    } else if (declared.startsWith(REL_LOC)) {
      return located(declared.substring(REL_LOC.length()), Kind.REL_LOC, place);
    }
    Matcher parts = DECLARATION.matcher(declared);
    if (!parts.matches()) {
      throw new TracepointFormatException("a field is declared as \"" + declared + "\"");
    }
    String type = parts.group(1).strip();
    String name = parts.group(2);
    if (!parts.group(3).isEmpty()) {
      return place.field(name, type, Kind.ARRAY, elementSize(type, parts.group(3), place.size));
    }
    boolean isScalar = place.size > 0 && place.size <= 8 && Integer.bitCount(place.size) == 1;
    return isScalar
        ? place.field(name, type, Kind.SCALAR, significant(type, place.size))
        : place.field(name, type, Kind.STRUCT, 0);
  }

  private static TracepointField located(String declared, Kind kind, Place place) {
    int space = declared.lastIndexOf(' ');
    String type = declared.substring(0, Math.max(space, 0)).strip();
    if (space < 0 || place.size != Integer.BYTES) {
      throw new TracepointFormatException("a field is declared as \"" + declared + "\"");
    }
    boolean isArray = type.endsWith("[]");
    String element = isArray ? type.substring(0, type.length() - 2).strip() : type;
    return place.field(declared.substring(space + 1), element, kind, sizeOf(element));
  }

  /** By the type if that is known, else by the length, which may be a macro's name. */
  private static int elementSize(String type, String brackets, int size) {
    int known = sizeOf(type);
    if (known > 0) {
      return size % known == 0 ? known : 0;
    }
    String length = brackets.substring(1, brackets.indexOf(']')).strip();
    if (length.matches("\\d{1,9}") && brackets.indexOf('[', 1) < 0) {
      int count = Integer.parseInt(length);
      return count > 0 && size % count == 0 ? size / count : 0;
    }
    return 0;
  }

  private static int significant(String type, int size) {
    int known = sizeOf(type);
    return known > 0 ? Math.min(known, size) : size;
  }

  private static int sizeOf(String type) {
    if (type.endsWith("*")) {
      return Long.BYTES;
    } else if (type.startsWith("enum ")) {
      return Integer.BYTES;
    }
    String last = type.substring(type.lastIndexOf(' ') + 1);
    String plain = last.startsWith("__") ? last.substring(2) : last;
    if (plain.equals("int") && type.contains("long") || type.contains("short")) {
      return type.contains("long") ? Long.BYTES : Short.BYTES;
    }
    return SIZES.getOrDefault(plain, 0);
  }

  private record Place(int offset, int size, boolean isSigned) {
    TracepointField field(String name, String type, Kind kind, int elementSize) {
      return new TracepointField(name, type, kind, offset, size, elementSize, isSigned);
    }
  }
}
