package bpf4j.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.maps.layout.Layout;
import bpf4j.syscall.bpf.InfoCalls;
import bpf4j.syscall.bpf.MapType;
import bpf4j.syscall.system.Machine;
import bpf4j.testkit.Requirements;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Records from Java to programs; in the kernel a program in instructions takes them. */
class UserRingBufferTest {

  private static final int SIZE = Machine.pageSize();
  private static final Layout<Long> NUMBER = Layout.of(Long.class);

  /** A ring and who drains it. */
  private static final class Rig implements AutoCloseable {
    final BpfUserRingBuffer<Long> ring;
    private final List<Long> seen = new ArrayList<>();
    private BpfQueue<Long> queue;
    private Drainer drainer;

    Rig(Side side) {
      if (side == Side.KERNEL) {
        Requirements.root();
        ring = BpfMaps.userRingBuffer(Long.class, SIZE);
        queue = BpfMaps.queue(Long.class, SIZE);
        drainer = new Drainer(ring.fd(), queue.fd());
      } else {
        ring = JvmMaps.userRingBuffer(Long.class, SIZE);
      }
    }

    /** Drains; a record in front of others that is still being written counts as none. */
    long drain() {
      if (drainer == null) {
        return ring.drain(seen::add);
      }
      long taken = drainer.drain();
      for (Long next = queue.pop(); next != null; next = queue.pop()) {
        seen.add(next);
      }
      return taken;
    }

    List<Long> taken() {
      List<Long> all = List.copyOf(seen);
      seen.clear();
      return all;
    }

    @Override
    public void close() {
      ring.close();
      if (drainer != null) {
        drainer.close();
        queue.close();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void recordsArriveInOrderRoundAfterRound(Side side) {
    try (Rig rig = new Rig(side)) {
      long next = 0;
      int fitting = SIZE / 16;
      for (int round = 0; round < 7; round++) {
        List<Long> sent = new ArrayList<>();
        for (int i = 0; i < fitting - round; i++) {
          sent.add(next);
          assertThat(rig.ring.offer(next++)).isTrue();
        }
        assertThat(rig.ring.unread()).isEqualTo(16L * sent.size());
        assertThat(rig.drain()).isEqualTo(sent.size());
        assertThat(rig.taken()).isEqualTo(sent);
        assertThat(rig.ring.unread()).isZero();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void fullRingsTakeNothing(Side side) {
    try (Rig rig = new Rig(side)) {
      for (long i = 0; i < SIZE / 16; i++) {
        assertThat(rig.ring.offer(i)).isTrue();
      }
      assertThat(rig.ring.offer(-1L)).isFalse();
      assertThat(rig.drain()).isEqualTo(SIZE / 16);
      assertThat(rig.taken()).hasSize(SIZE / 16).doesNotContain(-1L);
      assertThat(rig.ring.offer(-1L)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void recordsOfAnyLengthAreWrittenWhereTheyLie(Side side) {
    try (Rig rig = new Rig(side);
        UserRingWriter<Long> writer = rig.ring.writer()) {
      // Lengths that cut the end of the ring at every multiple of 8.
      for (int bytes = 8; bytes < 700; bytes += 9) {
        assertThat(writer.reserve(bytes)).isTrue();
        assertThat(writer.record().remaining()).isEqualTo(bytes);
        writer.record().putLong(bytes);
        while (writer.record().hasRemaining()) {
          writer.record().put((byte) -1);
        }
        writer.submit();
        assertThat(rig.drain()).isEqualTo(1);
        assertThat(rig.taken()).containsExactly((long) bytes);
      }
      assertThat(writer.reserve(SIZE - 8)).isTrue();
      writer.set(5L);
      writer.submit();
      assertThat(rig.ring.offer(6L)).isFalse();
      assertThat(rig.drain()).isEqualTo(1);
      assertThat(rig.taken()).containsExactly(5L);
      for (int wrong : new int[] {-1, 0, SIZE - 7, Integer.MAX_VALUE}) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> writer.reserve(wrong))
            .withMessageContaining("a record of " + wrong + " bytes");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void discardedRecordsArePassedOver(Side side) {
    try (Rig rig = new Rig(side);
        UserRingWriter<Long> writer = rig.ring.writer()) {
      rig.ring.offer(1L);
      assertThat(writer.reserve()).isTrue();
      writer.set(2L);
      writer.discard();
      rig.ring.offer(3L);
      assertThatThrownBy(() -> writer.write(null)).isInstanceOf(NullPointerException.class);
      try (UserRingWriter<Long> left = rig.ring.writer()) {
        assertThat(left.reserve(100)).isTrue();
      }
      rig.ring.offer(4L);
      assertThat(rig.drain()).isEqualTo(3);
      assertThat(rig.taken()).containsExactly(1L, 3L, 4L);
      assertThat(rig.ring.unread()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void reservationsHoldTheirPlace(Side side) {
    try (Rig rig = new Rig(side);
        UserRingWriter<Long> first = rig.ring.writer();
        UserRingWriter<Long> second = rig.ring.writer()) {
      assertThat(first.reserve()).isTrue();
      assertThat(second.write(2L)).isTrue();
      rig.drain();
      assertThat(rig.taken()).isEmpty();
      first.set(1L);
      first.submit();
      assertThat(rig.drain()).isEqualTo(2);
      assertThat(rig.taken()).containsExactly(1L, 2L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void writersSayWhatIsWrong(Side side) {
    try (Rig rig = new Rig(side)) {
      UserRingWriter<Long> writer = rig.ring.writer();
      assertThatIllegalStateException()
          .isThrownBy(writer::submit)
          .withMessageContaining("no reservation");
      assertThatIllegalStateException().isThrownBy(writer::record);
      assertThat(writer.reserve(4)).isTrue();
      assertThatIllegalStateException()
          .isThrownBy(writer::reserve)
          .withMessageContaining("already");
      assertThatThrownBy(() -> writer.set(1L)).isInstanceOf(IndexOutOfBoundsException.class);
      writer.discard();
      assertThatIllegalStateException().isThrownBy(writer::discard);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> writer.reserve(8, Duration.ofMillis(-1)));
      writer.close();
      writer.close();
      assertThatIllegalStateException().isThrownBy(writer::reserve).withMessageContaining("closed");
      assertThat(rig.drain()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void writersWaitForRoom(Side side) throws Exception {
    try (Rig rig = new Rig(side);
        UserRingWriter<Long> writer = rig.ring.writer()) {
      // Never quite full, so that the kernel calls it writable all the time.
      int half = SIZE / 2;
      assertThat(writer.reserve(half)).isTrue();
      writer.set(1L);
      writer.submit();
      assertThat(writer.reserve(half, Duration.ZERO)).isFalse();
      long start = System.nanoTime();
      assertThat(writer.reserve(half, Duration.ofMillis(120))).isFalse();
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(120_000_000L);
      CompletableFuture<Long> drained =
          CompletableFuture.supplyAsync(
              rig::drain, CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS));
      assertThat(writer.reserve(half, Duration.ofSeconds(20))).isTrue();
      writer.set(2L);
      writer.submit();
      assertThat(drained.get()).isEqualTo(1);
      assertThat(rig.drain()).isEqualTo(1);
      assertThat(rig.taken()).containsExactly(1L, 2L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void waitingEndsWhenTheRingIsClosedOrTheThreadInterrupted(Side side) throws Exception {
    try (Rig rig = new Rig(side);
        UserRingWriter<Long> writer = rig.ring.writer()) {
      assertThat(writer.reserve(SIZE - 8)).isTrue();
      writer.submit();
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> writer.write(1L, Duration.ofSeconds(20)))
          .isInstanceOf(InterruptedException.class);
      assertThat(Thread.interrupted()).isFalse();
      CompletableFuture<Void> closed =
          CompletableFuture.runAsync(
              rig.ring::close, CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS));
      assertThatIllegalStateException()
          .isThrownBy(() -> writer.write(1L, Duration.ofSeconds(20)))
          .withMessageContaining("is closed");
      closed.get();
    }
  }

  @ParameterizedTest
  @EnumSource
  void manyThreadsWrite(Side side) throws Exception {
    int threads = 4;
    int each = 3000;
    try (Rig rig = new Rig(side)) {
      List<CompletableFuture<Void>> writing = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        long own = (long) thread << 32;
        writing.add(CompletableFuture.runAsync(() -> writeAll(rig.ring, own, each)));
      }
      AtomicLong[] next = new AtomicLong[threads];
      for (int thread = 0; thread < threads; thread++) {
        next[thread] = new AtomicLong();
      }
      long total = 0;
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (total < (long) threads * each && System.nanoTime() < end) {
        rig.drain();
        for (long number : rig.taken()) {
          assertThat((int) number).isEqualTo((int) next[(int) (number >>> 32)].getAndIncrement());
          total++;
        }
      }
      assertThat(total).isEqualTo((long) threads * each);
      for (CompletableFuture<Void> one : writing) {
        one.get();
      }
      assertThat(rig.ring.unread()).isZero();
    }
  }

  private static void writeAll(BpfUserRingBuffer<Long> ring, long own, int count) {
    try (UserRingWriter<Long> writer = ring.writer()) {
      for (int i = 0; i < count; i++) {
        assertThat(writer.write(own | i, Duration.ofSeconds(60))).isTrue();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void writingAllocatesNothing() {
    Requirements.root();
    ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int size = 1 << 20;
    try (BpfUserRingBuffer<Long> ring = BpfMaps.userRingBuffer(Long.class, size);
        UserRingWriter<Long> writer = ring.writer()) {
      assertThat(fill(writer, size / 32)).isEqualTo(size / 32);
      long before = memory.getCurrentThreadAllocatedBytes();
      int written = fill(writer, size / 32);
      long allocated = memory.getCurrentThreadAllocatedBytes() - before;
      assertThat(written).isEqualTo(size / 32);
      assertThat(allocated).isLessThan(written);
    }
  }

  private static int fill(UserRingWriter<Long> writer, int count) {
    int written = 0;
    for (int i = 0; i < count; i++) {
      if (writer.reserve()) {
        writer.record().putLong(i);
        writer.submit();
        written++;
      }
    }
    return written;
  }

  @Test
  void theKernelHasRings() {
    Requirements.root();
    try (BpfUserRingBuffer<Long> ring =
        BpfMaps.factory().named("commands").userRingBuffer(NUMBER, SIZE)) {
      assertThat(InfoCalls.map(ring.fd()).typeNumber()).isEqualTo(MapType.USER_RINGBUF.number());
      assertThat(ring.name()).isEqualTo("commands");
      assertThat(ring.maxEntries()).isEqualTo(SIZE);
      assertThat(ring.valueLayout()).isSameAs(NUMBER);
      assertThatThrownBy(() -> ring.drain(number -> {}))
          .isInstanceOf(UnsupportedOperationException.class);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JvmMaps.userRingBuffer(Long.class, 1 << 30))
        .withMessageContaining("at most");
  }
}
