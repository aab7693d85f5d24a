package bpf4j.maps.internal.table;

import bpf4j.maps.layout.ArrayLayout;
import bpf4j.maps.layout.JavaKind;
import bpf4j.maps.layout.Layout;
import bpf4j.maps.layout.ScalarLayout;
import bpf4j.maps.layout.StringLayout;
import bpf4j.maps.layout.StructField;
import bpf4j.maps.layout.StructLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes values of a layout apart: a column for each number, enum and string, named by its path.
 *
 * @param <T> the type of a value
 */
public final class Columns<T> {

  private final Layout<T> layout;
  private final List<Column> columns = new ArrayList<>();
  private final ByteBuffer memory;

  private record Column(String name, Layout<?> layout, int offset) {}

  /**
   * The columns of a layout.
   *
   * @param name what a value as a whole is called
   * @param layout the layout
   */
  public Columns(String name, Layout<T> layout) {
    this.layout = layout;
    this.memory = ByteBuffer.allocate(layout.size()).order(ByteOrder.nativeOrder());
    add(layout instanceof StructLayout<?> ? "" : name, layout, 0);
  }

  private void add(String name, Layout<?> part, int offset) {
    if (part instanceof StructLayout<?> struct) {
      for (StructField field : struct.fields()) {
        String path = name.isEmpty() ? field.name() : name + "." + field.name();
        add(path, field.layout(), offset + field.offset());
      }
    } else if (part instanceof ArrayLayout<?> array) {
      for (int i = 0; i < array.count(); i++) {
        add(name + "[" + i + "]", array.element(), offset + i * array.element().size());
      }
    } else {
      columns.add(new Column(name, part, offset));
    }
  }

  /** {@return the names of the columns} */
  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  /**
   * Takes a value apart.
   *
   * @param value the value
   * @return a {@code Long} for each number, a {@code String} for anything else
   */
  public List<Object> cells(T value) {
    layout.write(value, memory, 0);
    List<Object> cells = new ArrayList<>(columns.size());
    for (Column column : columns) {
      cells.add(cell(column));
    }
    return cells;
  }

  /**
   * Takes the values of all CPUs apart.
   *
   * @param values the values
   * @return for each number the sum of all, wrapping round; anything else of the first
   */
  public List<Object> sums(List<? extends T> values) {
    List<Object> sums = cells(values.get(0));
    for (T value : values.subList(1, values.size())) {
      List<Object> more = cells(value);
      for (int i = 0; i < sums.size(); i++) {
        if (sums.get(i) instanceof Long sum) {
          sums.set(i, sum + (Long) more.get(i));
        }
      }
    }
    return sums;
  }

  private Object cell(Column column) {
    if (column.layout() instanceof ScalarLayout<?> scalar) {
      long number = scalar.readLong(memory, column.offset());
      return scalar.kind() == JavaKind.ENUM ? scalar.fromLong(number).toString() : (Long) number;
    }
    return ((StringLayout) column.layout()).read(memory, column.offset());
  }
}
