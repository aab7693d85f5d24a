package bpf4j.syscall.probe;

import bpf4j.syscall.KernelVersion;

/** Levels of the instruction set, as compilers number them ({@code -mcpu=v1} to {@code v4}). */
public enum InstructionSet {
  /** The first: 64-bit and 32-bit arithmetic, 64-bit jumps (Linux 3.18). */
  V1(3, 18),
  /** Adds jumps on less-than (Linux 4.14). */
  V2(4, 14),
  /** Adds 32-bit jumps (Linux 5.1). */
  V3(5, 1),
  /** Adds sign-extending loads and moves, byte swaps, signed division, long jumps (Linux 6.6). */
  V4(6, 6);

  private final int major;
  private final int minor;

  InstructionSet(int major, int minor) {
    this.major = major;
    this.minor = minor;
  }

  /**
   * Returns the first mainline kernel that has all of it.
   *
   * @return the version
   */
  public KernelVersion since() {
    return KernelVersion.of(major, minor);
  }
}
