package bpf4j.benchmarks.compare.report;

import bpf4j.benchmarks.compare.measure.Median;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A section's ratios as a drawing (SVG): a line for each row and peer, a dot at the ratio, a bar
 * over its interval, on a logarithmic scale with 1 in the middle; left of that is better.
 */
final class Plot {
  private static final int LABELS = 360;
  private static final int WIDTH = 520;
  private static final int NUMBERS = 80;
  private static final int LINE = 18;
  private static final int TOP = 26;

  /** What is drawn on one line. */
  private record Mark(String label, Median ratio) {}

  private final List<Mark> marks = new ArrayList<>();
  private double reach = Math.log(2);

  private Plot() {}

  /** The drawing; empty if there is nothing to draw. */
  static String of(Section section) {
    Plot plot = new Plot();
    for (Row row : section.rows()) {
      for (Side side : row.sides()) {
        if (side.ratio() != null && side.ratio().value() > 0) {
          plot.add(new Mark(row.name() + " | " + side.peer(), side.ratio()));
        }
      }
    }
    return plot.marks.isEmpty() ? "" : plot.draw();
  }

  private void add(Mark mark) {
    marks.add(mark);
    reach = Math.max(reach, Math.abs(Math.log(mark.ratio().value())) * 1.1);
  }

  private double x(double ratio) {
    double at = Math.log(Math.max(ratio, 1e-9)) / reach;
    return LABELS + WIDTH * (Math.max(-1, Math.min(1, at)) + 1) / 2;
  }

  private String draw() {
    int height = TOP + marks.size() * LINE + 8;
    StringBuilder svg = new StringBuilder();
    put(
        svg,
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' role='img'>",
        LABELS + WIDTH + NUMBERS,
        height,
        LABELS + WIDTH + NUMBERS);
    for (double tick : new double[] {0.001, 0.01, 0.1, 0.25, 0.5, 1, 2, 4, 10, 100, 1000}) {
      if (Math.abs(Math.log(tick)) <= reach) {
        put(
            svg,
            "<line class='%s' x1='%.1f' x2='%.1f' y1='%d' y2='%d'/>",
            tick == 1 ? "one" : "tick",
            x(tick),
            x(tick),
            TOP - 6,
            height);
        put(
            svg,
            "<text x='%.1f' y='%d' text-anchor='middle'>%s</text>",
            x(tick),
            TOP - 10,
            tick(tick));
      }
    }
    for (int i = 0; i < marks.size(); i++) {
      draw(svg, marks.get(i), TOP + i * LINE + LINE / 2);
    }
    return svg.append("</svg>\n").toString();
  }

  private void draw(StringBuilder svg, Mark mark, int y) {
    Median ratio = mark.ratio();
    String kind = ratio.high() < 1 ? "better" : ratio.low() > 1 ? "worse" : "even";
    put(
        svg,
        "<text x='%d' y='%d' text-anchor='end'>%s</text>",
        LABELS - 8,
        y + 4,
        Html.escape(mark.label()));
    put(
        svg,
        "<line class='%s' x1='%.1f' x2='%.1f' y1='%d' y2='%d'/>",
        kind,
        x(ratio.low()),
        x(ratio.high()),
        y,
        y);
    put(svg, "<circle class='%s' cx='%.1f' cy='%d' r='4'/>", kind, x(ratio.value()), y);
    put(svg, "<text x='%d' y='%d'>%.3f</text>", LABELS + WIDTH + 8, y + 4, ratio.value());
  }

  private static String tick(double value) {
    return value >= 1 ? Long.toString((long) value) : Double.toString(value);
  }

  private static void put(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
