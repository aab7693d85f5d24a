package bpf4j.compiler.internal.load;

import bpf4j.compiler.internal.opt.Target.ContextLayout;
import bpf4j.compiler.internal.opt.Target.PacketReads;
import bpf4j.syscall.bpf.AttachType;
import bpf4j.syscall.bpf.ProgramFlags;
import bpf4j.syscall.bpf.ProgramType;

/**
 * All that the compiler has to know of a program type.
 *
 * @param type the kernel's number for it
 * @param attachType the expected attach type it is loaded with; null where the kernel wants none
 * @param context the interface of the program's parameter
 * @param packets how it reads packets
 * @param layout where the context has the packet's addresses; null unless packets are read directly
 * @param writablePackets whether it may write packets
 * @param defaultVerdict what a failing run returns
 * @param firstVerdict the number of its verdict enum's first constant
 * @param testRun how {@code BPF_PROG_TEST_RUN} takes its input
 * @param flags what it is loaded with, of {@link ProgramFlags}
 */
public record ProgramKind(
    ProgramType type,
    AttachType attachType,
    Class<?> context,
    PacketReads packets,
    ContextLayout layout,
    boolean writablePackets,
    long defaultVerdict,
    int firstVerdict,
    TestRun testRun,
    int flags) {
  /** A type that is loaded without flags. */
  public ProgramKind(
      ProgramType type,
      AttachType attachType,
      Class<?> context,
      PacketReads packets,
      ContextLayout layout,
      boolean writablePackets,
      long defaultVerdict,
      int firstVerdict,
      TestRun testRun) {
    this(
        type,
        attachType,
        context,
        packets,
        layout,
        writablePackets,
        defaultVerdict,
        firstVerdict,
        testRun,
        0);
  }

  /** What {@code BPF_PROG_TEST_RUN} wants as input. */
  public enum TestRun {
    /** The kernel does not run programs of this type on request. */
    NONE,
    /** A packet behind a link-layer header that the program does not see. */
    PACKET_BEHIND_LINK_HEADER,
    /** A packet from its network header on. */
    NETWORK_PACKET,
    /** A frame. */
    FRAME,
    /** A context structure. */
    CONTEXT
  }

  static ProgramKind looking(
      ProgramType type, Class<?> context, PacketReads packets, long defaultVerdict, TestRun run) {
    return new ProgramKind(type, null, context, packets, null, false, defaultVerdict, 0, run);
  }

  /** The same, loaded for a place of attachment; null for none. */
  public ProgramKind attachedTo(AttachType attach) {
    return with(context, attach, flags);
  }

  /** The same with a context that declares more fields. */
  public ProgramKind withContext(Class<?> type) {
    return with(type, attachType, flags);
  }

  /** The same for programs that may wait: for memory that is not there at the moment, say. */
  public ProgramKind sleepable() {
    return with(context, attachType, flags | ProgramFlags.SLEEPABLE);
  }

  private ProgramKind with(Class<?> newContext, AttachType attach, int newFlags) {
    return new ProgramKind(
        type,
        attach,
        newContext,
        packets,
        layout,
        writablePackets,
        defaultVerdict,
        firstVerdict,
        testRun,
        newFlags);
  }
}
