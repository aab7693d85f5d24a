package bpf4j.syscall.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EpollTest {
  @Test
  void reportsWhatIsReady() {
    try (Epoll epoll = Epoll.open(8);
        EventFd first = EventFd.open();
        EventFd second = EventFd.open()) {
      epoll.add(first.fd(), Epoll.Interest.READABLE, 1L << 40);
      epoll.add(second.fd(), Epoll.Interest.READABLE, -2);
      assertThat(epoll.await(0)).isZero();
      second.signal();
      assertThat(epoll.await(0)).isEqualTo(1);
      assertThat(epoll.data(0)).isEqualTo(-2);
      assertThat(epoll.isError(0)).isFalse();
      first.signal();
      assertThat(epoll.await(0)).isEqualTo(2);
      assertThat(epoll.data(0) + epoll.data(1)).isEqualTo((1L << 40) - 2);
      assertThat(second.clear()).isTrue();
      assertThat(second.clear()).isFalse();
      assertThat(epoll.await(0)).isEqualTo(1);
      assertThat(epoll.data(0)).isEqualTo(1L << 40);
      assertThat(epoll.remove(first.fd())).isTrue();
      assertThat(epoll.remove(first.fd())).isFalse();
      assertThat(epoll.await(Duration.ofNanos(1))).isZero();
    }
  }

  @Test
  void anotherThreadWakesTheWaiter() throws InterruptedException {
    try (Epoll epoll = Epoll.open(1);
        EventFd wakeup = EventFd.open()) {
      epoll.add(wakeup.fd(), Epoll.Interest.READABLE, 0);
      Thread waker = new Thread(wakeup::signal);
      waker.start();
      assertThat(epoll.await(-1)).isEqualTo(1);
      waker.join();
    }
  }

  @Test
  void closedSetRefusesToWait() {
    Epoll epoll = Epoll.open(1);
    epoll.close();
    assertThatThrownBy(() -> epoll.await(0)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void waitingAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    try (Epoll epoll = Epoll.open(1)) {
      waitOften(epoll);
      long before = threads.getThreadAllocatedBytes(thread);
      waitOften(epoll);
      assertThat((threads.getThreadAllocatedBytes(thread) - before) / 10_000).isZero();
    }
  }

  private static void waitOften(Epoll epoll) {
    for (int i = 0; i < 10_000; i++) {
      if (epoll.await(0) != 0) {
        throw new AssertionError();
      }
    }
  }
}
