package bpf4j.benchmarks.compare.report;

import bpf4j.benchmarks.compare.measure.Median;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The report as JSON: the records as objects, with the same names. */
final class Json {
  private Json() {}

  static String of(Report report) {
    return "{\"facts\": "
        + object(report.facts(), Json::string)
        + ",\n\"sections\": "
        + array(report.sections(), Json::section)
        + "}\n";
  }

  private static String section(Section section) {
    return "{\"name\": %s, \"title\": %s, \"method\": %s, \"rows\": %s}"
        .formatted(
            string(section.name()),
            string(section.title()),
            string(section.method()),
            array(section.rows(), Json::row));
  }

  private static String row(Row row) {
    return "{\"name\": %s, \"unit\": %s, \"problem\": %s, \"sides\": %s}"
        .formatted(
            string(row.name()),
            string(row.unit()),
            string(row.problem()),
            array(row.sides(), Json::side));
  }

  private static String side(Side side) {
    return "{\"peer\": %s, \"ours\": %s, \"theirs\": %s, \"ratio\": %s, \"cpuRatio\": %s, \"also\": %s, \"reason\": %s}"
        .formatted(
            string(side.peer()),
            median(side.ours()),
            median(side.theirs()),
            median(side.ratio()),
            median(side.cpuRatio()),
            object(side.also(), Json::number),
            string(side.reason()));
  }

  private static String median(Median median) {
    return median == null
        ? "null"
        : "{\"value\": %s, \"low\": %s, \"high\": %s}"
            .formatted(number(median.value()), number(median.low()), number(median.high()));
  }

  private static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.6g", value) : "null";
  }

  private static <T> String array(List<T> values, Function<T, String> form) {
    return values.stream().map(form).collect(Collectors.joining(",\n", "[", "]"));
  }

  private static <T> String object(Map<String, T> values, Function<T, String> form) {
    return values.entrySet().stream()
        .map(entry -> string(entry.getKey()) + ": " + form.apply(entry.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String string(String text) {
    if (text == null) {
      return "null";
    }
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
