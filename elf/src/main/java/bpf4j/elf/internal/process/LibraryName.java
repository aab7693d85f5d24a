package bpf4j.elf.internal.process;

/**
 * A library as people name it: {@code c}, {@code ssl}, {@code libssl.so} or {@code libssl.so.3}.
 *
 * @param stem the name up to {@code .so}, such as {@code libssl}
 * @param version what comes after {@code .so}, such as {@code .3}, or the empty string for any
 * @param isExact whether it was written with {@code .so}
 */
public record LibraryName(String stem, String version, boolean isExact) {
  private static final String SUFFIX = ".so";

  /**
   * Parses a name.
   *
   * @param name the name, without a directory
   * @return what it means
   */
  public static LibraryName parse(String name) {
    int suffix = name.indexOf(SUFFIX);
    boolean ends =
        suffix > 0
            && (suffix + SUFFIX.length() == name.length()
                || name.charAt(suffix + SUFFIX.length()) == '.');
    return ends
        ? new LibraryName(name.substring(0, suffix), name.substring(suffix + 3), true)
        : new LibraryName("lib" + name, "", false);
  }

  /**
   * Tells whether a file may be this library.
   *
   * @param fileName the name of a file
   * @return true for {@code libssl.so.3.1} when {@code libssl.so.3} is asked for, but not for
   *     {@code libssl.so.30}
   */
  public boolean matches(String fileName) {
    String start = stem + SUFFIX + version;
    return fileName.equals(start) || fileName.startsWith(start + ".");
  }
}
