package bpf4j.compiler.internal.load;

import bpf4j.compiler.context.CgroupPostBindContext;
import bpf4j.compiler.context.CgroupSkbContext;
import bpf4j.compiler.context.CgroupSockContext;
import bpf4j.compiler.context.DeviceContext;
import bpf4j.compiler.context.GetSockOptContext;
import bpf4j.compiler.context.KprobeContext;
import bpf4j.compiler.context.LwtContext;
import bpf4j.compiler.context.NetfilterContext;
import bpf4j.compiler.context.PerfEventContext;
import bpf4j.compiler.context.RawTracepointContext;
import bpf4j.compiler.context.ResultContext;
import bpf4j.compiler.context.SkBuff;
import bpf4j.compiler.context.SkLookupContext;
import bpf4j.compiler.context.SkMsgContext;
import bpf4j.compiler.context.SkReuseportContext;
import bpf4j.compiler.context.SkSkbContext;
import bpf4j.compiler.context.SockAddr4Context;
import bpf4j.compiler.context.SockAddr6Context;
import bpf4j.compiler.context.SockOpsContext;
import bpf4j.compiler.context.SockOptContext;
import bpf4j.compiler.context.SyscallContext;
import bpf4j.compiler.context.SysctlContext;
import bpf4j.compiler.context.TcContext;
import bpf4j.compiler.context.TracepointContext;
import bpf4j.compiler.context.TracingContext;
import bpf4j.compiler.context.UsdtContext;
import bpf4j.compiler.context.XdpContext;
import bpf4j.compiler.internal.load.ProgramKind.TestRun;
import bpf4j.compiler.internal.opt.Target.ContextLayout;
import bpf4j.compiler.internal.opt.Target.PacketReads;
import bpf4j.syscall.bpf.AttachType;
import bpf4j.syscall.bpf.ProgramType;

/** The program types there are. */
public final class ProgramKinds {
  private static final long KEEP = 0xffff_ffffL;
  private static final long ALLOW = 1;
  private static final long PASS = 1;
  private static final long XDP_PASS = 2;
  private static final long UNSPEC = 0xffff_ffffL;

  /** Packet addresses in structures of 32-bit fields. */
  private static final ContextLayout XDP_MD = new ContextLayout(0, 4, 4);

  /** Packet addresses at a structure's start. */
  private static final ContextLayout POINTERS_FIRST = new ContextLayout(0, 8, 8);

  private static final ContextLayout SK_BUFF = new ContextLayout(76, 80, 4);
  private static final ContextLayout SOCKOPT = new ContextLayout(8, 16, 8);

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
      direct(ProgramType.XDP, XdpContext.class, XDP_MD, true, XDP_PASS, TestRun.FRAME);

  /** Traffic control, at a device. */
  public static final ProgramKind TC =
      new ProgramKind(
          ProgramType.SCHED_CLS,
          null,
          TcContext.class,
          PacketReads.NEAR_DIRECT,
          SK_BUFF,
          true,
          UNSPEC,
          -1,
          TestRun.FRAME);

  /** Packets that a control group's sockets receive. */
  public static final ProgramKind CGROUP_INGRESS = cgroupSkb(AttachType.CGROUP_INET_INGRESS);

  /** Packets that a control group's sockets send. */
  public static final ProgramKind CGROUP_EGRESS = cgroupSkb(AttachType.CGROUP_INET_EGRESS);

  /** A socket is made. */
  public static final ProgramKind CGROUP_SOCK_CREATE =
      fields(ProgramType.CGROUP_SOCK, CgroupSockContext.class, ALLOW)
          .attachedTo(AttachType.CGROUP_INET_SOCK_CREATE);

  /** A socket is released. */
  public static final ProgramKind CGROUP_SOCK_RELEASE =
      fields(ProgramType.CGROUP_SOCK, CgroupSockContext.class, ALLOW)
          .attachedTo(AttachType.CGROUP_INET_SOCK_RELEASE);

  private static final ProgramKind POST_BIND =
      fields(ProgramType.CGROUP_SOCK, CgroupPostBindContext.class, ALLOW);

  /** An IPv4 socket has been bound. */
  public static final ProgramKind CGROUP_POST_BIND4 =
      POST_BIND.attachedTo(AttachType.CGROUP_INET4_POST_BIND);

  /** An IPv6 socket has been bound. */
  public static final ProgramKind CGROUP_POST_BIND6 =
      POST_BIND.attachedTo(AttachType.CGROUP_INET6_POST_BIND);

  /** A call with an IPv4 address. */
  public static final ProgramKind SOCK_ADDR4 =
      fields(ProgramType.CGROUP_SOCK_ADDR, SockAddr4Context.class, ALLOW);

  /** A call with an IPv6 address. */
  public static final ProgramKind SOCK_ADDR6 =
      fields(ProgramType.CGROUP_SOCK_ADDR, SockAddr6Context.class, ALLOW);

  /** A socket option is set. */
  public static final ProgramKind SETSOCKOPT =
      direct(ProgramType.CGROUP_SOCKOPT, SockOptContext.class, SOCKOPT, true, ALLOW, TestRun.NONE)
          .attachedTo(AttachType.CGROUP_SETSOCKOPT);

  /** A socket option has been read. */
  public static final ProgramKind GETSOCKOPT =
      direct(
              ProgramType.CGROUP_SOCKOPT,
              GetSockOptContext.class,
              SOCKOPT,
              true,
              ALLOW,
              TestRun.NONE)
          .attachedTo(AttachType.CGROUP_GETSOCKOPT);

  /** A sysctl is read or written. */
  public static final ProgramKind SYSCTL =
      fields(ProgramType.CGROUP_SYSCTL, SysctlContext.class, ALLOW)
          .attachedTo(AttachType.CGROUP_SYSCTL);

  /** A device is used. */
  public static final ProgramKind DEVICE =
      fields(ProgramType.CGROUP_DEVICE, DeviceContext.class, ALLOW)
          .attachedTo(AttachType.CGROUP_DEVICE);

  /** TCP events. */
  public static final ProgramKind SOCK_OPS =
      fields(ProgramType.SOCK_OPS, SockOpsContext.class, ALLOW)
          .attachedTo(AttachType.CGROUP_SOCK_OPS);

  /** What a socket map's sockets send. */
  public static final ProgramKind SK_MSG =
      direct(ProgramType.SK_MSG, SkMsgContext.class, POINTERS_FIRST, true, PASS, TestRun.NONE)
          .attachedTo(AttachType.SK_MSG_VERDICT);

  /** Where a message of a stream ends. */
  public static final ProgramKind SK_SKB_PARSER =
      ProgramKind.looking(
              ProgramType.SK_SKB, SkSkbContext.class, PacketReads.LOAD_BYTES, 0, TestRun.NONE)
          .attachedTo(AttachType.SK_SKB_STREAM_PARSER);

  /** What a socket map's sockets receive. */
  public static final ProgramKind SK_SKB_VERDICT =
      ProgramKind.looking(
              ProgramType.SK_SKB, SkSkbContext.class, PacketReads.LOAD_BYTES, PASS, TestRun.NONE)
          .attachedTo(AttachType.SK_SKB_STREAM_VERDICT);

  /** The socket of a group that a packet is for. */
  public static final ProgramKind SK_REUSEPORT =
      ProgramKind.looking(
              ProgramType.SK_REUSEPORT,
              SkReuseportContext.class,
              PacketReads.LOAD_BYTES,
              PASS,
              TestRun.NONE)
          .attachedTo(AttachType.SK_REUSEPORT_SELECT);

  /** The socket that an incoming packet is for. */
  public static final ProgramKind SK_LOOKUP =
      ProgramKind.looking(
              ProgramType.SK_LOOKUP, SkLookupContext.class, PacketReads.NONE, PASS, TestRun.CONTEXT)
          .attachedTo(AttachType.SK_LOOKUP);

  /** A route's lightweight tunnel, for packets that come in. */
  public static final ProgramKind LWT_IN = lwt(ProgramType.LWT_IN);

  /** A route's lightweight tunnel, for packets that go out. */
  public static final ProgramKind LWT_OUT = lwt(ProgramType.LWT_OUT);

  /** A route's lightweight tunnel, when packets are sent. */
  public static final ProgramKind LWT_XMIT = lwt(ProgramType.LWT_XMIT);

  /** A netfilter hook. */
  public static final ProgramKind NETFILTER =
      ProgramKind.looking(
              ProgramType.NETFILTER, NetfilterContext.class, PacketReads.NONE, ALLOW, TestRun.NONE)
          .attachedTo(AttachType.NETFILTER);

  /** A tracepoint with the arguments as the kernel passes them. */
  public static final ProgramKind RAW_TRACEPOINT =
      ProgramKind.looking(
          ProgramType.RAW_TRACEPOINT,
          RawTracepointContext.class,
          PacketReads.NONE,
          0,
          TestRun.CONTEXT);

  /** A tracepoint with the fields of its format. */
  public static final ProgramKind TRACEPOINT =
      fields(ProgramType.TRACEPOINT, TracepointContext.class, 0);

  /** A kernel or user function is entered or left. */
  public static final ProgramKind KPROBE = fields(ProgramType.KPROBE, KprobeContext.class, 0);

  /** A statically defined probe of user space is passed. */
  public static final ProgramKind USDT = fields(ProgramType.KPROBE, UsdtContext.class, 0);

  /** A perf event has overflown. */
  public static final ProgramKind PERF_EVENT =
      fields(ProgramType.PERF_EVENT, PerfEventContext.class, 0);

  /** A tracepoint with arguments whose types are known. */
  public static final ProgramKind BTF_TRACEPOINT =
      tracing(TracingContext.class, AttachType.TRACE_RAW_TP);

  /** A function of the kernel is entered, by a trampoline. */
  public static final ProgramKind FENTRY = tracing(TracingContext.class, AttachType.TRACE_FENTRY);

  /** A function of the kernel is left, by a trampoline. */
  public static final ProgramKind FEXIT = tracing(ResultContext.class, AttachType.TRACE_FEXIT);

  /** Whether a function of the kernel runs, and what it returns if not. */
  public static final ProgramKind MODIFY_RETURN =
      tracing(ResultContext.class, AttachType.MODIFY_RETURN);

  /** A security module's hook. */
  public static final ProgramKind LSM =
      fields(ProgramType.LSM, ResultContext.class, 0).attachedTo(AttachType.LSM_MAC);

  /** A program that is run on request. */
  public static final ProgramKind SYSCALL =
      ProgramKind.looking(
              ProgramType.SYSCALL, SyscallContext.class, PacketReads.NONE, 0, TestRun.CONTEXT)
          .sleepable();

  private ProgramKinds() {}

  private static ProgramKind direct(
      ProgramType type,
      Class<?> context,
      ContextLayout layout,
      boolean writable,
      long defaultVerdict,
      TestRun run) {
    return new ProgramKind(
        type, null, context, PacketReads.DIRECT, layout, writable, defaultVerdict, 0, run);
  }

  private static ProgramKind fields(ProgramType type, Class<?> context, long defaultVerdict) {
    return ProgramKind.looking(type, context, PacketReads.NONE, defaultVerdict, TestRun.NONE);
  }

  private static ProgramKind tracing(Class<?> context, AttachType attachType) {
    return fields(ProgramType.TRACING, context, 0).attachedTo(attachType);
  }

  private static ProgramKind cgroupSkb(AttachType attachType) {
    return ProgramKind.looking(
            ProgramType.CGROUP_SKB,
            CgroupSkbContext.class,
            PacketReads.LOAD_BYTES,
            ALLOW,
            TestRun.NETWORK_PACKET)
        .attachedTo(attachType);
  }

  private static ProgramKind lwt(ProgramType type) {
    return ProgramKind.looking(
        type, LwtContext.class, PacketReads.LOAD_BYTES, LwtContext.OK, TestRun.NETWORK_PACKET);
  }
}
