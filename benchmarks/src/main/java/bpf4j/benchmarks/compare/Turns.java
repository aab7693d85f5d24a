package bpf4j.benchmarks.compare;

import java.lang.management.ManagementFactory;
import java.util.function.IntToLongFunction;

/**
 * Two sides doing batches by turns, first the one and then the other, next time the other way
 * round.
 */
final class Turns {
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final double[] wallRatios;
  private final double[] cpuRatios;
  private final double[] ours;
  private final double[] theirs;

  private Turns(int pairs) {
    wallRatios = new double[pairs];
    cpuRatios = new double[pairs];
    ours = new double[pairs];
    theirs = new double[pairs];
  }

  /**
   * What came out.
   *
   * @param ours nanoseconds per operation on the clock, this side
   * @param theirs the other's
   * @param wall this side's time on the clock in terms of the other's
   * @param cpu the same of time on the processor
   */
  record Result(Median ours, Median theirs, Median wall, Median cpu) {}

  /**
   * Takes turns.
   *
   * @throws IllegalStateException if the two sides come to different results
   */
  static Result take(Batch us, Batch them, int pairs, int times) {
    Turns turns = new Turns(pairs);
    for (int i = 0; i < pairs; i++) {
      boolean usFirst = i % 2 == 0;
      Cost first = (usFirst ? us : them).run(times);
      Cost second = (usFirst ? them : us).run(times);
      turns.record(i, usFirst ? first : second, usFirst ? second : first, times);
    }
    return new Result(
        Median.of(turns.ours),
        Median.of(turns.theirs),
        Median.of(turns.wallRatios),
        Median.of(turns.cpuRatios));
  }

  private void record(int i, Cost us, Cost them, int times) {
    if (us.sum() != them.sum()) {
      throw new IllegalStateException(
          "not the same work: one side's results sum up to "
              + us.sum()
              + ", the other's to "
              + them.sum());
    }
    ours[i] = (double) us.wall() / times;
    theirs[i] = (double) them.wall() / times;
    wallRatios[i] = (double) us.wall() / them.wall();
    cpuRatios[i] = (double) us.cpu() / them.cpu();
  }

  /** Does a batch in this thread and measures it. */
  static Cost measured(MapWork work, int times) {
    work.prepare().run();
    return measured(work.loop(), times);
  }

  /** Does a batch of anything in this thread and measures it. */
  static Cost measured(IntToLongFunction work, int times) {
    long cpu = THREADS.getCurrentThreadCpuTime();
    long wall = System.nanoTime();
    long sum = work.applyAsLong(times);
    wall = System.nanoTime() - wall;
    return new Cost(wall, THREADS.getCurrentThreadCpuTime() - cpu, sum);
  }

  /** What this thread has allocated so far, in bytes. */
  static long allocated() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }
}
