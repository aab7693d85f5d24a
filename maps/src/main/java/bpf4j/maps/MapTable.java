package bpf4j.maps;

import bpf4j.maps.internal.histogram.HistogramText;
import bpf4j.maps.internal.table.Columns;
import bpf4j.maps.internal.table.TableText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The entries of a map as they were at one moment, in rows and columns: a column for each number,
 * enum and string of the keys, then of the values, named by its path, as {@code from.port} or
 * {@code counts[3]}; {@code key}, {@code index} and {@code value} where there is but one. Of
 * per-CPU maps numbers are the sums over all CPUs. Immutable.
 *
 * <pre>{@code
 * System.out.print(MapTable.of(flows).top("bytes", 10));
 * }</pre>
 */
public final class MapTable {

  private final List<String> columns;
  private final int keys;
  private final List<List<Object>> rows;

  private MapTable(List<String> columns, int keys, List<List<Object>> rows) {
    this.columns = List.copyOf(columns);
    this.keys = keys;
    this.rows = rows.stream().map(List::copyOf).toList();
  }

  /** Collects rows. */
  private static final class Builder<K, V> {
    private final Columns<K> keys;
    private final Columns<V> values;
    private final List<List<Object>> rows = new ArrayList<>();

    Builder(Columns<K> keys, Columns<V> values) {
      this.keys = keys;
      this.values = values;
    }

    void add(K key, List<Object> cells) {
      List<Object> row = new ArrayList<>(keys.cells(key));
      row.addAll(cells);
      rows.add(row);
    }

    MapTable build() {
      List<String> names = new ArrayList<>(keys.names());
      names.addAll(values.names());
      return new MapTable(names, keys.names().size(), rows);
    }
  }

  /**
   * The entries of a hash map.
   *
   * @param <K> the type of a key
   * @param <V> the type of a value
   * @param map the map
   * @return the table, in the map's own order
   */
  public static <K, V> MapTable of(BpfHash<K, V> map) {
    Columns<V> values = new Columns<>("value", map.valueLayout());
    Builder<K, V> table = new Builder<>(new Columns<>("key", map.keyLayout()), values);
    map.forEach((key, value) -> table.add(key, values.cells(value)));
    return table.build();
  }

  /**
   * The entries of an array.
   *
   * @param <V> the type of a value
   * @param map the map
   * @return the table, by index
   */
  public static <V> MapTable of(BpfArray<V> map) {
    Columns<V> values = new Columns<>("value", map.valueLayout());
    Builder<Integer, V> table = new Builder<>(new Columns<>("index", map.keyLayout()), values);
    map.forEach((index, value) -> table.add(index, values.cells(value)));
    return table.build();
  }

  /**
   * The entries of a hash map with a value for each CPU.
   *
   * @param <K> the type of a key
   * @param <V> the type of one CPU's value
   * @param map the map
   * @return the table, in the map's own order
   */
  public static <K, V> MapTable of(BpfPerCpuHash<K, V> map) {
    Columns<V> values = new Columns<>("value", map.valueLayout());
    Builder<K, V> table = new Builder<>(new Columns<>("key", map.keyLayout()), values);
    map.forEach((key, perCpu) -> table.add(key, values.sums(perCpu)));
    return table.build();
  }

  /**
   * The entries of an array with a value for each CPU.
   *
   * @param <V> the type of one CPU's value
   * @param map the map
   * @return the table, by index
   */
  public static <V> MapTable of(BpfPerCpuArray<V> map) {
    Columns<V> values = new Columns<>("value", map.valueLayout());
    Builder<Integer, V> table = new Builder<>(new Columns<>("index", map.keyLayout()), values);
    map.forEach((index, perCpu) -> table.add(index, values.sums(perCpu)));
    return table.build();
  }

  /**
   * The entries of a trie. The prefixes are one column, {@code prefix}, of their {@code
   * toString()}.
   *
   * @param <K> the type of a prefix
   * @param <V> the type of a value
   * @param map the map
   * @return the table, longer prefixes before those they are part of
   */
  public static <K, V> MapTable of(BpfLpmTrie<K, V> map) {
    Columns<V> values = new Columns<>("value", map.valueLayout());
    List<String> names = new ArrayList<>(List.of("prefix"));
    names.addAll(values.names());
    List<List<Object>> rows = new ArrayList<>();
    map.forEach(
        (prefix, value) -> {
          List<Object> row = new ArrayList<>(List.of(prefix.toString()));
          row.addAll(values.cells(value));
          rows.add(row);
        });
    return new MapTable(names, 1, rows);
  }

  /**
   * The keys of a set; all columns are those of keys.
   *
   * @param <K> the type of a key
   * @param set the set
   * @return the table, in the set's own order
   */
  public static <K> MapTable of(BpfHashSet<K> set) {
    Columns<K> keys = new Columns<>("key", set.keyLayout());
    List<List<Object>> rows = new ArrayList<>();
    set.forEach(key -> rows.add(keys.cells(key)));
    return new MapTable(keys.names(), keys.names().size(), rows);
  }

  /** {@return the names of the columns, those of the keys first} */
  public List<String> columns() {
    return columns;
  }

  /** {@return the rows; a cell is a {@code Long} or a {@code String}} */
  public List<List<Object>> rows() {
    return rows;
  }

  /**
   * The rows with the highest numbers in a column, the highest first.
   *
   * @param column the name of a column of numbers
   * @param count how many rows at most
   * @return a table of these
   * @throws IllegalArgumentException if there is no such column, or it has no numbers
   */
  public MapTable top(String column, int count) {
    int index = columns.indexOf(column);
    if (index < 0 || !rows.stream().allMatch(row -> row.get(index) instanceof Long)) {
      throw new IllegalArgumentException(
          "no column of numbers is called \"" + column + "\"; there are " + columns);
    }
    Comparator<List<Object>> byNumber = Comparator.comparing(row -> (Long) row.get(index));
    return new MapTable(
        columns, keys, rows.stream().sorted(byNumber.reversed()).limit(count).toList());
  }

  /** {@return the table as comma-separated values (RFC 4180), the names first, with line feeds} */
  public String toCsv() {
    return TableText.csv(columns, rows);
  }

  /**
   * The table as text that Prometheus and its like read (OpenMetrics 1.0): a gauge for each column
   * of numbers among the values; the columns of the keys, and texts, are its labels.
   *
   * @param metric the first part of the gauges' names
   * @return the text, with its end mark
   */
  public String toOpenMetrics(String metric) {
    return TableText.openMetrics(metric, columns, keys, rows);
  }

  /**
   * The table as aligned lines, the names first.
   *
   * @param width how long a line may be
   * @return lines, each with a line feed
   */
  public String toText(int width) {
    return TableText.lines(columns, rows, width);
  }

  /** {@return {@link #toText} for this terminal, or for 80 columns if there is none} */
  @Override
  public String toString() {
    return toText(HistogramText.columns());
  }
}
