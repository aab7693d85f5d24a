package bpf4j.perf.internal.reader;

import bpf4j.perf.EventView;
import bpf4j.perf.internal.ring.Stop;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Reads for a subscriber, in a thread of its own, as much as that one asks for. */
final class EventPublisher<T> implements Flow.Publisher<T> {
  /** How often a thread that nobody asks for events looks whether the reader is closed. */
  private static final long LOOK = 20_000_000L;

  private final RingReader<T> reader;
  private final String threadName;
  private final AtomicBoolean subscribed = new AtomicBoolean();

  EventPublisher(RingReader<T> reader, String threadName) {
    this.reader = reader;
    this.threadName = Objects.requireNonNull(threadName, "threadName");
  }

  @Override
  public void subscribe(Flow.Subscriber<? super T> subscriber) {
    Objects.requireNonNull(subscriber, "subscriber");
    if (!subscribed.compareAndSet(false, true)) {
      subscriber.onSubscribe(
          new Flow.Subscription() {
            @Override
            public void request(long n) {
              // There is nothing to come.
            }

            @Override
            public void cancel() {
              // Nothing runs.
            }
          });
      subscriber.onError(
          new IllegalStateException("events are read once: there is a subscriber already"));
      return;
    }
    Delivery delivery = new Delivery(subscriber);
    delivery.thread.setDaemon(true);
    delivery.thread.start();
  }

  private final class Delivery implements Flow.Subscription, Runnable {
    private final Flow.Subscriber<? super T> subscriber;
    private final Consumer<EventView> handler;
    private final Stop stop = reader.newStop();
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final AtomicLong demand = new AtomicLong();
    private final Thread thread = new Thread(this, threadName);
    private volatile RuntimeException misuse;

    Delivery(Flow.Subscriber<? super T> subscriber) {
      this.subscriber = subscriber;
      this.handler = reader.decoding(subscriber::onNext);
    }

    @Override
    public void request(long n) {
      if (n < 1) {
        misuse = new IllegalArgumentException("request(" + n + ") asks for nothing");
        stop.ask();
        reader.nudge();
      } else {
        demand.accumulateAndGet(n, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
      }
      LockSupport.unpark(thread);
    }

    @Override
    public void cancel() {
      cancelled.set(true);
      stop.ask();
      reader.nudge();
      LockSupport.unpark(thread);
    }

    @Override
    public void run() {
      try {
        subscriber.onSubscribe(this);
        deliver();
        if (cancelled.get()) {
          return;
        }
        if (misuse != null) {
          subscriber.onError(misuse);
        } else {
          subscriber.onComplete();
        }
      } catch (RuntimeException | Error e) {
        if (!cancelled.get()) {
          subscriber.onError(e);
        }
      }
    }

    private void deliver() {
      int count = 0;
      while (count != RingReader.ENDED && !stop.isAsked() && !thread.isInterrupted()) {
        long wanted = demand.get();
        if (wanted == 0) {
          LockSupport.parkNanos(this, LOOK);
          continue;
        }
        int max = (int) Math.min(wanted, Integer.MAX_VALUE);
        count = reader.read(RingReader.FOR_EVER, handler, max, stop);
        if (count > 0) {
          demand.addAndGet(wanted == Long.MAX_VALUE ? 0 : -count);
        }
      }
    }
  }
}
