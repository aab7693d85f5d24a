package bpf4j.perf.attach;

import bpf4j.syscall.io.Fd;
import bpf4j.syscall.perf.PerfEventAttr;
import bpf4j.syscall.perf.PerfTarget;
import bpf4j.syscall.system.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Attaches programs to perf events that count or sample. Thread-safe. */
public final class PerfEventAttacher {
  private PerfEventAttacher() {}

  /**
   * Runs a program whenever an event overflows (Linux 4.9; by links Linux 5.15).
   *
   * @param program a loaded program of the type for perf events
   * @param event a sampling event
   * @param targets whom to watch: an event is opened for each
   * @param cookie what {@code bpf_get_attach_cookie} returns (Linux 5.15), 0 for none
   * @param description the event and whom it watches, for people
   * @return the attachment
   * @throws bpf4j.syscall.SyscallException with ENOENT or EOPNOTSUPP if this machine has no such
   *     event, ESRCH if there is no such process, or if privileges are missing
   */
  public static Attachment attach(
      Fd program, PerfEventAttr event, List<PerfTarget> targets, long cookie, String description) {
    if (targets.isEmpty()) {
      throw new IllegalArgumentException("there is nobody to watch for " + description);
    }
    String means = "";
    try (Attachment.Builder builder = new Attachment.Builder()) {
      for (PerfTarget target : targets) {
        means = EventAttacher.attach(builder, program, event, target, cookie);
      }
      return builder.finish(
          "perf event " + description + " (" + targets.size() + " times a " + means + ")");
    }
  }

  /** {@return each CPU that is online} */
  public static List<PerfTarget> allCpus() {
    return Machine.onlineCpus().stream().mapToObj(PerfTarget::cpu).toList();
  }

  /**
   * The threads that a process has now; those that they start are watched if the event has {@link
   * bpf4j.syscall.perf.PerfFlag#INHERIT}.
   *
   * @param pid the process
   * @return a target for each thread
   * @throws UncheckedIOException if there is no such process
   */
  public static List<PerfTarget> threadsOf(long pid) {
    try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      return tasks
          .map(task -> PerfTarget.thread(Integer.parseInt(task.getFileName().toString())))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("there is no process " + pid, e);
    }
  }
}
