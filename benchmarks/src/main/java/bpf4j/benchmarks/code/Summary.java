package bpf4j.benchmarks.code;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The geometric mean of each ratio, and its worst row. */
final class Summary {
  private Summary() {}

  static String of(List<Row> rows) {
    return line("slots, ours / clang's smallest", rows, Row::sizeRatio)
        + line("nanoseconds, ours / clang's fastest", rows, Row::timeRatio)
        + line("instructions the verifier walked", rows, Row::workRatio)
        + line("microseconds to compile a slot", rows, Row::effort);
  }

  private static String line(String what, List<Row> rows, ToDoubleFunction<Row> ratio) {
    List<Row> known = rows.stream().filter(row -> ratio.applyAsDouble(row) > 0).toList();
    if (known.isEmpty()) {
      return String.format("%-36s not measured%n", what);
    }
    double logs = known.stream().mapToDouble(row -> Math.log(ratio.applyAsDouble(row))).sum();
    Row worst = known.stream().max(Comparator.comparingDouble(ratio)).orElseThrow();
    return String.format(
        Locale.ROOT,
        "%-36s geometric mean %.3f of %d, worst %.3f (%s)%n",
        what,
        Math.exp(logs / known.size()),
        known.size(),
        ratio.applyAsDouble(worst),
        worst.entry().name().toLowerCase(Locale.ROOT));
  }
}
