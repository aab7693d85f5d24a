package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.declaration.Binding;
import bpf4j.syscall.bpf.ProgramType;

/**
 * What a program is compiled for.
 *
 * @param programType the kernel's program type
 * @param linkHeaderLength bytes of link-layer header before the network header; 0 where there is
 *     none
 * @param networkOffset where the network header starts, as packet reads take it
 * @param writablePackets whether programs of the type may write packets
 * @param firstVerdict the number of a verdict enum's first constant
 * @param gpl whether the licence is one that GPL-only helpers may be called under
 * @param binding what is known of the context
 */
public record Environment(
    ProgramType programType,
    int linkHeaderLength,
    int networkOffset,
    boolean writablePackets,
    int firstVerdict,
    boolean gpl,
    Binding binding) {
  /** The environment of programs that only look. */
  public Environment(
      ProgramType programType, int linkHeaderLength, int networkOffset, boolean gpl) {
    this(programType, linkHeaderLength, networkOffset, false, 0, gpl, Binding.NONE);
  }
}
