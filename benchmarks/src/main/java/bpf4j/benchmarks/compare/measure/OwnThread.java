package bpf4j.benchmarks.compare.measure;

import java.lang.management.ManagementFactory;
import java.util.function.IntToLongFunction;
import java.util.function.LongSupplier;

/** What the calling thread's work costs in this JVM. */
public final class OwnThread {
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Less than this, in bytes, for an operation is nothing: a batch as a whole makes its Cost. */
  public static final double NO_BYTES = 0.1;

  private static final int BATCHES = 4;
  private static final long PATIENCE_NANOS = 5_000_000_000L;

  private OwnThread() {}

  /**
   * Does a batch and measures it.
   *
   * @param work does as many operations as it is told, and returns a sum of their results
   * @param times how many
   * @return what it took
   */
  public static Cost measured(IntToLongFunction work, int times) {
    long cpu = THREADS.getCurrentThreadCpuTime();
    long wall = System.nanoTime();
    long sum = work.applyAsLong(times);
    wall = System.nanoTime() - wall;
    return new Cost(wall, THREADS.getCurrentThreadCpuTime() - cpu, sum);
  }

  /**
   * Does batches until this thread has been on a processor for a while, so that the JIT has seen
   * what there is to see.
   *
   * @param batch does a batch
   * @param millis how long
   */
  public static void warmUp(Runnable batch, int millis) {
    long end = THREADS.getCurrentThreadCpuTime() + millis * 1_000_000L;
    do {
      batch.run();
    } while (THREADS.getCurrentThreadCpuTime() < end);
  }

  /**
   * Bytes that this thread allocates for an operation, once it is compiled: until then the JIT has
   * not removed what it can, so this waits some seconds for the number to fall to nothing.
   *
   * @param batch does a batch and returns how many bytes were allocated by what counts of it
   * @param times how many operations that is
   */
  public static double bytesPerOperation(LongSupplier batch, int times) {
    return bytesPerOperation(batch, times, PATIENCE_NANOS);
  }

  static double bytesPerOperation(LongSupplier batch, int times, long patienceNanos) {
    long end = System.nanoTime() + patienceNanos;
    double bytes;
    do {
      long sum = 0;
      for (int i = 0; i < BATCHES; i++) {
        sum += batch.getAsLong();
      }
      bytes = (double) sum / ((long) BATCHES * times);
    } while (bytes >= NO_BYTES && System.nanoTime() < end);
    return bytes;
  }

  /** {@return what this thread has allocated so far, in bytes} */
  public static long allocated() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }
}
