package bpf4j.maps.internal;

import bpf4j.maps.layout.Layout;

/** Names for maps that were given none. */
final class MapNames {

  /** {@code BPF_OBJ_NAME_LEN} without the NUL at the end. */
  private static final int MAX_LENGTH = 15;

  private MapNames() {}

  /** The kind and the type of the values, as {@code hash_Flow}, without what the kernel refuses. */
  static String of(String kind, Layout<?> valueLayout) {
    StringBuilder name = new StringBuilder(kind).append('_');
    String type = valueLayout.javaType().getSimpleName();
    for (int i = 0; i < type.length() && name.length() < MAX_LENGTH; i++) {
      char c = type.charAt(i);
      if (isAllowed(c)) {
        name.append(c);
      }
    }
    return name.toString();
  }

  private static boolean isAllowed(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }
}
