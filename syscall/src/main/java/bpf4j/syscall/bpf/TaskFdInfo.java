package bpf4j.syscall.bpf;

/**
 * The program attached to a perf event or tracepoint descriptor of some process.
 *
 * @param programId the program's id
 * @param kind what it is attached to
 * @param name the tracepoint, function or file; empty if an address was given
 * @param offset in the function or file, in bytes
 * @param address the probed address, for probes by address
 */
public record TaskFdInfo(int programId, Kind kind, String name, long offset, long address) {
  /** What a program is attached to ({@code enum bpf_task_fd_type}), in the kernel's order. */
  public enum Kind {
    /** Raw tracepoint. */
    RAW_TRACEPOINT,
    /** Static tracepoint. */
    TRACEPOINT,
    /** Entry of a kernel function. */
    KPROBE,
    /** Return of a kernel function. */
    KRETPROBE,
    /** Entry of a user function. */
    UPROBE,
    /** Return of a user function. */
    URETPROBE
  }
}
