package bpf4j.perf.internal.reader;

import bpf4j.perf.EventLoop;
import bpf4j.perf.EventReader;
import bpf4j.perf.EventView;
import bpf4j.perf.ReaderOptions;
import bpf4j.perf.internal.ring.OrderedRings;
import bpf4j.perf.internal.ring.RecordView;
import bpf4j.perf.internal.ring.Ring;
import bpf4j.perf.internal.ring.SampleRing;
import bpf4j.perf.internal.ring.Stop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads rings in turn. The reading thread holds the lock all the time; whoever closes asks it to
 * stop, and takes the lock before anything is given back.
 *
 * @param <T> the type of an event
 */
public final class RingReader<T> implements EventReader<T> {
  /** What {@link #read} answers when the reader is closed. */
  static final int ENDED = -1;

  /** Longer than anybody waits, and far from overflow. */
  static final long FOR_EVER = Long.MAX_VALUE / 4;

  private static final long REFRESH = 1_000_000_000L;

  /** What a producer takes at most between reserving and submitting, unless it is interrupted. */
  private static final long BUSY = 50_000L;

  private final List<RingSource> sources;
  private final Losses losses;
  private final List<Ring> rings = new ArrayList<>();
  private final List<SampleRing> ordered = new ArrayList<>();
  private final Waiter waiter;
  private final ReaderOptions options;
  private final long slack;
  private final long maxDelay;
  private final boolean mayChange;
  private final RecordView view = new RecordView();
  private final Stop stop = new Stop();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final AtomicLong received = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();
  private int first;
  private long refreshed = System.nanoTime();
  private boolean released;

  private RingReader(List<RingSource> sources, ReaderOptions options, Waiter waiter) {
    this.sources = sources;
    this.losses = new Losses(sources);
    this.options = options;
    this.waiter = waiter;
    this.slack = options.slack().toNanos();
    this.maxDelay = options.maxDelay().isZero() ? FOR_EVER : options.maxDelay().toNanos();
    this.mayChange = sources.stream().anyMatch(RingSource::mayChange);
    sources.forEach(source -> source.rings().forEach(this::add));
  }

  /**
   * Starts to read.
   *
   * @param <T> the type of an event
   * @param sources the rings, owned from now on unless this throws
   * @param options how to read them
   * @return the reader
   */
  public static <T> RingReader<T> open(List<RingSource> sources, ReaderOptions options) {
    Waiter waiter = sources.get(0).isInKernel() ? new EpollWaiter() : new MonitorWaiter();
    try {
      return new RingReader<>(List.copyOf(sources), options, waiter);
    } catch (RuntimeException | Error e) {
      waiter.close();
      throw e;
    }
  }

  /** Closes a source that has no reader. */
  static void closeAll(RingSource source) {
    source.rings().forEach(Ring::close);
    source.close();
  }

  private void add(Ring ring) {
    waiter.add(ring);
    rings.add(ring);
    if (slack > 0) {
      if (!(ring instanceof SampleRing sampled)) {
        throw new IllegalArgumentException(
            "only perf event arrays that do not overwrite can be ordered by time");
      }
      ordered.add(sampled);
    }
  }

  @Override
  public int poll(Duration timeout, Consumer<? super T> handler) {
    return pollViews(timeout, decoding(handler));
  }

  @Override
  public int pollViews(Duration timeout, Consumer<? super EventView> handler) {
    Objects.requireNonNull(handler, "handler");
    boolean endless = timeout.compareTo(Duration.ofNanos(FOR_EVER)) > 0;
    int count = read(endless ? FOR_EVER : timeout.toNanos(), handler, Integer.MAX_VALUE, stop);
    return orThrow(count);
  }

  @Override
  public int drain(int max, Consumer<? super T> handler) {
    return drainViews(max, decoding(handler));
  }

  @Override
  public int drainViews(int max, Consumer<? super EventView> handler) {
    Objects.requireNonNull(handler, "handler");
    if (max < 0) {
      throw new IllegalArgumentException("max is " + max + ", which is no number of events");
    }
    return orThrow(max == 0 && !isClosed() ? 0 : read(0, handler, max, stop));
  }

  private static int orThrow(int count) {
    if (count == ENDED) {
      throw new IllegalStateException("the reader is closed; use it inside its try block");
    }
    return count;
  }

  @SuppressWarnings("unchecked") // the layouts are those of channels of T
  Consumer<EventView> decoding(Consumer<? super T> handler) {
    Objects.requireNonNull(handler, "handler");
    return event -> handler.accept((T) view.read());
  }

  /**
   * Hands out what is there, or what comes.
   *
   * @param nanos how long to wait for something
   * @param handler gets each event
   * @param max how many at most
   * @param until ends it early, besides closing
   * @return how many, or {@link #ENDED}
   */
  int read(long nanos, Consumer<? super EventView> handler, int max, Stop until) {
    if (!enter()) {
      return ENDED;
    }
    try {
      int count = sweep(handler, max, until);
      if (count > 0 || nanos <= 0) {
        return count;
      }
      long deadline = System.nanoTime() + nanos;
      while (count == 0 && sleep(deadline - System.nanoTime(), until)) {
        count = sweep(handler, max, until);
      }
      return count;
    } finally {
      leave();
    }
  }

  /** Waits for something to read; false if there is no point in looking again. */
  private boolean sleep(long left, Stop until) {
    if (left <= 0
        || until.isAsked()
        || Thread.currentThread().isInterrupted()
        || woken.getAndSet(false)) {
      return false;
    }
    boolean more = hasMore();
    if (more && slack == 0) {
      return true;
    }
    long nanos = Math.min(left, more ? slack : maxDelay);
    long before = System.nanoTime();
    waiter.await(mayChange ? Math.min(nanos, REFRESH) : nanos);
    if (System.nanoTime() - before < BUSY && !hasMore()) {
      // A record that is being written makes a ring readable, and could keep this awake.
      LockSupport.parkNanos(BUSY);
    }
    return true;
  }

  private boolean hasMore() {
    for (int i = 0; i < rings.size(); i++) {
      if (rings.get(i).hasMore()) {
        return true;
      }
    }
    return false;
  }

  private int sweep(Consumer<? super EventView> handler, int max, Stop until) {
    int count = 0;
    try {
      if (slack > 0) {
        long limit = System.nanoTime() - slack;
        count = OrderedRings.drain(ordered, limit, view, handler, max, until);
      } else {
        int size = rings.size();
        first = first + 1 < size ? first + 1 : 0;
        for (int i = 0; i < size && count < max && !until.isAsked(); i++) {
          int next = first + i;
          Ring ring = rings.get(next < size ? next : next - size);
          count += ring.drain(view, handler, max - count, until);
        }
      }
    } finally {
      received.lazySet(view.placed());
    }
    if (options.lossListener() != null) {
      sources.forEach(source -> source.tellLosses(options.lossListener()));
    }
    if (mayChange && count < max && !until.isAsked()) {
      refresh();
    }
    return count;
  }

  /** Follows processors that come and go; what has gone has just been read to its end. */
  private void refresh() {
    if (System.nanoTime() - refreshed < REFRESH) {
      return;
    }
    refreshed = System.nanoTime();
    for (RingSource source : sources) {
      RingSource.Change change = source.change();
      if (change != null) {
        change.removed().forEach(waiter::remove);
        losses.close(change.removed());
        rings.removeAll(change.removed());
        ordered.removeIf(change.removed()::contains);
        change.added().forEach(this::add);
      }
    }
  }

  private boolean enter() {
    if (lock.isHeldByCurrentThread()) {
      throw new IllegalStateException("a handler cannot read from the reader that has called it");
    }
    if (!lock.tryLock()) {
      if (stop.isAsked()) {
        return false;
      }
      throw new IllegalStateException("another thread reads; a reader is for one thread at a time");
    }
    if (stop.isAsked()) {
      leave();
      return false;
    }
    return true;
  }

  private void leave() {
    try {
      if (stop.isAsked()) {
        release();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Gives everything back; the lock is held. */
  private void release() {
    if (!released) {
      released = true;
      waiter.close();
      losses.end(rings);
      sources.forEach(RingSource::close);
    }
  }

  @Override
  public void close() {
    stop.ask();
    waiter.wake();
    if (lock.isHeldByCurrentThread()) {
      return; // a handler closes: the read that called it gives everything back
    }
    lock.lock();
    leave();
  }

  @Override
  public boolean isClosed() {
    return stop.isAsked();
  }

  @Override
  public void wakeup() {
    woken.set(true);
    waiter.wake();
  }

  @Override
  public long received() {
    return received.get();
  }

  @Override
  public long lost() {
    return losses.sum();
  }

  @Override
  public long lost(int cpu) {
    return losses.of(cpu);
  }

  @Override
  public void forEach(Consumer<? super T> handler) {
    Consumer<EventView> decoding = decoding(handler);
    int count = 0;
    while (count != ENDED && !Thread.currentThread().isInterrupted()) {
      count = read(FOR_EVER, decoding, Integer.MAX_VALUE, stop);
    }
  }

  @Override
  public Iterator<T> iterator() {
    return new EventIterator<>(this);
  }

  /** Waits for events and keeps copies of them; false at the end. */
  boolean collect(Collection<? super T> into, int max) {
    Consumer<EventView> decoding = decoding(into::add);
    int count = 0;
    while (count == 0 && !Thread.currentThread().isInterrupted()) {
      count = read(FOR_EVER, decoding, max, stop);
    }
    return count > 0;
  }

  @Override
  public Stream<T> stream() {
    int kind = Spliterator.ORDERED | Spliterator.NONNULL;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator(), kind), false);
  }

  @Override
  public Flow.Publisher<T> publisher(String threadName) {
    return new EventPublisher<>(this, threadName);
  }

  @Override
  public EventLoop start(String threadName, Consumer<? super T> handler) {
    return ReaderLoop.start(this, threadName, handler);
  }

  /** Has a sleeping thread look whether it is to stop. */
  void nudge() {
    waiter.wake();
  }

  /** A stop of one's own, which this reader's asks too. */
  Stop newStop() {
    return new Stop(stop);
  }
}
