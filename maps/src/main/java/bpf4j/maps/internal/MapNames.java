package bpf4j.maps.internal;

import bpf4j.maps.layout.Layout;

/** Names for maps. */
final class MapNames {

  /** {@code BPF_OBJ_NAME_LEN} without the NUL at the end. */
  private static final int MAX_LENGTH = 15;

  private MapNames() {}

  /** The kind and the type of the values, as {@code hash_Flow}, without what the kernel refuses. */
  static String of(String kind, Layout<?> valueLayout) {
    StringBuilder name = new StringBuilder(kind);
    if (valueLayout.size() > 0) {
      name.append('_');
      String type = valueLayout.javaType().getSimpleName();
      for (int i = 0; i < type.length() && name.length() < MAX_LENGTH; i++) {
        char c = type.charAt(i);
        if (isAllowed(c)) {
          name.append(c);
        }
      }
    }
    return name.toString();
  }

  /** A name that somebody gives. */
  static String check(String name) {
    boolean valid = !name.isEmpty() && name.length() <= MAX_LENGTH;
    for (int i = 0; valid && i < name.length(); i++) {
      valid = isAllowed(name.charAt(i)) || name.charAt(i) == '.';
    }
    if (!valid) {
      throw new IllegalArgumentException(
          "name is \""
              + name
              + "\": the kernel takes 1 to "
              + MAX_LENGTH
              + " letters, digits, _ and .");
    }
    return name;
  }

  private static boolean isAllowed(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }
}
