package bpf4j.perf.attach;

import bpf4j.perf.tracepoint.TracepointFormat;
import bpf4j.perf.tracepoint.TracepointName;
import bpf4j.perf.tracepoint.Tracepoints;
import bpf4j.syscall.bpf.LinkCalls;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.perf.PerfEventAttr;
import bpf4j.syscall.perf.PerfTarget;

/** Attaches programs to tracepoints. Thread-safe. */
public final class TracepointAttacher {
  private TracepointAttacher() {}

  /**
   * Attaches a program to a tracepoint, for all processes ({@code perf_event_open(2)}, Linux 4.7;
   * by a link where there are links to perf events, Linux 5.15).
   *
   * @param program a loaded program of the type for tracepoints
   * @param name the tracepoint
   * @param cookie what {@code bpf_get_attach_cookie} returns (Linux 5.15), 0 for none
   * @return the attachment
   * @throws bpf4j.perf.tracepoint.NoSuchTracepointException if this kernel has no such tracepoint
   * @throws bpf4j.syscall.UnsupportedFeatureException if there is a cookie, and no links
   * @throws bpf4j.syscall.SyscallException with EACCES if the program reads behind the end of the
   *     tracepoint's record, or if privileges are missing
   */
  public static Attachment attach(Fd program, TracepointName name, long cookie) {
    return attach(program, name, Tracepoints.format(name), cookie);
  }

  /**
   * As {@link #attach(Fd, TracepointName, long)}, with the format that is known already.
   *
   * @param program a loaded program of the type for tracepoints
   * @param name the tracepoint
   * @param format its format
   * @param cookie what {@code bpf_get_attach_cookie} returns (Linux 5.15), 0 for none
   * @return the attachment
   */
  public static Attachment attach(
      Fd program, TracepointName name, TracepointFormat format, long cookie) {
    try (Attachment.Builder builder = new Attachment.Builder()) {
      String means =
          EventAttacher.attach(
              builder,
              program,
              PerfEventAttr.tracepoint(format.id()).build(),
              PerfTarget.cpu(OnlineCpu.any()),
              cookie);
      return builder.finish("tracepoint " + name + " (" + means + ")");
    }
  }

  /**
   * Attaches a program to a raw tracepoint, by a link (Linux 4.17).
   *
   * @param program a loaded program of the type for raw tracepoints
   * @param name the tracepoint's name without a group, such as {@code sched_switch}; {@code
   *     sys_enter} and {@code sys_exit} for system calls
   * @param cookie what {@code bpf_get_attach_cookie} returns (Linux 6.10), 0 for none
   * @return the attachment
   * @throws bpf4j.syscall.SyscallException with ENOENT if there is no such tracepoint, EINVAL if
   *     the program reads more arguments than it has
   */
  public static Attachment attachRaw(Fd program, String name, long cookie) {
    return Attachment.ofLink(
        LinkCalls.rawTracepoint(program, name, cookie), "raw tracepoint " + name + " (link)");
  }
}
