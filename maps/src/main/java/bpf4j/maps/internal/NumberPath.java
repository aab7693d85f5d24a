package bpf4j.maps.internal;

import bpf4j.maps.layout.ArrayLayout;
import bpf4j.maps.layout.Layout;
import bpf4j.maps.layout.ScalarLayout;
import bpf4j.maps.layout.StructField;
import bpf4j.maps.layout.StructLayout;
import java.util.Objects;

/**
 * Where a number lies inside a value.
 *
 * @param layout its layout
 * @param offset bytes from the start of the value
 */
public record NumberPath(ScalarLayout<?> layout, int offset) {

  /**
   * Follows a path.
   *
   * @param root the layout of the value
   * @param path names of fields after dots, indexes in brackets
   * @return the number's place
   * @throws IllegalArgumentException if the path leads nowhere, or not to a number
   */
  public static NumberPath of(Layout<?> root, String path) {
    Objects.requireNonNull(path, "path");
    Layout<?> layout = root;
    int offset = 0;
    for (String step : path.isEmpty() ? new String[0] : path.replace("[", ".[").split("\\.", -1)) {
      if (step.isEmpty()) {
        continue;
      }
      if (layout instanceof StructLayout<?> struct && !step.startsWith("[")) {
        StructField field = field(struct, step, path);
        layout = field.layout();
        offset += field.offset();
      } else if (layout instanceof ArrayLayout<?> array && step.startsWith("[")) {
        layout = array.element();
        offset += index(step, array, path) * layout.size();
      } else {
        throw new IllegalArgumentException(
            "'"
                + step
                + "' of \""
                + path
                + "\" is asked of "
                + layout
                + ", which has no such part");
      }
    }
    if (layout instanceof ScalarLayout<?> scalar) {
      return new NumberPath(scalar, offset);
    }
    throw new IllegalArgumentException(
        "\"" + path + "\" is " + layout + ", no integer; name one of its parts");
  }

  private static StructField field(StructLayout<?> struct, String name, String path) {
    for (StructField field : struct.fields()) {
      if (field.name().equals(name)) {
        return field;
      }
    }
    throw new IllegalArgumentException(
        "\""
            + path
            + "\": "
            + struct
            + " has no field "
            + name
            + "; it has "
            + String.join(", ", struct.fields().stream().map(StructField::name).toList()));
  }

  private static int index(String step, ArrayLayout<?> array, String path) {
    String digits = step.endsWith("]") ? step.substring(1, step.length() - 1) : "";
    if (!digits.matches("[0-9]{1,9}") || Integer.parseInt(digits) >= array.count()) {
      throw new IllegalArgumentException(
          "\"" + path + "\": " + step + " is no index of " + array + ", such as [0]");
    }
    return Integer.parseInt(digits);
  }
}
