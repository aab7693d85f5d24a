package bpf4j.perf.attach;

import java.util.OptionalLong;

/**
 * Functions of user space to attach a program to, and in which processes. Immutable.
 *
 * <pre>{@code
 * UserFunction.of("/bin/bash", "readline")
 * UserFunction.of("libssl.so.3", "SSL_write").inProcess(4711)
 * UserFunction.matching("c", "pthread_mutex_*").withCookie(7)
 * UserFunction.implementations("c", "strlen")
 * }</pre>
 *
 * @param file a path, or the name of a library ({@code libssl.so.3}, {@code ssl}) or program, as
 *     {@link bpf4j.elf.process.BinaryFiles} finds them
 * @param name the function, as {@code how} takes it
 * @param how what the name means
 * @param pid the process; none for all there are and will be
 * @param cookie what {@code bpf_get_attach_cookie} returns (Linux 5.15), 0 for none
 */
public record UserFunction(String file, String name, How how, OptionalLong pid, long cookie) {
  /** What a name means. */
  public enum How {
    /** One function, perhaps with a version and an offset: {@code memcpy@GLIBC_2.14+0x10}. */
    NAME,
    /** All functions whose names match: {@code *} stands for any characters, {@code ?} for one. */
    PATTERN,
    /** All implementations of a function that is chosen at run time (IFUNC). */
    IMPLEMENTATIONS
  }

  /**
   * One function, in all processes.
   *
   * @param file a path, or the name of a library or program
   * @param name its name, perhaps with {@code @VERSION} and {@code +offset}
   * @return the function
   */
  public static UserFunction of(String file, String name) {
    return new UserFunction(file, name, How.NAME, OptionalLong.empty(), 0);
  }

  /**
   * All functions whose names match, in all processes.
   *
   * @param file a path, or the name of a library or program
   * @param pattern where {@code *} stands for any characters and {@code ?} for one
   * @return the functions
   */
  public static UserFunction matching(String file, String pattern) {
    return new UserFunction(file, pattern, How.PATTERN, OptionalLong.empty(), 0);
  }

  /**
   * All implementations of a function that is chosen at run time (IFUNC), in all processes.
   *
   * @param file a path, or the name of a library or program
   * @param name such as {@code strlen}
   * @return the functions
   */
  public static UserFunction implementations(String file, String name) {
    return new UserFunction(file, name, How.IMPLEMENTATIONS, OptionalLong.empty(), 0);
  }

  /**
   * The same in one process only, whose libraries, and files where it runs in a container, are
   * meant.
   *
   * @param process its id
   * @return the function
   */
  public UserFunction inProcess(long process) {
    return new UserFunction(file, name, how, OptionalLong.of(process), cookie);
  }

  /**
   * The same with a number for the program.
   *
   * @param newCookie what {@code bpf_get_attach_cookie} returns (Linux 5.15)
   * @return the function
   */
  public UserFunction withCookie(long newCookie) {
    return new UserFunction(file, name, how, pid, newCookie);
  }
}
