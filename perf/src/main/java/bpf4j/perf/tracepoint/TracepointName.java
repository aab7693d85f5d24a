package bpf4j.perf.tracepoint;

/**
 * The name of a tracepoint, such as {@code sched:sched_switch}.
 *
 * @param group the folder of its group in the tracing file system
 * @param event the folder in that
 */
public record TracepointName(String group, String event) {
  /** Refuses what cannot be a folder's name. */
  public TracepointName {
    check(group);
    check(event);
  }

  /**
   * Reads a name.
   *
   * @param name {@code group:event} or {@code group/event}
   * @return the name
   * @throws IllegalArgumentException if it is not of that form
   */
  public static TracepointName parse(String name) {
    int colon = Math.max(name.indexOf(':'), name.indexOf('/'));
    if (colon < 0) {
      throw new IllegalArgumentException(
          "a tracepoint is named group:event, as in sched:sched_switch, not " + name);
    }
    return new TracepointName(name.substring(0, colon), name.substring(colon + 1));
  }

  private static void check(String part) {
    if (part.isEmpty() || part.startsWith(".") || part.contains("/") || part.contains(":")) {
      throw new IllegalArgumentException(
          "a tracepoint is named group:event, as in sched:sched_switch; \""
              + part
              + "\" cannot be a part of that");
    }
  }

  @Override
  public String toString() {
    return group + ":" + event;
  }
}
