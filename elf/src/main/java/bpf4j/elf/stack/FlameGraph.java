package bpf4j.elf.stack;

import bpf4j.elf.internal.stack.StackTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A flame graph: one SVG file with all that it needs. Each function is a box as wide as the sum of
 * the stacks that go through it, upon the function that called it; a click on a box shows it alone,
 * a click on the lowest one shows all again.
 *
 * <pre>{@code
 * FlameGraph.of(stacks).title("Off-CPU time").unit("us").write(Path.of("off-cpu.svg"));
 * }</pre>
 *
 * <p>Immutable.
 */
public final class FlameGraph {
  private static final int WIDTH = 1200;
  private static final int MARGIN = 10;
  private static final int TOP = 40;
  private static final int ROW = 17;
  private static final double NARROWEST = 0.1;
  private static final double CHARACTER = 7;
  private static final int MOST_ROWS = 1024;

  /** Scales the boxes within the one that was clicked to the whole width. */
  private static final String SCRIPT =
      """
      var boxes = document.querySelectorAll('g.f'), width = 1180, margin = 10;
      function show(left, size) {
        boxes.forEach(function (g) {
          var x = +g.dataset.x, w = +g.dataset.w, r = g.querySelector('rect');
          var from = Math.max(x, left), to = Math.min(x + w, left + size);
          g.style.display = to - from > 0 ? '' : 'none';
          if (to - from <= 0) return;
          var px = margin + (from - left) / size * width, pw = (to - from) / size * width;
          r.setAttribute('x', px); r.setAttribute('width', pw);
          var t = g.querySelector('text'), n = Math.floor((pw - 6) / 7), s = g.dataset.n;
          t.setAttribute('x', px + 3);
          t.textContent = n < 3 ? '' : s.length <= n ? s : s.substring(0, n - 2) + '..';
        });
      }
      boxes.forEach(function (g) {
        g.addEventListener('click', function () { show(+g.dataset.x, +g.dataset.w); });
      });
      """;

  private final FoldedStacks stacks;
  private final String title;
  private final String unit;

  private FlameGraph(FoldedStacks stacks, String title, String unit) {
    this.stacks = stacks;
    this.title = title;
    this.unit = unit;
  }

  /**
   * Makes a flame graph.
   *
   * @param stacks the stacks; those with a number of 0 or less are left out
   * @return a graph with the title "Flame Graph" and the unit "samples"
   */
  public static FlameGraph of(FoldedStacks stacks) {
    return new FlameGraph(FoldedStacks.parse(stacks.toString()), "Flame Graph", "samples");
  }

  /**
   * Gives it a title.
   *
   * @param text what is written above
   * @return such a graph
   */
  public FlameGraph title(String text) {
    return new FlameGraph(stacks, text, unit);
  }

  /**
   * Says what the numbers count.
   *
   * @param text the unit, such as {@code us} or {@code bytes}
   * @return such a graph
   */
  public FlameGraph unit(String text) {
    return new FlameGraph(stacks, title, text);
  }

  /**
   * Writes the picture to a file.
   *
   * @param file the file, which is replaced
   * @throws UncheckedIOException when it cannot be written
   */
  public void write(Path file) {
    try {
      Files.writeString(file, toSvg(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the flame graph", e);
    }
  }

  /**
   * Draws the picture.
   *
   * @return an SVG document; boxes narrower than a tenth of a pixel and rows above the 1024th are
   *     left out
   */
  public String toSvg() {
    StackTree root = StackTree.of(stacks.asMap());
    int rows = rows(root, root.total(), 1);
    int height = TOP + rows * ROW + MARGIN;
    StringBuilder svg = new StringBuilder();
    svg.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        .append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + WIDTH + "\" height=\"")
        .append(height)
        .append("\" viewBox=\"0 0 " + WIDTH + " ")
        .append(height)
        .append("\" font-family=\"monospace\" font-size=\"12\">\n")
        .append("<rect width=\"100%\" height=\"100%\" fill=\"#fdfdf5\"/>\n")
        .append("<text x=\"" + WIDTH / 2 + "\" y=\"24\" font-size=\"17\" text-anchor=\"middle\">")
        .append(escape(title))
        .append("</text>\n");
    if (root.total() > 0) {
      boxes(svg, root, root.total(), 0, height - MARGIN - ROW);
    }
    return svg.append("<script><![CDATA[\n")
        .append(SCRIPT)
        .append("]]></script>\n</svg>\n")
        .toString();
  }

  private static double pixels(long value, long all) {
    return (double) value / all * (WIDTH - 2 * MARGIN);
  }

  private static int rows(StackTree node, long all, int depth) {
    int deepest = depth;
    for (StackTree callee : node.callees()) {
      if (pixels(callee.total(), all) >= NARROWEST && depth < MOST_ROWS) {
        deepest = Math.max(deepest, rows(callee, all, depth + 1));
      }
    }
    return deepest;
  }

  private void boxes(StringBuilder svg, StackTree node, long all, long left, int y) {
    box(svg, node, all, left, y);
    long at = left;
    for (StackTree callee : node.callees()) {
      if (pixels(callee.total(), all) >= NARROWEST && y - ROW >= TOP) {
        boxes(svg, callee, all, at, y - ROW);
      }
      at += callee.total();
    }
  }

  private void box(StringBuilder svg, StackTree node, long all, long left, int y) {
    double x = MARGIN + pixels(left, all);
    double width = pixels(node.total(), all);
    String name = escape(node.name());
    int room = (int) ((width - 6) / CHARACTER);
    String label =
        room < 3
            ? ""
            : node.name().length() <= room
                ? name
                : escape(node.name().substring(0, room - 2)) + "..";
    svg.append("<g class=\"f\" data-x=\"")
        .append(left)
        .append("\" data-w=\"")
        .append(node.total())
        .append("\" data-n=\"")
        .append(name)
        .append("\"><title>")
        .append(name)
        .append(String.format(Locale.ROOT, " (%,d ", node.total()))
        .append(escape(unit))
        .append(String.format(Locale.ROOT, ", %.2f%%)</title>", 100.0 * node.total() / all))
        .append(
            String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"1\" fill=\"%s\"/>",
                x,
                y,
                width,
                ROW - 1,
                color(node.name())))
        .append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%d\">", x + 3, y + 12))
        .append(label)
        .append("</text></g>\n");
  }

  /** A warm colour, always the same one for a name. */
  private static String color(String name) {
    int hash = name.hashCode() * 0x9e3779b9;
    int red = 205 + (hash >>> 26 & 0x1f);
    int green = 90 + (hash >>> 18 & 0x7f);
    int blue = 30 + (hash >>> 12 & 0x3f);
    return "rgb(" + red + "," + green + "," + blue + ")";
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                default -> {
                  // Not all characters may be in XML.
                  boolean isAllowed =
                      c >= 0x20 && (c < 0xd800 || c > 0xdfff) && c != 0xfffe && c != 0xffff;
                  escaped.appendCodePoint(isAllowed ? c : '?');
                }
              }
            });
    return escaped.toString();
  }
}
