package bpf4j.perf.attach;

import bpf4j.syscall.UnsupportedFeatureException;
import bpf4j.syscall.bpf.LinkCalls;
import bpf4j.syscall.bpf.LinkTarget;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.perf.PerfEventAttr;
import bpf4j.syscall.perf.PerfEvents;
import bpf4j.syscall.perf.PerfTarget;

/** Attaches programs to perf events: by a link where the kernel has them, else by an ioctl. */
final class EventAttacher {
  private EventAttacher() {}

  /**
   * Opens an event and attaches a program to it.
   *
   * @param cookie what the program gets as its cookie, 0 for none
   * @return by what means
   * @throws UnsupportedFeatureException if there is a cookie, but no links
   */
  static String attach(
      Attachment.Builder to, Fd program, PerfEventAttr attr, PerfTarget target, long cookie) {
    try (Fd event = PerfEvents.open(attr, target)) {
      return attach(to, program, event, cookie);
    }
  }

  private static String attach(Attachment.Builder to, Fd program, Fd event, long cookie) {
    try {
      to.link(LinkCalls.create(program, new LinkTarget.PerfEvent(event, cookie)));
      PerfEvents.enable(event);
      return "perf event link";
    } catch (UnsupportedFeatureException e) {
      if (cookie != 0) {
        throw e;
      }
    }
    Fd kept = event.duplicate();
    to.other(kept);
    PerfEvents.setBpf(kept, program);
    PerfEvents.enable(kept);
    return "perf event";
  }
}
