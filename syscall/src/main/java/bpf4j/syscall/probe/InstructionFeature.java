package bpf4j.syscall.probe;

import bpf4j.syscall.KernelVersion;

/** Single instructions, or groups of them that came together. */
public enum InstructionFeature {
  /** Jumps on less-than: part of {@link InstructionSet#V2}. */
  JUMP_LESS_THAN(4, 14, Slots.of().move(0, 0).slot(0xa5, 0, 0, 0, 1).exit()),
  /** 32-bit jumps: part of {@link InstructionSet#V3}. */
  JUMP_32(5, 1, Slots.of().move(0, 0).slot(0x16, 0, 0, 0, 1).exit()),
  /** Atomic fetch-and-add, exchange, compare-and-exchange. */
  ATOMIC_FETCH(
      5,
      12,
      Slots.of().move(0, 0).slot(0x7b, 10, 0, -8, 0).slot(0xdb, 10, 0, -8, 0x01).move(0, 0).exit()),
  /** Signed division: part of {@link InstructionSet#V4}. */
  SIGNED_DIVISION(6, 6, Slots.of().move(0, 6).slot(0x37, 0, 0, 1, 3).exit()),
  /** Sign-extending moves: part of {@link InstructionSet#V4}. */
  SIGN_EXTENDING_MOVE(6, 6, Slots.of().move(0, 6).slot(0xbf, 0, 0, 8, 0).exit()),
  /** Sign-extending loads: part of {@link InstructionSet#V4}. */
  SIGN_EXTENDING_LOAD(
      6, 6, Slots.of().move(0, 0).slot(0x7b, 10, 0, -8, 0).slot(0x91, 0, 10, -8, 0).exit()),
  /** Unconditional byte swaps: part of {@link InstructionSet#V4}. */
  BYTE_SWAP(6, 6, Slots.of().move(0, 6).slot(0xd7, 0, 0, 0, 16).exit()),
  /** Jumps of 32-bit distance: part of {@link InstructionSet#V4}. */
  LONG_JUMP(6, 6, Slots.of().move(0, 0).slot(0x06, 0, 0, 0, 0).exit()),
  /** A loop's budget that the kernel keeps. */
  MAY_GOTO(6, 9, Slots.of().move(0, 0).slot(0xe5, 0, 0, 0, 0).exit()),
  /** Atomic loads with acquire and stores with release order. */
  LOAD_ACQUIRE(
      6,
      15,
      Slots.of()
          .move(0, 0)
          .slot(0x7b, 10, 0, -8, 0)
          .slot(0xdb, 0, 10, -8, 0x100)
          .move(0, 0)
          .exit());

  private final int major;
  private final int minor;

  @SuppressWarnings("ImmutableEnumChecker") // never changed after construction
  private final byte[] program;

  InstructionFeature(int major, int minor, Slots program) {
    this.major = major;
    this.minor = minor;
    this.program = program.bytes();
  }

  /**
   * Returns the first mainline kernel that has it.
   *
   * @return the version
   */
  public KernelVersion since() {
    return KernelVersion.of(major, minor);
  }

  /** A program that loads exactly if the kernel has it. */
  byte[] program() {
    return program;
  }
}
