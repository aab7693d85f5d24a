package bpf4j.syscall.bpf;

import bpf4j.syscall.KernelVersion;
import java.util.Optional;

/**
 * The types of link ({@code enum bpf_link_type} of {@code linux/bpf.h}), as of Linux 6.18, each
 * with the first kernel that has it.
 */
public enum LinkType {
  /** {@code BPF_LINK_TYPE_RAW_TRACEPOINT}. */
  RAW_TRACEPOINT(1, 5, 8),
  /** {@code BPF_LINK_TYPE_TRACING}. */
  TRACING(2, 5, 8),
  /** {@code BPF_LINK_TYPE_CGROUP}. */
  CGROUP(3, 5, 8),
  /** {@code BPF_LINK_TYPE_ITER}. */
  ITER(4, 5, 8),
  /** {@code BPF_LINK_TYPE_NETNS}. */
  NETNS(5, 5, 8),
  /** {@code BPF_LINK_TYPE_XDP}. */
  XDP(6, 5, 9),
  /** {@code BPF_LINK_TYPE_PERF_EVENT}. */
  PERF_EVENT(7, 5, 15),
  /** {@code BPF_LINK_TYPE_KPROBE_MULTI}. */
  KPROBE_MULTI(8, 5, 18),
  /** {@code BPF_LINK_TYPE_STRUCT_OPS}. */
  STRUCT_OPS(9, 6, 3),
  /** {@code BPF_LINK_TYPE_NETFILTER}. */
  NETFILTER(10, 6, 4),
  /** {@code BPF_LINK_TYPE_TCX}. */
  TCX(11, 6, 6),
  /** {@code BPF_LINK_TYPE_UPROBE_MULTI}. */
  UPROBE_MULTI(12, 6, 6),
  /** {@code BPF_LINK_TYPE_NETKIT}. */
  NETKIT(13, 6, 7),
  /** {@code BPF_LINK_TYPE_SOCKMAP}. */
  SOCKMAP(14, 6, 10);

  private static final LinkType[] VALUES = values();

  private final int number;
  private final int major;
  private final int minor;

  LinkType(int number, int major, int minor) {
    this.number = number;
    this.major = major;
    this.minor = minor;
  }

  /**
   * Returns the kernel's number ({@code enum bpf_link_type}).
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
  public static Optional<LinkType> of(int number) {
    for (LinkType value : VALUES) {
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
    return "BPF_LINK_TYPE_" + name();
  }
}
