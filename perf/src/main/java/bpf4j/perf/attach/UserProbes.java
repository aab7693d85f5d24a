package bpf4j.perf.attach;

import bpf4j.perf.attach.UserProbe.Site;
import bpf4j.syscall.bpf.LinkCalls;
import bpf4j.syscall.bpf.LinkTarget;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.perf.PerfEventAttr;
import bpf4j.syscall.perf.PerfTarget;
import java.util.Collections;
import java.util.List;

/**
 * Attaches programs to user space code, by perf events and links: no probe is left behind, however
 * this process ends. Thread-safe.
 */
public final class UserProbes {
  private UserProbes() {}

  /**
   * Attaches a program to each place by a perf event of its own (Linux 4.17; with a semaphore 4.20;
   * by links Linux 5.15).
   *
   * @param program a loaded program of the type for kprobes
   * @param probe the places
   * @return the attachment
   * @throws bpf4j.syscall.UnsupportedFeatureException if there is a cookie, but no links, or if the
   *     kernel has no uprobes
   * @throws bpf4j.syscall.SyscallException with ESRCH if there is no such process, EINVAL or
   *     ENOTSUPP if there is an instruction that cannot be probed, or if privileges are missing
   */
  public static Attachment attach(Fd program, UserProbe probe) {
    ProbeDevice device = ProbeDevice.of("uprobe");
    PerfTarget target =
        probe.pid().isPresent()
            ? PerfTarget.thread(Math.toIntExact(probe.pid().getAsLong()))
            : PerfTarget.cpu(OnlineCpu.any());
    String means = "";
    try (Attachment.Builder builder = new Attachment.Builder()) {
      for (Site site : probe.sites()) {
        PerfEventAttr attr =
            PerfEventAttr.uprobe(
                    device.type(),
                    probe.file().toString(),
                    site.offset(),
                    device.bit(probe.atReturn()),
                    site.counter())
                .build();
        means = EventAttacher.attach(builder, program, attr, target, probe.cookie());
      }
      return builder.finish(probe.describe() + " (" + means + ")");
    }
  }

  /**
   * Attaches a program to all places at once, by one link (Linux 6.6).
   *
   * @param program a program of the type for kprobes, loaded for {@link
   *     bpf4j.syscall.bpf.AttachType#TRACE_UPROBE_MULTI}
   * @param probe the places
   * @return the attachment
   * @throws bpf4j.syscall.UnsupportedFeatureException if the kernel has no such links
   * @throws bpf4j.syscall.SyscallException with ESRCH if there is no such process
   */
  public static Attachment attachMulti(Fd program, UserProbe probe) {
    List<Long> offsets = probe.sites().stream().map(Site::offset).toList();
    boolean counted = probe.sites().stream().anyMatch(site -> site.counter() != 0);
    List<Long> counters = counted ? probe.sites().stream().map(Site::counter).toList() : List.of();
    List<Long> cookies =
        probe.cookie() == 0 ? List.of() : Collections.nCopies(offsets.size(), probe.cookie());
    int pid = Math.toIntExact(probe.pid().orElse(0));
    LinkTarget target =
        new LinkTarget.UprobeMulti(
            probe.file().toString(), offsets, counters, cookies, probe.atReturn(), false, pid);
    return Attachment.ofLink(
        LinkCalls.create(program, target), probe.describe() + " (uprobe multi link)");
  }
}
