package bpf4j.syscall.internal.libc;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.syscall.Errno;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class LibCTest {
  private static final int ROUNDS = 5_000;

  /** Three calls that fail with three different errors, over and over. */
  private static void fail(int which, AtomicInteger wrong, boolean yield) {
    LibC c = LibC.instance();
    for (int i = 0; i < ROUNDS; i++) {
      long result =
          switch (which) {
            case 0 -> c.close(-1);
            case 1 -> c.bpf(9999, 0, 0);
            default -> c.open(0, 0, 0);
          };
      Errno expected =
          switch (which) {
            case 0 -> Errno.EBADF;
            case 1 -> Errno.EINVAL;
            default -> Errno.EFAULT;
          };
      if (result != -expected.number()) {
        wrong.incrementAndGet();
      }
      if (yield) {
        LockSupport.parkNanos(1); // unmounts a virtual thread
      }
    }
  }

  @Test
  void eachThreadGetsItsOwnErrno() throws InterruptedException {
    AtomicInteger wrong = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int which = i;
      threads.add(new Thread(() -> fail(which, wrong, false)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(wrong).hasValue(0);
  }

  /** Virtual threads share carriers, and jnr keeps errno by carrier. */
  @Test
  void eachVirtualThreadGetsItsOwnErrno() throws Throwable {
    MethodHandle start;
    try {
      start =
          MethodHandles.publicLookup()
              .findStatic(
                  Thread.class,
                  "startVirtualThread",
                  MethodType.methodType(Thread.class, Runnable.class));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return; // JDK 17 has no virtual threads
    }
    AtomicInteger wrong = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      int which = i % 3;
      Runnable body = () -> fail(which, wrong, true);
      threads.add((Thread) start.invoke(body));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(wrong).hasValue(0);
  }

  @Test
  void failedMappingIsANegatedErrno() {
    assertThat(LibC.instance().mmap(0, 4096, 1, 1, -1, 0)).isEqualTo(-Errno.EBADF.number());
    assertThat(LibC.instance().mmap(0, 0, 1, 0x22, -1, 0)).isEqualTo(-Errno.EINVAL.number());
  }
}
