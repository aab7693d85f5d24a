package bpf4j.syscall.bpf;

import java.util.List;

/**
 * What the kernel says about a link ({@code struct bpf_link_info}).
 *
 * @param typeNumber the number of its {@link LinkType}, which may be newer than that table
 * @param id its id, unique while it exists
 * @param programId id of its program, 0 for struct_ops
 * @param target what it is attached to
 */
public record LinkInfo(int typeNumber, int id, int programId, Target target) {
  /** What a link is attached to. Attach types are numbers: see {@link AttachType#of}. */
  public sealed interface Target {}

  /** A detached link, or one of a type that is newer than this table. */
  public record Other() implements Target {}

  /**
   * A raw tracepoint.
   *
   * @param name its name
   * @param cookie its cookie (Linux 6.18)
   */
  public record RawTracepoint(String name, long cookie) implements Target {}

  /**
   * A function or hook of the kernel or of another program.
   *
   * @param attachType how
   * @param objectId id of the program or BTF
   * @param btfTypeId type id in it
   * @param cookie its cookie (Linux 6.18)
   */
  public record Tracing(int attachType, int objectId, int btfTypeId, long cookie)
      implements Target {}

  /**
   * A control group.
   *
   * @param id its id, the inode number of its folder
   * @param attachType where
   */
  public record Cgroup(long id, int attachType) implements Target {}

  /**
   * An iterator.
   *
   * @param name what it iterates over
   * @param mapId the map it iterates over, or 0
   */
  public record Iterator(String name, int mapId) implements Target {}

  /**
   * A network namespace.
   *
   * @param inode its inode number
   * @param attachType where
   */
  public record NetworkNamespace(int inode, int attachType) implements Target {}

  /**
   * A network device.
   *
   * @param interfaceIndex its index, 0 if it is gone
   * @param attachType where; {@link AttachType#XDP} for XDP
   */
  public record Device(int interfaceIndex, int attachType) implements Target {}

  /**
   * A kernel interface.
   *
   * @param mapId id of the struct_ops map
   */
  public record StructOps(int mapId) implements Target {}

  /**
   * A map of sockets (Linux 6.10).
   *
   * @param mapId id of the map
   * @param attachType where
   */
  public record SocketMap(int mapId, int attachType) implements Target {}

  /**
   * A netfilter hook.
   *
   * @param family {@code NFPROTO_*}
   * @param hook {@code NF_INET_*}
   * @param priority order among the hook's functions
   * @param flags {@code BPF_F_NETFILTER_*}
   */
  public record Netfilter(int family, int hook, int priority, int flags) implements Target {}

  /**
   * Many kernel functions.
   *
   * @param addresses of the functions, 0 without the privilege to see them
   * @param cookies one for each function, or empty
   * @param flags 1: at their return
   * @param missed runs that were missed
   */
  public record KprobeMulti(List<Long> addresses, List<Long> cookies, int flags, long missed)
      implements Target {}

  /**
   * Many user functions.
   *
   * @param path the file
   * @param offsets in the file
   * @param referenceCounters offsets of the semaphores in the file, or empty
   * @param cookies one for each function, or empty
   * @param flags 1: at their return
   * @param pid the process watched, 0 for all
   */
  public record UprobeMulti(
      String path,
      List<Long> offsets,
      List<Long> referenceCounters,
      List<Long> cookies,
      int flags,
      int pid)
      implements Target {}

  /**
   * A perf event.
   *
   * @param kind which kind
   * @param name the file, function or tracepoint; empty for other events
   * @param offset in the file or function, in bytes; the type for other events
   * @param value the function's address; the reference counter's offset of a user probe; the
   *     configuration of other events
   * @param cookie its cookie (Linux 6.9)
   */
  public record PerfEvent(PerfEventKind kind, String name, int offset, long value, long cookie)
      implements Target {}

  /** Kinds of perf event ({@code enum bpf_perf_event_type}), in the kernel's order. */
  public enum PerfEventKind {
    /** Unknown, or not told. */
    UNKNOWN,
    /** Entry of a user function. */
    UPROBE,
    /** Return of a user function. */
    URETPROBE,
    /** Entry of a kernel function. */
    KPROBE,
    /** Return of a kernel function. */
    KRETPROBE,
    /** Static tracepoint. */
    TRACEPOINT,
    /** Any other event. */
    EVENT
  }
}
