package bpf4j.perf.tracepoint;

import bpf4j.elf.NearNames;
import bpf4j.perf.internal.tracefs.TraceFs;
import java.util.ArrayList;
import java.util.List;

/**
 * The tracepoints of the running kernel, as its tracing file system lists them. Where that is not
 * mounted, it is for the moment of the call, seen by nobody else (Linux 5.2, needs CAP_SYS_ADMIN).
 * Thread-safe.
 */
public final class Tracepoints {
  private static final String EVENTS = "events";

  private Tracepoints() {}

  /**
   * Lists all tracepoints.
   *
   * @return their names, sorted; probes that somebody has defined by text are among them
   * @throws bpf4j.syscall.SyscallException if the tracing file system may not be looked at
   */
  public static List<TracepointName> list() {
    try (TraceFs tracing = TraceFs.open()) {
      List<TracepointName> names = new ArrayList<>();
      for (String group : tracing.folders(EVENTS)) {
        for (String event : tracing.folders(EVENTS + "/" + group)) {
          // Groups such as ftrace have events that are only records, which nothing attaches to.
          names.add(new TracepointName(group, event));
        }
      }
      return names;
    }
  }

  /**
   * Reads what a tracepoint records.
   *
   * @param name its name
   * @return its format
   * @throws NoSuchTracepointException if this kernel has no such tracepoint
   * @throws TracepointFormatException if the kernel describes it in a way that is not understood
   * @throws bpf4j.syscall.SyscallException if the tracing file system may not be looked at
   */
  public static TracepointFormat format(TracepointName name) {
    try (TraceFs tracing = TraceFs.open()) {
      return tracing
          .read(folder(name) + "/format")
          .map(TracepointFormat::parse)
          .orElseThrow(() -> missing(name));
    }
  }

  private static String folder(TracepointName name) {
    return EVENTS + "/" + name.group() + "/" + name.event();
  }

  private static NoSuchTracepointException missing(TracepointName name) {
    List<String> all = list().stream().map(TracepointName::toString).toList();
    return new NoSuchTracepointException(name, NearNames.of(name.toString(), all));
  }
}
