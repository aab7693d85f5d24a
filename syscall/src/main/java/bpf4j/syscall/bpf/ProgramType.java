package bpf4j.syscall.bpf;

import bpf4j.syscall.KernelVersion;
import java.util.Optional;

/**
 * The types of program ({@code enum bpf_prog_type} of {@code linux/bpf.h}), as of Linux 6.18, each
 * with the first kernel that has it.
 */
public enum ProgramType {
  /** {@code BPF_PROG_TYPE_SOCKET_FILTER}: filters what a socket receives. */
  SOCKET_FILTER(1, 3, 19),
  /**
   * {@code BPF_PROG_TYPE_KPROBE}: kernel and user probes (kprobe, kretprobe, uprobe, uretprobe).
   */
  KPROBE(2, 4, 1),
  /** {@code BPF_PROG_TYPE_SCHED_CLS}: traffic classifier (tc, tcx, netkit). */
  SCHED_CLS(3, 4, 1),
  /** {@code BPF_PROG_TYPE_SCHED_ACT}: traffic action. */
  SCHED_ACT(4, 4, 1),
  /** {@code BPF_PROG_TYPE_TRACEPOINT}: static tracepoint. */
  TRACEPOINT(5, 4, 7),
  /** {@code BPF_PROG_TYPE_XDP}: packet as the driver got it. */
  XDP(6, 4, 8),
  /** {@code BPF_PROG_TYPE_PERF_EVENT}: perf event overflow. */
  PERF_EVENT(7, 4, 9),
  /** {@code BPF_PROG_TYPE_CGROUP_SKB}: packets of a control group. */
  CGROUP_SKB(8, 4, 10),
  /** {@code BPF_PROG_TYPE_CGROUP_SOCK}: socket creation in a control group. */
  CGROUP_SOCK(9, 4, 10),
  /** {@code BPF_PROG_TYPE_LWT_IN}: lightweight tunnel, input. */
  LWT_IN(10, 4, 10),
  /** {@code BPF_PROG_TYPE_LWT_OUT}: lightweight tunnel, output. */
  LWT_OUT(11, 4, 10),
  /** {@code BPF_PROG_TYPE_LWT_XMIT}: lightweight tunnel, transmission. */
  LWT_XMIT(12, 4, 10),
  /** {@code BPF_PROG_TYPE_SOCK_OPS}: TCP events of a control group. */
  SOCK_OPS(13, 4, 13),
  /** {@code BPF_PROG_TYPE_SK_SKB}: stream parser and verdict of a socket map. */
  SK_SKB(14, 4, 14),
  /** {@code BPF_PROG_TYPE_CGROUP_DEVICE}: device access of a control group. */
  CGROUP_DEVICE(15, 4, 15),
  /** {@code BPF_PROG_TYPE_SK_MSG}: messages sent through a socket map. */
  SK_MSG(16, 4, 17),
  /** {@code BPF_PROG_TYPE_RAW_TRACEPOINT}: tracepoint with its raw arguments. */
  RAW_TRACEPOINT(17, 4, 17),
  /**
   * {@code BPF_PROG_TYPE_CGROUP_SOCK_ADDR}: addresses of bind, connect, sendmsg, recvmsg in a
   * control group.
   */
  CGROUP_SOCK_ADDR(18, 4, 17),
  /** {@code BPF_PROG_TYPE_LWT_SEG6LOCAL}: segment routing action. */
  LWT_SEG6LOCAL(19, 4, 18),
  /** {@code BPF_PROG_TYPE_LIRC_MODE2}: infrared decoder. */
  LIRC_MODE2(20, 4, 18),
  /** {@code BPF_PROG_TYPE_SK_REUSEPORT}: selects the socket of a reuseport group. */
  SK_REUSEPORT(21, 4, 19),
  /** {@code BPF_PROG_TYPE_FLOW_DISSECTOR}: dissects packets into flow keys. */
  FLOW_DISSECTOR(22, 4, 20),
  /** {@code BPF_PROG_TYPE_CGROUP_SYSCTL}: sysctl access of a control group. */
  CGROUP_SYSCTL(23, 5, 2),
  /** {@code BPF_PROG_TYPE_RAW_TRACEPOINT_WRITABLE}: raw tracepoint with a writable buffer. */
  RAW_TRACEPOINT_WRITABLE(24, 5, 2),
  /** {@code BPF_PROG_TYPE_CGROUP_SOCKOPT}: socket options of a control group. */
  CGROUP_SOCKOPT(25, 5, 3),
  /** {@code BPF_PROG_TYPE_TRACING}: fentry, fexit, fmod_ret, iterators, BTF raw tracepoints. */
  TRACING(26, 5, 5),
  /** {@code BPF_PROG_TYPE_STRUCT_OPS}: A function of a kernel interface. */
  STRUCT_OPS(27, 5, 6),
  /** {@code BPF_PROG_TYPE_EXT}: replaces a function of another program. */
  EXT(28, 5, 6),
  /** {@code BPF_PROG_TYPE_LSM}: security hook. */
  LSM(29, 5, 7),
  /** {@code BPF_PROG_TYPE_SK_LOOKUP}: selects the socket of an incoming connection or datagram. */
  SK_LOOKUP(30, 5, 9),
  /** {@code BPF_PROG_TYPE_SYSCALL}: runs system calls from user space. */
  SYSCALL(31, 5, 14),
  /** {@code BPF_PROG_TYPE_NETFILTER}: netfilter hook. */
  NETFILTER(32, 6, 4);

  private static final ProgramType[] VALUES = values();

  private final int number;
  private final int major;
  private final int minor;

  ProgramType(int number, int major, int minor) {
    this.number = number;
    this.major = major;
    this.minor = minor;
  }

  /**
   * Returns the kernel's number ({@code enum bpf_prog_type}).
   *
   * @return the number that goes into {@code union bpf_attr}
   */
  public int number() {
    return number;
  }

  /**
   * Returns the first mainline kernel that has it.
   *
   * @return the version; kernels of distributions may have it earlier
   */
  public KernelVersion since() {
    return KernelVersion.of(major, minor);
  }

  /**
   * Finds a constant by its number.
   *
   * @param number the kernel's number
   * @return the constant, empty when this kernel is newer than this table
   */
  public static Optional<ProgramType> of(int number) {
    for (ProgramType value : VALUES) {
      if (value.number == number) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the kernel's name.
   *
   * @return the name as {@code linux/bpf.h} spells it
   */
  public String kernelName() {
    return "BPF_PROG_TYPE_" + name();
  }
}
