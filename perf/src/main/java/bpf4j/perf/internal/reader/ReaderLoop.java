package bpf4j.perf.internal.reader;

import bpf4j.perf.EventLoop;
import bpf4j.perf.EventView;
import bpf4j.perf.internal.ring.Stop;
import java.util.Optional;
import java.util.function.Consumer;

/** A thread that reads. */
final class ReaderLoop implements EventLoop {
  private final RingReader<?> reader;
  private final Consumer<EventView> handler;
  private final Stop stop;
  private final Thread thread;
  private volatile Throwable failure;

  private ReaderLoop(RingReader<?> reader, String name, Consumer<EventView> handler) {
    this.reader = reader;
    this.handler = handler;
    this.stop = reader.newStop();
    this.thread = new Thread(this::run, name);
    this.thread.setDaemon(true);
  }

  static <T> ReaderLoop start(RingReader<T> reader, String name, Consumer<? super T> handler) {
    ReaderLoop loop = new ReaderLoop(reader, name, reader.decoding(handler));
    loop.thread.start();
    return loop;
  }

  private void run() {
    try {
      int count = 0;
      while (count != RingReader.ENDED && !stop.isAsked() && !thread.isInterrupted()) {
        count = reader.read(RingReader.FOR_EVER, handler, Integer.MAX_VALUE, stop);
      }
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  @Override
  public Thread thread() {
    return thread;
  }

  @Override
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public void close() {
    stop.ask();
    reader.nudge();
    if (Thread.currentThread() == thread) {
      return;
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
