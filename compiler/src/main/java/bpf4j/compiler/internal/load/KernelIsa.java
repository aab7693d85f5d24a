package bpf4j.compiler.internal.load;

import bpf4j.compiler.internal.isa.IsaLevel;
import bpf4j.syscall.KernelVersion;

/**
 * Which instruction set the running kernel has, by its version: loading tells if that was wrong.
 */
final class KernelIsa {
  private static final KernelVersion V4 = KernelVersion.of(6, 6);

  /** Before this, unfixed kernels fault on {@code MIN_VALUE s/ -1}. */
  private static final KernelVersion SIGNED_DIVISION = KernelVersion.of(6, 12);

  private static final KernelVersion MAY_GOTO = KernelVersion.of(6, 9);

  private KernelIsa() {}

  static IsaLevel newest() {
    return KernelVersion.running().compareTo(V4) >= 0 ? IsaLevel.V4 : IsaLevel.V3;
  }

  static boolean hasSoundSignedDivision() {
    return KernelVersion.running().compareTo(SIGNED_DIVISION) >= 0;
  }

  static boolean hasMayGoto() {
    return KernelVersion.running().compareTo(MAY_GOTO) >= 0;
  }
}
