package bpf4j.maps.internal.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes tables of numbers and texts. */
public final class TableText {

  private TableText() {}

  /**
   * {@return comma-separated values as RFC 4180 has them, with line feeds}
   *
   * @param names the names of the columns
   * @param rows the rows
   */
  public static String csv(List<String> names, List<List<Object>> rows) {
    StringBuilder out = new StringBuilder();
    out.append(names.stream().map(TableText::quoted).collect(Collectors.joining(","))).append('\n');
    for (List<Object> row : rows) {
      out.append(row.stream().map(TableText::quoted).collect(Collectors.joining(",")));
      out.append('\n');
    }
    return out.toString();
  }

  private static String quoted(Object cell) {
    String text = cell.toString();
    boolean special = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return special ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  /**
   * {@return lines with numbers to the right and texts to the left, cut to a width}
   *
   * @param names the names of the columns
   * @param rows the rows
   * @param width how long a line may be
   */
  public static String lines(List<String> names, List<List<Object>> rows, int width) {
    List<List<Object>> all = new ArrayList<>();
    all.add(List.copyOf(names));
    all.addAll(rows);
    StringBuilder out = new StringBuilder();
    for (List<Object> row : all) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < names.size(); i++) {
        int column = i;
        int wide = all.stream().mapToInt(r -> r.get(column).toString().length()).max().orElse(0);
        boolean number = rows.stream().allMatch(r -> r.get(column) instanceof Long);
        String text = row.get(i).toString();
        String space = " ".repeat(wide - text.length());
        line.append(i == 0 ? "" : "  ").append(number ? space + text : text + space);
      }
      String whole = line.toString().stripTrailing();
      out.append(whole, 0, Math.min(width, whole.length())).append('\n');
    }
    return out.toString();
  }

  /**
   * {@return a gauge for each column of numbers, as OpenMetrics 1.0 writes them}
   *
   * @param metric the first part of the gauges' names
   * @param names the names of the columns
   * @param keys how many columns from the first on are labels; texts are in any case
   * @param rows the rows
   */
  public static String openMetrics(
      String metric, List<String> names, int keys, List<List<Object>> rows) {
    StringBuilder out = new StringBuilder();
    for (int i = keys; i < names.size(); i++) {
      int column = i;
      if (rows.isEmpty() || !rows.stream().allMatch(row -> row.get(column) instanceof Long)) {
        continue;
      }
      String name = identifier(metric + "_" + names.get(i));
      out.append("# TYPE ").append(name).append(" gauge\n");
      for (List<Object> row : rows) {
        out.append(name).append(labels(names, keys, row));
        out.append(' ').append(row.get(i)).append('\n');
      }
    }
    return out.append("# EOF\n").toString();
  }

  private static String labels(List<String> names, int keys, List<Object> row) {
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (i < keys || row.get(i) instanceof String) {
        String text = row.get(i).toString();
        String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        labels.add(identifier(names.get(i)) + "=\"" + escaped + '"');
      }
    }
    return labels.isEmpty() ? "" : "{" + String.join(",", labels) + "}";
  }

  private static String identifier(String name) {
    String plain = name.replaceAll("[^a-zA-Z0-9]+", "_").replaceAll("_$", "");
    String lower = plain.toLowerCase(Locale.ROOT);
    return lower.isEmpty() || Character.isDigit(lower.charAt(0)) ? "_" + lower : lower;
  }
}
