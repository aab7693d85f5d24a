package bpf4j.syscall.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.syscall.bpf.MapCalls;
import bpf4j.syscall.bpf.MapCreateAttr;
import bpf4j.syscall.bpf.MapType;
import bpf4j.syscall.internal.libc.LibC;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FdTest {
  private static Fd map() {
    return MapCalls.create(MapCreateAttr.of(MapType.ARRAY, 4, 8, 1));
  }

  private static boolean exists(int number) {
    return Files.isSymbolicLink(Path.of("/proc/self/fd/" + number));
  }

  @Test
  void closesOnce() {
    Fd fd = map();
    assertThat(exists(fd.number())).isTrue();
    fd.close();
    assertThat(exists(fd.number())).isFalse();
    try (Fd reuser = map()) {
      assertThat(reuser.number()).isEqualTo(fd.number());
      fd.close(); // must not close the number's next owner
      assertThat(exists(reuser.number())).isTrue();
    }
  }

  @Test
  void isClosedOnExec() throws IOException {
    try (Fd fd = map();
        Fd copy = fd.duplicate()) {
      for (Fd each : new Fd[] {fd, copy}) {
        String info = Files.readString(Path.of("/proc/self/fdinfo/" + each.number()));
        assertThat(info).containsPattern("flags:\\s+02\\d{6}");
      }
    }
  }

  @Test
  void movesLowNumbersUp() {
    try (Fd source = map()) {
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
        assertThat(exists(0)).isFalse();
      } finally {
        c.fcntl((int) saved, 0, 0);
        c.close((int) saved);
      }
      assertThat(exists(0)).isTrue();
    }
  }

  @Test
  void leaseKeepsTheNumberReserved() {
    Fd fd = map();
    int number = fd.acquire();
    fd.close();
    assertThat(fd.isOpen()).isFalse();
    assertThat(exists(number)).isTrue();
    assertThatThrownBy(fd::acquire).isInstanceOf(IllegalStateException.class);
    assertThat(exists(number)).isTrue();
    fd.release();
    assertThat(exists(number)).isFalse();
    assertThatThrownBy(fd::acquire).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void borrowedDescriptorStaysOpen() {
    try (Fd owner = map()) {
      Fd view = Fd.borrow(owner.number());
      view.close();
      assertThat(exists(owner.number())).isTrue();
      assertThatThrownBy(view::acquire).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void concurrentCloseNeverReachesAnotherDescriptor() throws InterruptedException {
    AtomicInteger wrong = new AtomicInteger();
    for (int round = 0; round < 200; round++) {
      Fd fd = map();
      int number = fd.number();
      Thread[] users = new Thread[3];
      for (int i = 0; i < users.length; i++) {
        users[i] =
            new Thread(
                () -> {
                  try {
                    while (true) {
                      fd.acquire();
                      if (!exists(number)) {
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
      assertThat(exists(number)).isFalse();
    }
    assertThat(wrong).hasValue(0);
  }
}
