package bpf4j.benchmarks.compare.report;

/** The report as Markdown. */
final class Markdown {
  private Markdown() {}

  static String of(Report report) {
    StringBuilder text = new StringBuilder("# What it costs, here and elsewhere\n\n");
    report
        .facts()
        .forEach(
            (what, fact) -> text.append("- ").append(what).append(": ").append(fact).append('\n'));
    for (Section section : report.sections()) {
      text.append("\n## ").append(section.title()).append("\n\n").append(section.method());
      text.append(
          "\n\n| | beside | theirs | bpf4j | ratio, clock [95 %] | ratio, CPU [95 %] | also |\n");
      text.append("| --- | --- | ---: | ---: | --- | --- | --- |\n");
      section.rows().forEach(row -> append(text, row));
    }
    return text.toString();
  }

  private static void append(StringBuilder text, Row row) {
    String name = row.unit().isEmpty() ? row.name() : row.name() + ", " + row.unit();
    for (Side side : row.sides()) {
      line(
          text,
          name,
          side.peer(),
          Cells.value(side.theirs()),
          Cells.value(side.ours()),
          Cells.ratio(side.ratio()),
          Cells.ratio(side.cpuRatio()),
          side.reason() != null ? side.reason() : Cells.also(side.also()));
    }
    if (row.problem() != null) {
      line(text, row.name(), "", "", "", "", "", "**failed**: " + row.problem());
    }
  }

  private static void line(StringBuilder text, String... cells) {
    for (String cell : cells) {
      text.append("| ").append(cell.replace("|", "\\|").replaceAll("\\R", " ")).append(' ');
    }
    text.append("|\n");
  }
}
