package bpf4j.perf.internal.reader;

import bpf4j.perf.internal.ring.Ring;
import java.util.concurrent.TimeUnit;

/** Sleeps in the JVM, for rings that live there. */
final class MonitorWaiter implements Waiter {
  private boolean woken;

  @Override
  public void add(Ring ring) {
    ring.onRecord(this::wake);
  }

  @Override
  public void remove(Ring ring) {
    ring.onRecord(() -> {});
  }

  @Override
  public synchronized void await(long nanos) {
    long deadline = System.nanoTime() + nanos;
    try {
      long left = nanos;
      while (!woken && left > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, TimeUnit.MILLISECONDS.toNanos(1)));
        left = deadline - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    woken = false;
  }

  @Override
  public synchronized void wake() {
    woken = true;
    notifyAll();
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
