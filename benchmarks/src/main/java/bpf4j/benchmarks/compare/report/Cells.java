package bpf4j.benchmarks.compare.report;

import bpf4j.benchmarks.compare.measure.Median;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Numbers as tables show them. */
final class Cells {
  private Cells() {}

  /** A number with three digits or more that count, and thousands set apart. */
  static String number(double value) {
    double size = Math.abs(value);
    String format =
        size >= 100 || value == Math.rint(value) ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  static String value(Median median) {
    return median == null ? "" : number(median.value());
  }

  /** With its interval, if it has one. */
  static String ratio(Median median) {
    if (median == null) {
      return "";
    }
    return median.low() == median.high()
        ? String.format(Locale.ROOT, "%.3f", median.value())
        : median.toString();
  }

  static String also(Map<String, Double> also) {
    return also.entrySet().stream()
        .map(entry -> entry.getKey() + " " + number(entry.getValue()))
        .collect(Collectors.joining(", "));
  }
}
