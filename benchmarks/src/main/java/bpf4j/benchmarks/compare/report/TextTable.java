package bpf4j.benchmarks.compare.report;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Rows as a terminal shows them, one line for each peer. */
public final class TextTable {
  private static final String END = System.lineSeparator();

  private TextTable() {}

  /** {@return the lines above the rows of a section, each with its end} */
  public static String heading(Section section) {
    return section.title()
        + END
        + line("", "beside", "theirs", "bpf4j", "ratio, clock [95 %]", "ratio, CPU [95 %]", "also");
  }

  /** {@return a row's lines, each with its end; peers that did not do it are left out} */
  public static String of(Row row) {
    StringBuilder text = new StringBuilder();
    String name = row.unit().isEmpty() ? row.name() : row.name() + ", " + row.unit();
    for (Side side : row.sides()) {
      if (side.reason() == null) {
        text.append(
            line(
                name,
                side.peer(),
                Cells.value(side.theirs()),
                Cells.value(side.ours()),
                Cells.ratio(side.ratio()),
                Cells.ratio(side.cpuRatio()),
                Cells.also(side.also())));
      }
    }
    if (row.problem() != null) {
      text.append(row.name()).append(": FAILED: ").append(row.problem()).append(END);
    }
    return text.toString();
  }

  /** {@return the peers that did not do all, why, and in how many rows, each with its end} */
  public static String missing(Section section) {
    Map<String, Integer> reasons = new LinkedHashMap<>();
    for (Row row : section.rows()) {
      for (Side side : row.sides()) {
        if (side.reason() != null) {
          reasons.merge(side.peer() + ": " + side.reason(), 1, Integer::sum);
        }
      }
    }
    return reasons.entrySet().stream()
        .map(entry -> "  in %d rows not beside %s%n".formatted(entry.getValue(), entry.getKey()))
        .collect(Collectors.joining());
  }

  private static String line(Object... cells) {
    return String.format(Locale.ROOT, "%-36s %-12s %12s %12s  %-22s %-22s %s", cells)
            .stripTrailing()
        + END;
  }
}
