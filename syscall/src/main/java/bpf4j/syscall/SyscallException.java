package bpf4j.syscall;

/**
 * A system call failed. The message names the call, the error, and what to do next.
 *
 * <p>For {@link Errno#EPERM} and {@link Errno#EACCES} the advice lists what stood in the way:
 * missing capabilities, sysctls, lockdown, security modules, seccomp.
 */
public class SyscallException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What was called. */
  private final String call;

  /** The errno of the failure, positive. */
  private final int errorNumber;

  /** What to do next. */
  private final String advice;

  /**
   * Makes an exception for a failed call.
   *
   * @param call the call as a person would write it, for instance {@code bpf(BPF_MAP_CREATE)}
   * @param errorNumber the positive errno
   * @param advice what to do next, one or more sentences; may be empty
   */
  public SyscallException(String call, int errorNumber, String advice) {
    super(message(call, errorNumber, advice));
    this.call = call;
    this.errorNumber = errorNumber;
    this.advice = advice;
  }

  private static String message(String call, int errorNumber, String advice) {
    Errno errno = Errno.of(errorNumber);
    String error =
        errno == Errno.UNKNOWN
            ? "errno " + errorNumber
            : errno + " (" + errorNumber + ", " + errno.description() + ")";
    return call + ": " + error + (advice.isEmpty() ? "" : ". " + advice);
  }

  /**
   * Returns the call that failed.
   *
   * @return the call as a person would write it
   */
  public String call() {
    return call;
  }

  /**
   * Returns the error as a constant.
   *
   * @return the error, {@link Errno#UNKNOWN} if its number is not in the table
   */
  public Errno errno() {
    return Errno.of(errorNumber);
  }

  /**
   * Returns the error's number, for logs and for numbers that have no constant.
   *
   * @return the positive errno
   */
  public int errorNumber() {
    return errorNumber;
  }

  /**
   * Returns what to do next.
   *
   * @return sentences, empty when nothing helpful is known
   */
  public String advice() {
    return advice;
  }
}
