package bpf4j.maps.internal;

import bpf4j.maps.layout.ArrayLayout;
import bpf4j.maps.layout.Layout;
import bpf4j.maps.layout.LayoutException;
import bpf4j.maps.layout.StructField;
import bpf4j.maps.layout.StructLayout;
import bpf4j.syscall.bpf.MapFlags;
import bpf4j.syscall.bpf.MapType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where the kernel allows structs of its own in maps ({@code map_check_btf}). */
public final class KernelObjects {
  private static final String LOCK = "bpf_spin_lock";

  private static final Map<String, Set<MapType>> HOLDERS =
      Map.of(
          LOCK,
          Set.of(
              MapType.HASH,
              MapType.ARRAY,
              MapType.CGROUP_STORAGE,
              MapType.SK_STORAGE,
              MapType.INODE_STORAGE,
              MapType.TASK_STORAGE,
              MapType.CGRP_STORAGE),
          "bpf_timer",
          Set.of(MapType.HASH, MapType.LRU_HASH, MapType.ARRAY));

  private KernelObjects() {}

  /** Whether values have a lock. */
  public static boolean hasLock(Layout<?> values) {
    return namesIn(values).contains(LOCK);
  }

  /** Whether values hold anything of the kernel's own. */
  public static boolean hasAny(Layout<?> values) {
    return !namesIn(values).isEmpty();
  }

  /**
   * Checks that a map may hold what its layouts say.
   *
   * @throws LayoutException if not
   */
  static void check(MapType type, int flags, Layout<?> keys, Layout<?> values) {
    String inKeys = inside(keys);
    if (inKeys != null) {
      throw new LayoutException(inKeys + " in a key: keys are compared; put it into the value");
    }
    Set<String> seen = new HashSet<>();
    for (StructField field : fields(values)) {
      String name = nameOf(field.layout());
      if (name == null) {
        String inField = inside(field.layout());
        if (inField != null) {
          throw new LayoutException(
              inField
                  + " in "
                  + field.name()
                  + ": the kernel finds it only among the fields of the value itself");
        }
      } else if (!seen.add(name)) {
        throw new LayoutException(values + " has two of struct " + name + "; keep one");
      } else {
        checkHolder(type, flags, name);
      }
    }
    if (!(values instanceof StructLayout) && inside(values) != null) {
      throw new LayoutException(inside(values) + " in an array: make it a field of a class");
    }
  }

  private static void checkHolder(MapType type, int flags, String name) {
    Set<MapType> holders = HOLDERS.getOrDefault(name, Set.of());
    int unsuitable = MapFlags.MMAPABLE | MapFlags.RDONLY_PROG | MapFlags.WRONLY_PROG;
    if (!holders.contains(type) || (flags & unsuitable) != 0) {
      throw new LayoutException(
          "struct "
              + name
              + " cannot lie in this map ("
              + type.kernelName()
              + "); use an array or a hash map that programs may read and write, and Java does not"
              + " map");
    }
  }

  private static List<StructField> fields(Layout<?> layout) {
    return layout instanceof StructLayout<?> struct ? struct.fields() : List.of();
  }

  private static List<String> namesIn(Layout<?> values) {
    List<String> names = new ArrayList<>();
    for (StructField field : fields(values)) {
      String name = nameOf(field.layout());
      if (name != null) {
        names.add(name);
      }
    }
    return names;
  }

  private static String nameOf(Layout<?> layout) {
    return layout instanceof StructLayout<?> struct ? struct.kernelObject().orElse(null) : null;
  }

  /** The first of the kernel's structs in a layout, however deep; null if there is none. */
  private static String inside(Layout<?> layout) {
    if (nameOf(layout) != null) {
      return "struct " + nameOf(layout);
    }
    if (layout instanceof ArrayLayout<?> array) {
      return inside(array.element());
    }
    for (StructField field : fields(layout)) {
      String found = inside(field.layout());
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
