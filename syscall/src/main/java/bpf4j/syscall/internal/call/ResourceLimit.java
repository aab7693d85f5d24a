package bpf4j.syscall.internal.call;

import jnr.constants.platform.RLIMIT;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import jnr.posix.RLimit;

/** Limits of this process, by jnr-posix, which is loaded on first use (about half a second). */
public enum ResourceLimit {
  /** Bytes of memory that may be locked. */
  MEMLOCK(RLIMIT.RLIMIT_MEMLOCK),
  /** Open file descriptors. */
  NOFILE(RLIMIT.RLIMIT_NOFILE);

  private final RLIMIT constant;

  ResourceLimit(RLIMIT constant) {
    this.constant = constant;
  }

  /** The current (soft) limit; -1 is no limit. */
  public long current() {
    return get().rlimCur();
  }

  /** The highest limit that an unprivileged process may set; -1 is no limit. */
  public long maximum() {
    return get().rlimMax();
  }

  /**
   * Raises the limit as far as this process may: to none, else to the maximum.
   *
   * @return true if the limit is now higher than before or absent
   */
  public boolean raise() {
    RLimit before = get();
    if (before.rlimCur() == -1) {
      return true;
    }
    POSIX posix = Posix.INSTANCE;
    if (posix.setrlimit(constant.intValue(), -1, -1) == 0) {
      return true;
    }
    long maximum = before.rlimMax();
    return maximum != before.rlimCur()
        && posix.setrlimit(constant.intValue(), maximum, maximum) == 0;
  }

  private RLimit get() {
    return Posix.INSTANCE.getrlimit(constant.intValue());
  }

  private static final class Posix {
    static final POSIX INSTANCE = POSIXFactory.getNativePOSIX();

    private Posix() {}
  }
}
