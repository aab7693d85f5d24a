package bpf4j.compiler.fuzz.generate;

import bpf4j.compiler.fuzz.ast.Type;
import java.util.List;
import java.util.Locale;

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
    GLOBAL_ARRAY,
    HASH,
    LRU_HASH,
    SET,
    PER_CPU_ARRAY
  }

  /** All maps but the one for results. */
  static final List<MapShape> ALL =
      List.of(
          new MapShape("longs", Kind.ARRAY, Type.INT, Type.LONG, 8),
          new MapShape("ints", Kind.ARRAY, Type.INT, Type.INT, 5),
          new MapShape("bytes", Kind.ARRAY, Type.INT, Type.BYTE, 8),
          new MapShape("table", Kind.GLOBAL_ARRAY, Type.INT, Type.LONG, 8),
          new MapShape("octetTable", Kind.GLOBAL_ARRAY, Type.INT, Type.INT, 5),
          new MapShape("byInt", Kind.HASH, Type.INT, Type.LONG, 16),
          new MapShape("byLong", Kind.HASH, Type.LONG, Type.INT, 4),
          new MapShape("recent", Kind.LRU_HASH, Type.INT, Type.LONG, 1024),
          new MapShape("set", Kind.SET, Type.INT, null, 4),
          new MapShape("perCpu", Kind.PER_CPU_ARRAY, Type.INT, Type.LONG, 4));

  /** Where programs put what they have computed. */
  static final MapShape RESULTS = new MapShape("results", Kind.ARRAY, Type.INT, Type.LONG, 16);

  String box(Type type) {
    return switch (type) {
      case BYTE -> "Byte";
      case INT -> "Integer";
      default -> "Long";
    };
  }

  boolean isArray() {
    return kind == Kind.ARRAY || kind == Kind.GLOBAL_ARRAY || kind == Kind.PER_CPU_ARRAY;
  }

  boolean isHash() {
    return kind == Kind.HASH || kind == Kind.LRU_HASH;
  }

  /** The name of an operation, which is the one of this CPU's element where there is one a CPU. */
  String operation(String name) {
    if (kind != Kind.PER_CPU_ARRAY) {
      return name;
    }
    return switch (name) {
      case "get" -> "local";
      case "put" -> "putLocal";
      default -> name;
    };
  }

  /** What the histogram counts an operation as. */
  String feature(String operation) {
    return "%s map: %s"
        .formatted(kind.name().toLowerCase(Locale.ROOT).replace('_', ' '), operation);
  }

  /** The declaration of the local variable that a program captures. */
  String declaration() {
    String type =
        switch (kind) {
          case ARRAY -> "BpfArray<%s>".formatted(box(value));
          case GLOBAL_ARRAY -> "BpfGlobalArray<%s>".formatted(box(value));
          case HASH, LRU_HASH -> "BpfHash<%s, %s>".formatted(box(key), box(value));
          case SET -> "BpfHashSet<%s>".formatted(box(key));
          case PER_CPU_ARRAY -> "BpfPerCpuArray<%s>".formatted(box(value));
        };
    return "%s %s = environment.%s;".formatted(type, name, name);
  }
}
