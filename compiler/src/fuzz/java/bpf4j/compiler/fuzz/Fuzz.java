package bpf4j.compiler.fuzz;

import bpf4j.compiler.fuzz.Options.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tests the compiler against the JVM: makes random programs, runs each on both machines on the same
 * packets, and compares verdicts, failures and maps.
 */
public final class Fuzz {
  private static final int BATCH = 128;

  private Fuzz() {}

  /** Runs; the exit code is 0 if all programs agree, 1 if one does not, 2 for a wrong option. */
  public static void main(String[] arguments) throws InterruptedException {
    Options options;
    try {
      options = Options.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(Options.USAGE);
      System.exit(2);
      return;
    }
    System.out.println("seed " + options.seed());
    if (options.has(Mode.SABOTAGE)) {
      System.exit(new SabotageRun(options).run() ? 0 : 1);
    }
    long start = System.nanoTime();
    Summary summary = run(options);
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.print(options.has(Mode.DETAILS) ? summary.details() : summary.histogram());
    System.out.print(summary.reasons());
    System.out.printf("%.1f s, %.0f programs a second%n", seconds, summary.total() / seconds);
    System.out.println(summary.remarks());
    System.out.println(summary.line());
    System.exit(summary.isClean() ? 0 : 1);
  }

  static Summary run(Options options) throws InterruptedException {
    Summary summary = new Summary();
    Report report = new Report(options.report(), options.seed());
    Watchdog watchdog = new Watchdog();
    watchdog.start();
    AtomicLong next = new AtomicLong(options.first());
    long end = (long) options.first() + options.programs();
    ExecutorService threads = Executors.newFixedThreadPool(options.threads());
    List<Future<?>> futures = new ArrayList<>();
    for (int i = 0; i < options.threads(); i++) {
      futures.add(
          threads.submit(
              () -> {
                try (Worker worker = new Worker(options, summary, report, watchdog)) {
                  for (long from = next.getAndAdd(BATCH);
                      from < end;
                      from = next.getAndAdd(BATCH)) {
                    worker.run(from, Math.min(end, from + BATCH));
                  }
                }
              }));
    }
    threads.shutdown();
    for (Future<?> future : futures) {
      try {
        future.get();
      } catch (ExecutionException e) {
        threads.shutdownNow();
        throw new IllegalStateException("a thread has failed", e.getCause());
      }
    }
    return summary;
  }
}
