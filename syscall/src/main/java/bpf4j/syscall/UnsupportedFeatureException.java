package bpf4j.syscall;

import java.util.Optional;

/**
 * The running kernel (or machine) does not have a feature. It is thrown only after the feature was
 * tried.
 *
 * <p>The cause, where there is one, is the {@link SyscallException} of the attempt.
 */
public class UnsupportedFeatureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is missing. */
  private final String feature;

  private final transient KernelVersion since;

  /**
   * Makes an exception for a feature that came with a known kernel.
   *
   * @param feature what is missing, for instance {@code BPF_MAP_TYPE_ARENA}
   * @param since the first kernel that has it, null when no mainline kernel is known to
   * @param cause the failed attempt, or null
   */
  public UnsupportedFeatureException(String feature, KernelVersion since, Throwable cause) {
    super(message(feature, since), cause);
    this.feature = feature;
    this.since = since;
  }

  private static String message(String feature, KernelVersion since) {
    String has = since == null ? "" : " came with Linux " + since + ";";
    return feature + has + " this is Linux " + KernelVersion.running() + " without it";
  }

  /**
   * Returns what is missing.
   *
   * @return the feature's name in the kernel's spelling
   */
  public String feature() {
    return feature;
  }

  /**
   * Returns the first kernel that has the feature.
   *
   * @return the version, empty when unknown
   */
  public Optional<KernelVersion> since() {
    return Optional.ofNullable(since);
  }
}
