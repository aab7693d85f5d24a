package bpf4j.perf.internal.reader;

import bpf4j.perf.internal.ring.Ring;
import bpf4j.syscall.io.Epoll;
import bpf4j.syscall.io.EventFd;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.time.Duration;

/**
 * Sleeps in the kernel, on all rings at once. Which of them woke it does not matter: readers look
 * at all, since a perf event tells only once that it can be read.
 */
final class EpollWaiter implements Waiter {
  private static final int MAX_EVENTS = 64;

  private final Epoll epoll = Epoll.open(MAX_EVENTS);
  private final EventFd alarm;
  private boolean closed;
  private Interruption interruption = new Interruption();

  EpollWaiter() {
    EventFd opened = null;
    try {
      opened = EventFd.open();
      epoll.add(opened.fd(), Epoll.Interest.READABLE, 0);
      alarm = opened;
    } catch (RuntimeException | Error e) {
      if (opened != null) {
        opened.close();
      }
      epoll.close();
      throw e;
    }
  }

  @Override
  public void add(Ring ring) {
    epoll.add(ring.fd(), Epoll.Interest.READABLE, 0);
  }

  @Override
  public void remove(Ring ring) {
    epoll.remove(ring.fd());
  }

  @Override
  public void await(long nanos) {
    interruption.enter();
    try {
      epoll.await(Duration.ofNanos(nanos));
    } finally {
      if (interruption.leave()) {
        interruption = new Interruption(); // each serves for one interrupt
      }
    }
    alarm.clear();
  }

  @Override
  public synchronized void wake() {
    if (!closed) {
      alarm.signal();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    epoll.close();
    alarm.close();
  }

  /** Has {@link Thread#interrupt()} wake the thread that is in the kernel. */
  private final class Interruption extends AbstractInterruptibleChannel {
    void enter() {
      begin();
    }

    /** {@return whether the thread was interrupted; it still is} */
    boolean leave() {
      try {
        end(true);
        return !isOpen();
      } catch (ClosedByInterruptException e) {
        return true;
      } catch (IOException e) {
        throw new IllegalStateException("an end without an operation", e);
      }
    }

    @Override
    protected void implCloseChannel() {
      wake();
    }
  }
}
