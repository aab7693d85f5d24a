package bpf4j.benchmarks.compare.report;

import java.util.Locale;

/** The report as one page that needs nothing else: tables, and drawings of the ratios. */
final class Html {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <title>What it costs, here and elsewhere</title>
      <style>
      body { font: 15px/1.45 sans-serif; max-width: 75em; margin: 2em auto; padding: 0 1em; }
      table { border-collapse: collapse; margin: 1em 0; font-size: 13px; }
      th, td { border-bottom: 1px solid #ddd; padding: 2px 10px; text-align: left; }
      td.number { text-align: right; font-variant-numeric: tabular-nums; }
      svg { font: 12px sans-serif; max-width: 100%; }
      svg line { stroke-width: 2; }
      svg .tick { stroke: #ddd; stroke-width: 1; } svg .one { stroke: #555; stroke-width: 1; }
      svg .better { stroke: #18794e; fill: #18794e; }
      svg .worse { stroke: #b42318; fill: #b42318; }
      svg .even { stroke: #555; fill: #555; }
      .failed { color: #b42318; font-weight: bold; }
      </style>
      </head>
      <body>
      <h1>What it costs, here and elsewhere</h1>
      <p>A dot is the ratio of our cost to the other's: left of 1 (green) we are better. Bars are 95 %
      intervals of the median.</p>
      """;

  private Html() {}

  static String of(Report report) {
    StringBuilder page = new StringBuilder(HEAD).append("<table>\n");
    report
        .facts()
        .forEach(
            (what, fact) ->
                page.append("<tr><th>")
                    .append(escape(what))
                    .append("</th><td>")
                    .append(escape(fact))
                    .append("</td></tr>\n"));
    page.append("</table>\n");
    for (Section section : report.sections()) {
      page.append(
          String.format(
              Locale.ROOT,
              "<h2 id=\"%s\">%s</h2>%n<p>%s</p>%n",
              escape(section.name()),
              escape(section.title()),
              escape(section.method())));
      page.append(Plot.of(section)).append("<table>\n<tr><th></th><th>beside</th><th>theirs</th>");
      page.append("<th>bpf4j</th><th>ratio, clock</th><th>ratio, CPU</th><th>also</th></tr>\n");
      section.rows().forEach(row -> append(page, row));
      page.append("</table>\n");
    }
    return page.append("</body>\n</html>\n").toString();
  }

  private static void append(StringBuilder page, Row row) {
    String name = row.unit().isEmpty() ? row.name() : row.name() + ", " + row.unit();
    for (Side side : row.sides()) {
      page.append("<tr><td>").append(escape(name)).append("</td>");
      page.append("<td>").append(escape(side.peer())).append("</td>");
      number(page, Cells.value(side.theirs()));
      number(page, Cells.value(side.ours()));
      number(page, Cells.ratio(side.ratio()));
      number(page, Cells.ratio(side.cpuRatio()));
      String last = side.reason() != null ? side.reason() : Cells.also(side.also());
      page.append("<td>").append(escape(last)).append("</td></tr>\n");
    }
    if (row.problem() != null) {
      page.append("<tr class=\"failed\"><td>").append(escape(row.name()));
      page.append("</td><td colspan=\"6\">").append(escape(row.problem())).append("</td></tr>\n");
    }
  }

  private static void number(StringBuilder page, String cell) {
    page.append("<td class=\"number\">").append(cell).append("</td>");
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
