package bpf4j.syscall.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.syscall.Errno;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class LockedMemoryTest {
  private static final long REFUSED = -Errno.EPERM.number();

  private final AtomicInteger raises = new AtomicInteger();

  private LockedMemory memory(boolean isCharged, boolean canRaise) {
    return new LockedMemory(
        isCharged,
        () -> {
          raises.incrementAndGet();
          return canRaise;
        });
  }

  /** Refused until the limit is up. */
  private long call() {
    return raises.get() == 0 ? REFUSED : 7;
  }

  @Test
  void olderKernelGetsTheLimitRaisedOnce() {
    LockedMemory memory = memory(true, true);
    assertThat(memory.retry(this::call)).isEqualTo(7);
    assertThat(memory.retry(() -> REFUSED)).isEqualTo(REFUSED);
    assertThat(raises).hasValue(1);
  }

  @Test
  void limitThatCannotBeRaisedLeavesTheRefusal() {
    AtomicInteger calls = new AtomicInteger();
    LongSupplier refused =
        () -> {
          calls.incrementAndGet();
          return REFUSED;
        };
    assertThat(memory(true, false).retry(refused)).isEqualTo(REFUSED);
    assertThat(calls).hasValue(1);
  }

  @Test
  void newerKernelIsNotAskedTwice() {
    assertThat(memory(false, true).retry(this::call)).isEqualTo(REFUSED);
    assertThat(memory(true, true).retry(() -> -Errno.EINVAL.number()))
        .isEqualTo(-Errno.EINVAL.number());
    assertThat(raises).hasValue(0);
  }
}
