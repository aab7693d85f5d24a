package bpf4j.perf.attach;

/**
 * Functions of the kernel to attach a program to. Immutable.
 *
 * @param name a function's name; of a pattern one in which {@code *} stands for any characters and
 *     {@code ?} for one
 * @param isPattern whether all functions whose names match are meant
 * @param offset bytes into the function, 0 for its entry; must be that of an instruction
 * @param cookie what {@code bpf_get_attach_cookie} returns (Linux 5.15), 0 for none
 */
public record KernelFunction(String name, boolean isPattern, long offset, long cookie) {
  /** Refuses offsets into functions that a pattern means. */
  public KernelFunction {
    if (isPattern && offset != 0 || offset < 0) {
      throw new IllegalArgumentException("an offset is one into a single function");
    }
  }

  /**
   * One function.
   *
   * @param name its name, as {@code /proc/kallsyms} has it; system calls may be named without the
   *     architecture's prefix: {@code sys_write}
   * @return the function
   */
  public static KernelFunction of(String name) {
    return new KernelFunction(name, false, 0, 0);
  }

  /**
   * All functions whose names match and that can be attached to.
   *
   * @param pattern where {@code *} stands for any characters and {@code ?} for one
   * @return the functions
   */
  public static KernelFunction matching(String pattern) {
    return new KernelFunction(pattern, true, 0, 0);
  }

  /**
   * A place in the function.
   *
   * @param bytes how far into it, to the beginning of an instruction
   * @return the place
   */
  public KernelFunction at(long bytes) {
    return new KernelFunction(name, isPattern, bytes, cookie);
  }

  /**
   * The same with a number for the program.
   *
   * @param newCookie what {@code bpf_get_attach_cookie} returns (Linux 5.15)
   * @return the function
   */
  public KernelFunction withCookie(long newCookie) {
    return new KernelFunction(name, isPattern, offset, newCookie);
  }
}
