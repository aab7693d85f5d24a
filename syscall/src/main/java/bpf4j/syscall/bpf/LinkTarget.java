package bpf4j.syscall.bpf;

import bpf4j.syscall.KernelVersion;
import bpf4j.syscall.io.Fd;
import java.util.List;

/**
 * What {@code BPF_LINK_CREATE} attaches a program to: one record for each type of link. Descriptors
 * are the caller's and are needed only during the call.
 */
public sealed interface LinkTarget {
  /**
   * Returns where the program attaches.
   *
   * @return the attach type
   */
  AttachType attachType();

  /**
   * Returns the first kernel that has this type of link.
   *
   * @return the version
   */
  KernelVersion since();

  /**
   * A control group (Linux 5.7).
   *
   * @param folder its folder in cgroup2
   * @param attachType one of {@code CGROUP_*} or {@link AttachType#LSM_CGROUP}
   * @param anchor where among the others (Linux 6.17), {@link Anchor#NONE} for anywhere
   */
  record Cgroup(Fd folder, AttachType attachType, Anchor anchor) implements LinkTarget {
    @Override
    public KernelVersion since() {
      return KernelVersion.of(5, 7);
    }
  }

  /**
   * A network namespace (Linux 5.8).
   *
   * @param namespace for instance {@code /proc/self/ns/net}, opened
   * @param attachType {@link AttachType#FLOW_DISSECTOR} or {@link AttachType#SK_LOOKUP}
   */
  record NetworkNamespace(Fd namespace, AttachType attachType) implements LinkTarget {
    @Override
    public KernelVersion since() {
      return KernelVersion.of(5, 8);
    }
  }

  /**
   * XDP on a device (Linux 5.9).
   *
   * @param interfaceIndex the device
   * @param flags an or of the constants, 0 to let the kernel choose the mode
   */
  record Xdp(int interfaceIndex, int flags) implements LinkTarget {
    /** In the generic network code: any device, slower. */
    public static final int SKB_MODE = 1 << 1;

    /** In the driver. */
    public static final int DRIVER_MODE = 1 << 2;

    /** In the device. */
    public static final int HARDWARE_MODE = 1 << 3;

    @Override
    public AttachType attachType() {
      return AttachType.XDP;
    }

    @Override
    public KernelVersion since() {
      return KernelVersion.of(5, 9);
    }
  }

  /**
   * A perf event: probe, tracepoint or sampling (Linux 5.15).
   *
   * @param event the event; the link keeps it
   * @param cookie what {@code bpf_get_attach_cookie} returns, 0 for none
   */
  record PerfEvent(Fd event, long cookie) implements LinkTarget {
    @Override
    public AttachType attachType() {
      return AttachType.PERF_EVENT;
    }

    @Override
    public KernelVersion since() {
      return AttachType.PERF_EVENT.since();
    }
  }

  /**
   * Many kernel functions (Linux 5.18).
   *
   * @param symbols the functions' names; empty if addresses are given
   * @param addresses the functions' addresses; empty if names are given
   * @param cookies one for each function, or empty
   * @param atReturn whether at their return
   * @param session whether at both, one program deciding at entry (Linux 6.10)
   */
  record KprobeMulti(
      List<String> symbols,
      List<Long> addresses,
      List<Long> cookies,
      boolean atReturn,
      boolean session)
      implements LinkTarget {
    /** Checks that there are as many cookies as functions. */
    public KprobeMulti {
      symbols = List.copyOf(symbols);
      addresses = List.copyOf(addresses);
      cookies = List.copyOf(cookies);
      if (symbols.isEmpty() == addresses.isEmpty()) {
        throw new IllegalArgumentException("give either names or addresses");
      }
      Lists.sameSizeOrEmpty(symbols.size() + addresses.size(), cookies);
    }

    @Override
    public AttachType attachType() {
      return session ? AttachType.TRACE_KPROBE_SESSION : AttachType.TRACE_KPROBE_MULTI;
    }

    @Override
    public KernelVersion since() {
      return attachType().since();
    }
  }

  /**
   * Many user functions of one file (Linux 6.6).
   *
   * @param path the program or library
   * @param offsets file offsets of the instructions
   * @param referenceCounters file offsets of the semaphores, one for each function, or empty
   * @param cookies one for each function, or empty
   * @param atReturn whether at the functions' return
   * @param session whether at both, one program deciding at entry (Linux 6.13)
   * @param pid the process to watch, 0 for all
   */
  record UprobeMulti(
      String path,
      List<Long> offsets,
      List<Long> referenceCounters,
      List<Long> cookies,
      boolean atReturn,
      boolean session,
      int pid)
      implements LinkTarget {
    /** Checks that there are as many counters and cookies as functions. */
    public UprobeMulti {
      offsets = List.copyOf(offsets);
      referenceCounters = List.copyOf(referenceCounters);
      cookies = List.copyOf(cookies);
      Lists.sameSizeOrEmpty(offsets.size(), referenceCounters);
      Lists.sameSizeOrEmpty(offsets.size(), cookies);
    }

    @Override
    public AttachType attachType() {
      return session ? AttachType.TRACE_UPROBE_SESSION : AttachType.TRACE_UPROBE_MULTI;
    }

    @Override
    public KernelVersion since() {
      return attachType().since();
    }
  }

  /**
   * A function of the kernel or of another program, or a security hook; what was named at load
   * (Linux 6.0 in this form; {@link LinkCalls#rawTracepoint} before).
   *
   * @param attachType {@code TRACE_FENTRY}, {@code TRACE_FEXIT}, {@code MODIFY_RETURN}, {@code
   *     TRACE_RAW_TP}, {@code LSM_MAC}
   * @param targetProgram another target for a replacing program (Linux 5.10), or null
   * @param targetTypeId type id of the function in that target, or 0
   * @param cookie what {@code bpf_get_attach_cookie} returns, 0 for none
   */
  record Tracing(AttachType attachType, Fd targetProgram, int targetTypeId, long cookie)
      implements LinkTarget {
    @Override
    public KernelVersion since() {
      return KernelVersion.of(5, 10);
    }
  }

  /**
   * A replacement of a function of another program, by a program of type {@link ProgramType#EXT}
   * (Linux 5.10).
   *
   * @param targetProgram the other program
   * @param targetTypeId type id of the function in its BTF
   */
  record Replacement(Fd targetProgram, int targetTypeId) implements LinkTarget {
    @Override
    public AttachType attachType() {
      return AttachType
          .CGROUP_INET_INGRESS; // the kernel wants 0 here, which is this constant's number
    }

    @Override
    public KernelVersion since() {
      return KernelVersion.of(5, 10);
    }
  }

  /**
   * An iterator (Linux 5.8).
   *
   * @param scope what it is restricted to
   */
  record Iterator(IteratorScope scope) implements LinkTarget {
    @Override
    public AttachType attachType() {
      return AttachType.TRACE_ITER;
    }

    @Override
    public KernelVersion since() {
      return AttachType.TRACE_ITER.since();
    }
  }

  /**
   * A netfilter hook (Linux 6.4).
   *
   * @param family {@code NFPROTO_IPV4} 2 or {@code NFPROTO_IPV6} 10
   * @param hook {@code NF_INET_*}: 0 pre-routing to 4 post-routing
   * @param priority order among the hook's functions
   * @param defragment whether to see whole packets only ({@code BPF_F_NETFILTER_IP_DEFRAG}, Linux
   *     6.6)
   */
  record Netfilter(int family, int hook, int priority, boolean defragment) implements LinkTarget {
    @Override
    public AttachType attachType() {
      return AttachType.NETFILTER;
    }

    @Override
    public KernelVersion since() {
      return AttachType.NETFILTER.since();
    }
  }

  /**
   * Traffic control of a device (Linux 6.6).
   *
   * @param interfaceIndex the device
   * @param attachType {@link AttachType#TCX_INGRESS} or {@link AttachType#TCX_EGRESS}
   * @param anchor where among the others
   */
  record Tcx(int interfaceIndex, AttachType attachType, Anchor anchor) implements LinkTarget {
    @Override
    public KernelVersion since() {
      return AttachType.TCX_INGRESS.since();
    }
  }

  /**
   * A netkit device (Linux 6.7).
   *
   * @param interfaceIndex the primary device
   * @param attachType {@link AttachType#NETKIT_PRIMARY} or {@link AttachType#NETKIT_PEER}
   * @param anchor where among the others
   */
  record Netkit(int interfaceIndex, AttachType attachType, Anchor anchor) implements LinkTarget {
    @Override
    public KernelVersion since() {
      return AttachType.NETKIT_PRIMARY.since();
    }
  }

  /**
   * A map of sockets (Linux 6.10).
   *
   * @param map a sockmap or sockhash
   * @param attachType {@code SK_SKB_*} or {@code SK_MSG_VERDICT}
   */
  record SocketMap(Fd map, AttachType attachType) implements LinkTarget {
    @Override
    public KernelVersion since() {
      return KernelVersion.of(6, 10);
    }
  }

  /** The kernel interface a struct_ops map implements; the map takes the program's place (6.4). */
  record StructOps() implements LinkTarget {
    @Override
    public AttachType attachType() {
      return AttachType.STRUCT_OPS;
    }

    @Override
    public KernelVersion since() {
      return KernelVersion.of(6, 4);
    }
  }
}
