package bpf4j.compiler.internal.load;

import bpf4j.compiler.SkBuff;
import bpf4j.compiler.internal.frontend.Environment;
import bpf4j.compiler.internal.isa.IsaLevel;
import bpf4j.compiler.internal.opt.Target;
import bpf4j.compiler.internal.opt.Target.PacketReads;
import bpf4j.syscall.bpf.ProgramType;

/**
 * What a program is compiled for.
 *
 * @param programType the kernel's program type
 * @param contextType the interface of the program's parameter
 * @param link the link layer of the packets it sees
 * @param packets how it reads packets
 * @param networkOffset where the network header starts, as packet reads take it
 * @param defaultVerdict what a failing run returns
 * @param license what it is loaded under
 * @param level the instruction set; null for the newest that this machine's kernel has
 */
public record CompileOptions(
    ProgramType programType,
    Class<?> contextType,
    LinkLayer link,
    PacketReads packets,
    int networkOffset,
    long defaultVerdict,
    String license,
    IsaLevel level) {
  /** What a failing run on a packet socket of our own returns: nobody reads its packets. */
  public static final long TAP_FAILURE = 0;

  /** What a failing run on somebody's socket returns: the packet is theirs. */
  public static final long FILTER_FAILURE = 0xffff_ffffL;

  public static CompileOptions tap(LinkLayer link) {
    return new CompileOptions(
        ProgramType.SOCKET_FILTER,
        SkBuff.class,
        link,
        PacketReads.CLASSIC,
        link.headerLength(),
        TAP_FAILURE,
        "GPL",
        null);
  }

  public static CompileOptions filter() {
    return new CompileOptions(
        ProgramType.SOCKET_FILTER,
        SkBuff.class,
        new LinkLayer(0, 0),
        PacketReads.LOAD_BYTES,
        SkBuff.NETWORK_RELATIVE,
        FILTER_FAILURE,
        "GPL",
        null);
  }

  /** The same with an instruction set of one's choice. */
  public CompileOptions withLevel(IsaLevel newLevel) {
    return new CompileOptions(
        programType, contextType, link, packets, networkOffset, defaultVerdict, license, newLevel);
  }

  Environment environment() {
    return new Environment(
        programType, link.headerLength(), networkOffset, license.contains("GPL"));
  }

  IsaLevel effectiveLevel() {
    return level != null ? level : KernelIsa.newest();
  }

  Target target() {
    boolean v4 = effectiveLevel().compareTo(IsaLevel.V4) >= 0;
    return new Target(v4 && KernelIsa.hasSoundSignedDivision(), v4, packets, defaultVerdict);
  }
}
