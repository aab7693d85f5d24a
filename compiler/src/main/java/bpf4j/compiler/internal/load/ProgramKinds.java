package bpf4j.compiler.internal.load;

import bpf4j.compiler.SkBuff;
import bpf4j.compiler.context.XdpContext;
import bpf4j.compiler.internal.load.ProgramKind.TestRun;
import bpf4j.compiler.internal.opt.Target.ContextLayout;
import bpf4j.compiler.internal.opt.Target.PacketReads;
import bpf4j.syscall.bpf.ProgramType;

/** The program types there are. */
public final class ProgramKinds {
  private static final long KEEP = 0xffff_ffffL;
  private static final long XDP_PASS = 2;

  /** Socket filters on packet sockets of our own: nobody reads their packets. */
  public static final ProgramKind TAP =
      ProgramKind.looking(
          ProgramType.SOCKET_FILTER,
          SkBuff.class,
          PacketReads.CLASSIC,
          0,
          TestRun.PACKET_BEHIND_LINK_HEADER);

  /** Socket filters on somebody's socket: the packet is theirs. */
  public static final ProgramKind FILTER =
      ProgramKind.looking(
          ProgramType.SOCKET_FILTER,
          SkBuff.class,
          PacketReads.LOAD_BYTES,
          KEEP,
          TestRun.PACKET_BEHIND_LINK_HEADER);

  /** Frames as the driver has received them; {@code struct xdp_md}. */
  public static final ProgramKind XDP =
      new ProgramKind(
          ProgramType.XDP,
          null,
          XdpContext.class,
          PacketReads.DIRECT,
          new ContextLayout(0, 4, 4),
          true,
          XDP_PASS,
          0,
          TestRun.FRAME);

  private ProgramKinds() {}
}
