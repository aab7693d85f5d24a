package bpf4j.perf.attach;

import bpf4j.syscall.bpf.AttachType;
import bpf4j.syscall.bpf.LinkCalls;
import bpf4j.syscall.bpf.LinkTarget;
import bpf4j.syscall.io.Fd;

/**
 * Attaches programs to places in the kernel that they were loaded for, by links: nothing is left
 * behind, however this process ends. Thread-safe.
 */
public final class TrampolineAttacher {
  private TrampolineAttacher() {}

  /**
   * Attaches a program (Linux 5.5; security hooks 5.7).
   *
   * @param program a loaded program of the types tracing or LSM
   * @param place the place that it was loaded for
   * @param type what it was loaded as
   * @param cookie what {@code bpf_get_attach_cookie} returns (Linux 5.19; at tracepoints 6.10), 0
   *     for none
   * @return the attachment
   * @throws bpf4j.syscall.UnsupportedFeatureException if there is a cookie, and no cookies for such
   *     places, or if this machine's kernel cannot have functions call programs
   * @throws bpf4j.syscall.SyscallException with EBUSY if too many programs are attached there, or
   *     if privileges are missing
   */
  public static Attachment attach(Fd program, KernelPlace place, AttachType type, long cookie) {
    Fd link =
        cookie == 0
            ? LinkCalls.rawTracepoint(program, null, 0)
            : LinkCalls.create(program, new LinkTarget.Tracing(type, null, 0, cookie));
    return Attachment.ofLink(link, describe(type) + " " + place + " (link)");
  }

  private static String describe(AttachType type) {
    return switch (type) {
      case TRACE_FENTRY -> "entry of";
      case TRACE_FEXIT -> "exit of";
      case MODIFY_RETURN -> "result of";
      default -> "program at";
    };
  }
}
