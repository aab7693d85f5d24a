package bpf4j.syscall.internal.failure;

import bpf4j.syscall.Errno;
import bpf4j.syscall.KernelVersion;
import bpf4j.syscall.SyscallException;
import bpf4j.syscall.UnsupportedFeatureException;

/** Turns the negated errno of a native call into the exception that the caller sees. */
public final class Failures {
  private Failures() {}

  /**
   * Passes a result through, or throws.
   *
   * @param call the call as a person would write it
   * @param result a non-negative result or a negated errno
   * @return the result
   */
  public static long check(String call, long result) {
    if (result < 0) {
      throw of(call, result);
    }
    return result;
  }

  /** The exception for a negated errno, with advice. */
  public static SyscallException of(String call, long negatedErrno) {
    return of(call, negatedErrno, "");
  }

  /** As {@link #of(String, long)}, with advice of the caller's put before the general one. */
  public static SyscallException of(String call, long negatedErrno, String advice) {
    int number = (int) -negatedErrno;
    String general = Advice.on(Errno.of(number));
    String both = advice.isEmpty() || general.isEmpty() ? advice + general : advice + " " + general;
    return new SyscallException(call, number, both);
  }

  /**
   * The exception for a call whose feature this kernel may lack: the kernel answers an unknown
   * command or flag by EINVAL, and an attribute longer than it knows by E2BIG.
   *
   * @param feature the kernel's name of what was asked for
   * @param since the first kernel that has it
   */
  public static RuntimeException ofFeature(
      String call, long negatedErrno, String feature, KernelVersion since) {
    SyscallException failure = of(call, negatedErrno);
    boolean mayMeanUnknown =
        switch (failure.errno()) {
          case EINVAL, E2BIG, ENOSYS, EOPNOTSUPP, ENOTSUPP -> true;
          default -> false;
        };
    return mayMeanUnknown && !KernelVersion.running().atLeast(since)
        ? new UnsupportedFeatureException(feature, since, failure)
        : failure;
  }
}
