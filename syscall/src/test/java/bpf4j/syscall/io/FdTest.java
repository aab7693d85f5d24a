package bpf4j.syscall.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.syscall.internal.libc.LibC;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FdTest {
  private static final int CLOSE_ON_EXEC = 0x80000;

  private static Fd counter() {
    return Fd.own((int) LibC.instance().eventfd(0, CLOSE_ON_EXEC));
  }

  /** Whether a number refers to a counter: other threads of this JVM may reuse it for a file. */
  private static boolean isCounter(int number) {
    try {
      Path target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + number));
      return target.toString().equals("anon_inode:[eventfd]");
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void closesOnce() {
    try (Fd other = counter()) {
      int source = other.acquire();
      Fd fd = counter();
      assertThat(isCounter(fd.number())).isTrue();
      fd.close();
      assertThat(isCounter(fd.number())).isFalse();
      long reused = LibC.instance().fcntl(source, 1030, fd.number());
      try (Fd reuser = Fd.own((int) reused)) {
        assertThat(reuser.number()).isEqualTo(fd.number());
        fd.close(); // must not close the number's next owner
        assertThat(isCounter(reuser.number())).isTrue();
      }
      other.release();
    }
  }

  @Test
  void isClosedOnExec() throws IOException {
    try (Fd fd = counter();
        Fd copy = fd.duplicate()) {
      for (Fd each : new Fd[] {fd, copy}) {
        String info = Files.readString(Path.of("/proc/self/fdinfo/" + each.number()));
        assertThat(info).containsPattern("flags:\\s+02\\d{6}");
      }
    }
  }

  @Test
  void movesLowNumbersUp() {
    try (Fd source = counter()) {
      // Stands in for a kernel that gives a low number: 0 is replaced and then taken over.
      LibC c = LibC.instance();
      long saved = c.fcntl(0, 1030, 100);
      c.close(0);
      int number = source.acquire();
      long low = c.fcntl(number, 0, 0);
      source.release();
      try (Fd owned = Fd.own((int) low)) {
        assertThat(low).isZero();
        assertThat(owned.number()).isGreaterThan(2);
        assertThat(isCounter(0)).isFalse();
      } finally {
        c.fcntl((int) saved, 0, 0);
        c.close((int) saved);
      }
      assertThat(c.fcntl(0, 1, 0)).isNotNegative();
    }
  }

  @Test
  void leaseKeepsTheNumberReserved() {
    Fd fd = counter();
    int number = fd.acquire();
    fd.close();
    assertThat(fd.isOpen()).isFalse();
    assertThat(isCounter(number)).isTrue();
    assertThatThrownBy(fd::acquire).isInstanceOf(IllegalStateException.class);
    assertThat(isCounter(number)).isTrue();
    fd.release();
    assertThat(isCounter(number)).isFalse();
    assertThatThrownBy(fd::acquire).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void borrowedDescriptorStaysOpen() {
    try (Fd owner = counter()) {
      Fd view = Fd.borrow(owner.number());
      view.close();
      assertThat(isCounter(owner.number())).isTrue();
      assertThatThrownBy(view::acquire).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void concurrentCloseNeverReachesAnotherDescriptor() throws InterruptedException {
    AtomicInteger wrong = new AtomicInteger();
    for (int round = 0; round < 200; round++) {
      Fd fd = counter();
      int number = fd.number();
      Thread[] users = new Thread[3];
      for (int i = 0; i < users.length; i++) {
        users[i] =
            new Thread(
                () -> {
                  try {
                    while (true) {
                      fd.acquire();
                      if (!isCounter(number)) {
                        wrong.incrementAndGet();
                      }
                      fd.release();
                    }
                  } catch (IllegalStateException closed) {
                    // as it must end
                  }
                });
        users[i].start();
      }
      fd.close();
      for (Thread user : users) {
        user.join();
      }
      assertThat(isCounter(number)).isFalse();
    }
    assertThat(wrong).hasValue(0);
  }
}
