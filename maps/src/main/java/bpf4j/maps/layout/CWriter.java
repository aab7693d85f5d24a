package bpf4j.maps.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Prints layouts as C; one writer per text, so that no struct is defined twice. */
final class CWriter {

  private static final Set<String> KEYWORDS =
      Set.of(
          "auto",
          "extern",
          "inline",
          "register",
          "restrict",
          "signed",
          "sizeof",
          "struct",
          "typedef",
          "typeof",
          "union",
          "unsigned",
          "asm",
          "bool");

  private final Map<StructLayout<?>, String> names = new HashMap<>();
  private final List<String> definitions = new ArrayList<>();

  String print(Layout<?> layout) {
    String type = typeName(layout);
    if (layout instanceof StructLayout) {
      return String.join("\n", definitions);
    }
    String declaration = type + dimension(layout);
    return definitions.isEmpty()
        ? declaration
        : String.join("\n", definitions) + "\n" + declaration;
  }

  /** The type to the left of a declared name; defines structs on the way. */
  private String typeName(Layout<?> layout) {
    if (layout instanceof ScalarLayout<?> scalar) {
      return scalarName(scalar);
    } else if (layout instanceof StringLayout) {
      return "char";
    } else if (layout instanceof ArrayLayout<?> array) {
      return typeName(array.element());
    } else if (layout instanceof EmptyLayout) {
      return "void";
    }
    return "struct " + define((StructLayout<?>) layout);
  }

  /** What stands to the right of a declared name. */
  private static String dimension(Layout<?> layout) {
    if (layout instanceof StringLayout) {
      return "[" + layout.size() + "]";
    } else if (layout instanceof ArrayLayout<?> array) {
      return "[" + array.count() + "]" + dimension(array.element());
    }
    return "";
  }

  private String define(StructLayout<?> struct) {
    String known = names.get(struct);
    if (known != null) {
      return known;
    }
    StringBuilder body = new StringBuilder();
    for (StructField field : struct.fields()) {
      body.append("  ")
          .append(typeName(field.layout()))
          .append(' ')
          .append(identifier(field.name()))
          .append(dimension(field.layout()))
          .append(";\n");
    }
    String name = unusedName(struct.nameInC());
    names.put(struct, name);
    definitions.add("struct " + name + " {\n" + body + "};\n");
    return name;
  }

  private String unusedName(String name) {
    String candidate = name;
    for (int i = 2; names.containsValue(candidate); i++) {
      candidate = name + "_" + i;
    }
    return candidate;
  }

  /** The kernel's own names, as in {@code linux/types.h}. */
  static String scalarName(ScalarLayout<?> scalar) {
    if (scalar.kind() == JavaKind.BOOLEAN) {
      return "_Bool";
    }
    return switch (scalar.width()) {
      case 1 -> scalar.signed() ? "__s8" : "__u8";
      case 2 -> scalar.bigEndian() ? "__be16" : scalar.signed() ? "__s16" : "__u16";
      case 4 -> scalar.bigEndian() ? "__be32" : scalar.signed() ? "__s32" : "__u32";
      default -> scalar.bigEndian() ? "__be64" : scalar.signed() ? "__s64" : "__u64";
    };
  }

  /** A Java name as a C identifier: other characters become {@code _} and their code in hex. */
  static String identifier(String name) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean plain =
          c == '_' || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
      if (plain) {
        out.append(c);
      } else {
        out.append('_').append(Integer.toHexString(c));
      }
    }
    return KEYWORDS.contains(name) ? out.append('_').toString() : out.toString();
  }
}
