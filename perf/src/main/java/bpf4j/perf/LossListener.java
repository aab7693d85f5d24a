package bpf4j.perf;

/** Is told of events that were lost because a buffer was full. */
@FunctionalInterface
public interface LossListener {
  /**
   * Called by the reading thread, between events. For a perf event array that is where they are
   * missing, for a ring buffer after those that were read meanwhile.
   *
   * @param cpu the CPU whose programs lost them
   * @param count how many more than before, at least 1
   */
  void onLoss(int cpu, long count);
}
