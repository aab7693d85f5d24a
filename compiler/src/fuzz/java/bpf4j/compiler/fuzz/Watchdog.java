package bpf4j.compiler.fuzz;

import bpf4j.compiler.fuzz.run.JavaCompiler;
import bpf4j.compiler.fuzz.run.Subject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Ends the process when one program takes too long, as a thread that does not return cannot be. */
final class Watchdog {
  /** Emulated machines need more. */
  private static final long LIMIT_SECONDS = Long.getLong("bpf4j.fuzz.limit", 180);

  private static final int EXIT_CODE = 3;

  private record Entry(Subject subject, long since) {}

  private final Map<Thread, Entry> running = new ConcurrentHashMap<>();

  void enter(Subject subject) {
    running.put(Thread.currentThread(), new Entry(subject, System.nanoTime()));
  }

  void leave() {
    running.remove(Thread.currentThread());
  }

  /** Looks after what runs, on a thread that does not keep the process alive. */
  void start() {
    Thread thread = new Thread(this::watch, "watchdog");
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(1000);
        running.forEach(Watchdog::check);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void check(Thread thread, Entry entry) {
    if (System.nanoTime() - entry.since > LIMIT_SECONDS * 1_000_000_000) {
      System.out.println("no end after " + LIMIT_SECONDS + " seconds:");
      System.out.println(JavaCompiler.listing(entry.subject));
      for (StackTraceElement element : thread.getStackTrace()) {
        System.out.println("  at " + element);
      }
      Runtime.getRuntime().halt(EXIT_CODE);
    }
  }
}
