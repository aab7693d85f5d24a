package bpf4j.compiler.internal.cli.doctor;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Findings as JSON (RFC 8259): an object with an array of objects, all of whose values are text.
 */
final class JsonReport {
  private JsonReport() {}

  static String of(List<Finding> findings) {
    return findings.stream()
        .map(JsonReport::object)
        .collect(Collectors.joining(",\n    ", "{\n  \"findings\": [\n    ", "\n  ]\n}\n"));
  }

  private static String object(Finding finding) {
    return "{\"area\": "
        + string(finding.area())
        + ", \"name\": "
        + string(finding.name())
        + ", \"status\": "
        + string(finding.status().text())
        + ", \"detail\": "
        + string(finding.detail())
        + ", \"remedy\": "
        + string(finding.remedy())
        + "}";
  }

  static String string(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
