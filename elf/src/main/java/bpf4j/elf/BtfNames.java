package bpf4j.elf;

/**
 * The names that the kernel accepts in BTF ({@code btf_name_valid_identifier} in {@code
 * kernel/bpf/btf.c}).
 *
 * <p>A name is an identifier of C: ASCII letters, digits and underscores, not starting with a
 * digit, and at most {@value #MAX_LENGTH} characters long. Newer kernels take a little more (dots,
 * longer names); what is accepted here is accepted by every kernel that has BTF.
 */
public final class BtfNames {
  /**
   * The most characters that a name may have: {@code KSYM_NAME_LEN} less its terminating zero, as
   * it was before Linux 6.1 raised it to 512.
   */
  public static final int MAX_LENGTH = 127;

  private BtfNames() {}

  /**
   * Tells whether the kernel accepts a name for a function, parameter, type, member or variable.
   *
   * @param name the name
   * @return true for an identifier of C that is not too long
   */
  public static boolean isValid(String name) {
    int length = name.length();
    if (length == 0 || length > MAX_LENGTH || !isStart(name.charAt(0))) {
      return false;
    }
    for (int i = 1; i < length; i++) {
      if (!isPart(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Tells whether the kernel accepts a name for a data section, in which dots are allowed.
   *
   * @param name the name, such as {@code .maps}
   * @return true when it is accepted
   */
  public static boolean isValidSection(String name) {
    int length = name.length();
    if (length == 0 || length > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = name.charAt(i);
      if (c != '.' && !(i == 0 ? isStart(c) : isPart(c))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Turns any text into a valid name: each character that is not allowed becomes an underscore, an
   * underscore is put before a leading digit, and what is too long is cut off. A valid name is
   * returned as it is. Different texts may end up as the same name: BTF does not ask for the names
   * of functions to differ, but a struct's members should.
   *
   * @param text the text, such as {@code lambda$main$0}
   * @return the name, such as {@code lambda_main_0}
   */
  public static String mangle(String text) {
    if (isValid(text)) {
      return text;
    }
    StringBuilder name = new StringBuilder(Math.min(text.length(), MAX_LENGTH) + 1);
    if (text.isEmpty() || isDigit(text.charAt(0))) {
      name.append('_');
    }
    for (int i = 0; i < text.length() && name.length() < MAX_LENGTH; i++) {
      char c = text.charAt(i);
      name.append(isPart(c) ? c : '_');
    }
    return name.toString();
  }

  private static boolean isStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isPart(char c) {
    return isStart(c) || isDigit(c);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
