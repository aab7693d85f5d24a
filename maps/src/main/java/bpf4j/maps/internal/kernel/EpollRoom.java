package bpf4j.maps.internal.kernel;

import bpf4j.maps.internal.ring.Room;
import bpf4j.syscall.io.Epoll;
import bpf4j.syscall.io.Fd;
import java.time.Duration;

/**
 * Waits for programs to drain a user ring buffer.
 *
 * <p>The kernel calls a ring writable while any byte of it is free, which may be too few: hence it
 * is waited for its telling so anew, which it does after each drain. A program may drain without
 * telling; that is found out by the limit on each wait.
 */
final class EpollRoom implements Room {

  private final Epoll epoll = Epoll.open(1);

  EpollRoom(Fd ring) {
    try {
      epoll.add(ring, Epoll.Interest.WRITABLE_ANEW, 0);
    } catch (RuntimeException | Error e) {
      epoll.close();
      throw e;
    }
  }

  @Override
  public void await(long consumer, long nanos) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    epoll.await(Duration.ofNanos(nanos));
  }

  @Override
  public void close() {
    epoll.close();
  }
}
