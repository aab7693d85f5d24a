package bpf4j.compiler.internal.cli.doctor;

import java.util.List;
import java.util.Locale;

/** Findings as a table; an arrow goes before each thing that one can do. */
final class TextReport {
  private TextReport() {}

  static String of(List<Finding> findings) {
    int width = findings.stream().mapToInt(f -> f.name().length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < findings.size(); i++) {
      Finding finding = findings.get(i);
      if (i == 0 || !finding.area().equals(findings.get(i - 1).area())) {
        text.append(String.format(Locale.ROOT, i == 0 ? "%s%n" : "%n%s%n", finding.area()));
      }
      text.append(
          String.format(
              Locale.ROOT,
              "  %-8s %-" + width + "s  %s%n",
              finding.status().text(),
              finding.name(),
              finding.detail()));
      if (!finding.remedy().isEmpty() && !isRepeated(findings, i)) {
        text.append(String.format(Locale.ROOT, "           -> %s%n", finding.remedy()));
      }
    }
    long bad = findings.stream().filter(f -> f.status() != Finding.Status.OK).count();
    text.append(
        bad == 0
            ? String.format("%nNothing stands in the way.%n")
            : String.format(
                "%n%d of %d are not ok; an arrow says how to change that.%n",
                bad, findings.size()));
    return text.toString();
  }

  /** What lifts several obstacles in a row is said once, behind the last. */
  private static boolean isRepeated(List<Finding> findings, int index) {
    return index + 1 < findings.size()
        && findings.get(index + 1).area().equals(findings.get(index).area())
        && findings.get(index + 1).remedy().equals(findings.get(index).remedy());
  }
}
