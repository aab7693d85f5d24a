package bpf4j.syscall.bpf;

/** The kernel's rule for names of maps and programs ({@code bpf_obj_name_cpy}). */
final class ObjectNames {
  private static final int MAX_LENGTH = 15;
  private static final String ALLOWED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.";

  private ObjectNames() {}

  static void check(String name) {
    if (name.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a kernel object's name has at most " + MAX_LENGTH + " characters: " + name);
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean allowed = ALLOWED.indexOf(c) >= 0;
      if (!allowed) {
        throw new IllegalArgumentException(
            "a kernel object's name has only ASCII letters, digits, '_' and '.': " + name);
      }
    }
  }
}
