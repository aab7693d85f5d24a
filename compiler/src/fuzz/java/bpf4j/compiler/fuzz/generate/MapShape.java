package bpf4j.compiler.fuzz.generate;

import bpf4j.compiler.fuzz.ast.Type;
import java.util.List;

/**
 * A map that programs use.
 *
 * @param name its field in the environment, and the local variable that programs capture
 * @param key the type of its keys
 * @param value the type of its values; null for a set
 * @param capacity its entries
 */
record MapShape(String name, Kind kind, Type key, Type value, int capacity) {
  enum Kind {
    ARRAY,
    HASH,
    SET
  }

  /** All maps but the one for results. */
  static final List<MapShape> ALL =
      List.of(
          new MapShape("longs", Kind.ARRAY, Type.INT, Type.LONG, 8),
          new MapShape("ints", Kind.ARRAY, Type.INT, Type.INT, 5),
          new MapShape("bytes", Kind.ARRAY, Type.INT, Type.BYTE, 8),
          new MapShape("byInt", Kind.HASH, Type.INT, Type.LONG, 16),
          new MapShape("byLong", Kind.HASH, Type.LONG, Type.INT, 4),
          new MapShape("set", Kind.SET, Type.INT, null, 4));

  /** Where programs put what they have computed. */
  static final MapShape RESULTS = new MapShape("results", Kind.ARRAY, Type.INT, Type.LONG, 16);

  String box(Type type) {
    return switch (type) {
      case BYTE -> "Byte";
      case INT -> "Integer";
      default -> "Long";
    };
  }

  /** The declaration of the local variable that a program captures. */
  String declaration() {
    String type =
        switch (kind) {
          case ARRAY -> "BpfArray<%s>".formatted(box(value));
          case HASH -> "BpfHash<%s, %s>".formatted(box(key), box(value));
          case SET -> "BpfHashSet<%s>".formatted(box(key));
        };
    return "%s %s = environment.%s;".formatted(type, name, name);
  }
}
