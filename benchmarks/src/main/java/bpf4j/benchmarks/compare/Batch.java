package bpf4j.benchmarks.compare;

/** One side of a comparison. */
@FunctionalInterface
interface Batch {
  /**
   * Does its operation again and again.
   *
   * @param times how often
   */
  Cost run(int times);
}
