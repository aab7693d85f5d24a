package bpf4j.maps.internal;

import bpf4j.maps.BpfMap;
import bpf4j.syscall.bpf.MapFlags;
import bpf4j.syscall.bpf.MapType;

/** What the kernel wants of maps inside others ({@code bpf_map_meta_equal} and its like). */
public final class InnerMaps {

  private InnerMaps() {}

  /**
   * Checks a template.
   *
   * @param <M> its type
   * @param template the map that those inside will be like
   * @return it
   * @throws IllegalArgumentException if maps of its type cannot be inside others
   */
  public static <M extends BpfMap> M checkTemplate(M template) {
    MapType type = template.type();
    boolean outer = type == MapType.ARRAY_OF_MAPS || type == MapType.HASH_OF_MAPS;
    boolean mapped = (template.flags() & MapFlags.MMAPABLE) != 0;
    if (outer || mapped || type == MapType.PROG_ARRAY || type == MapType.STRUCT_OPS) {
      throw new IllegalArgumentException(
          "template is "
              + template.name()
              + (mapped ? ", whose memory is mapped" : " of type " + type.kernelName())
              + ": such a map cannot be inside another");
    }
    return template;
  }

  /**
   * Checks a map to put.
   *
   * @param template what it must be like
   * @param map the map
   * @throws IllegalArgumentException if it differs
   */
  public static void check(BpfMap template, BpfMap map) {
    String difference =
        map.type() != template.type()
            ? "type"
            : map.flags() != template.flags()
                ? "flags"
                : map.keyLayout().size() != template.keyLayout().size()
                    ? "size of keys"
                    : map.valueLayout().size() != template.valueLayout().size()
                        ? "size of values"
                        : map.type() == MapType.ARRAY && map.maxEntries() != template.maxEntries()
                            ? "number of entries"
                            : null;
    if (difference != null) {
      throw new IllegalArgumentException(
          map.name() + " differs from the template " + template.name() + " in its " + difference);
    }
  }
}
