package bpf4j.benchmarks.compare.measure;

/** One side of a comparison. */
@FunctionalInterface
public interface Batch {
  /**
   * Does its operation again and again.
   *
   * @param times how often
   * @return what that took
   */
  Cost run(int times);
}
