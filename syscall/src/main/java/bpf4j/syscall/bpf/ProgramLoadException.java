package bpf4j.syscall.bpf;

import bpf4j.syscall.SyscallException;

/** The kernel refused a program or its type information, and may have said why in a log. */
public final class ProgramLoadException extends SyscallException {
  private static final long serialVersionUID = 1L;

  /** What the kernel wrote while it checked. */
  private final String log;

  /** Whether the log was longer than the room that it was given. */
  private final boolean truncated;

  /**
   * Makes an exception.
   *
   * @param call the call as a person would write it
   * @param errorNumber the positive errno
   * @param advice what to do next
   * @param log the kernel's log, empty if there is none
   * @param truncated whether parts of the log did not fit the buffer
   */
  ProgramLoadException(String call, int errorNumber, String advice, String log, boolean truncated) {
    super(call, errorNumber, advice);
    this.log = log;
    this.truncated = truncated;
  }

  /**
   * Returns everything the kernel logged.
   *
   * @return lines, empty if the kernel refused before it verified
   */
  public String log() {
    return log;
  }

  /**
   * Tells whether the log is incomplete.
   *
   * @return true if it exceeded the largest buffer that was allowed
   */
  public boolean truncated() {
    return truncated;
  }
}
