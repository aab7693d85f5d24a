package bpf4j.perf.internal.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.maps.layout.Layout;
import bpf4j.perf.RingFormatException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Memory that nobody should have written so; {@code -Dbpf4j.test.mutations=300000} tries a million
 * in all.
 */
@Timeout(120)
class DamagedRingTest {
  private static final int SIZE = 4096;
  private static final int ROUNDS = Integer.getInteger("bpf4j.test.mutations", 2000);
  private static final Layout<Long> LAYOUT = Layout.of(Long.class);

  private final RecordView view = new RecordView();
  private final Random random = new Random(11);

  @Test
  void recordsEndInAnAnswer() {
    mutate(
        () -> {
          JvmRecordMemory memory = new JvmRecordMemory(SIZE);
          for (int i = 0; i < 20; i++) {
            long at = memory.reserve(8 + i);
            memory.submit(at, new byte[8 + i]);
          }
          return memory;
        },
        JvmRecordMemory::producer,
        memory -> new RecordRing(memory, LAYOUT));
  }

  @Test
  void samplesEndInAnAnswer() {
    mutate(
        () -> {
          JvmSampleMemory memory = new JvmSampleMemory(SIZE, random.nextBoolean());
          for (int i = 0; i < 20; i++) {
            memory.write(new byte[8 + i]);
          }
          return memory;
        },
        JvmSampleMemory::memory,
        memory -> new SampleRing(memory, LAYOUT, 0, random.nextBoolean(), null));
  }

  @Test
  void lastSamplesEndInAnAnswer() {
    mutate(
        () -> {
          JvmSampleMemory memory = new JvmSampleMemory(SIZE, false);
          for (int i = 0; i < 20; i++) {
            memory.write(new byte[8 + i]);
          }
          memory.memory().putLong(SampleRing.HEAD, -SIZE);
          return memory;
        },
        JvmSampleMemory::memory,
        memory -> {
          memory.memory().putLong(SampleRing.HEAD, 0);
          LastSamplesRing ring =
              new LastSamplesRing(memory, paused -> {}, LAYOUT, 0, random.nextBoolean());
          memory.memory().putLong(SampleRing.HEAD, -8L * random.nextInt(SIZE / 4));
          return ring;
        });
  }

  /** Places that mean something are hit as often as others. */
  private <M> void mutate(
      Supplier<M> maker, Function<M, ByteBuffer> bytes, Function<M, Ring> reader) {
    int refused = 0;
    M memory = maker.get();
    byte[] sound = new byte[bytes.apply(memory).capacity()];
    bytes.apply(memory).get(0, sound);
    for (int round = 0; round < ROUNDS; round++) {
      ByteBuffer buffer = bytes.apply(memory);
      buffer.put(0, sound);
      for (int edits = random.nextInt(3); edits >= 0; edits--) {
        int place =
            switch (random.nextInt(4)) {
              case 0 -> random.nextInt(8);
              case 1 -> SampleRing.HEAD + random.nextInt(16);
              default -> 4096 + random.nextInt(600);
            };
        int kind = random.nextInt(3);
        buffer.put(place, (byte) (kind == 0 ? 0xff : kind == 1 ? 0 : random.nextInt()));
      }
      try {
        Ring ring = reader.apply(memory);
        int[] bytesSeen = {0};
        ring.drain(
            view,
            event -> {
              for (int i = 0; i < event.length(); i += 97) {
                bytesSeen[0] += event.getByte(i);
              }
            },
            10_000,
            new Stop());
        ring.hasMore();
      } catch (RingFormatException e) {
        refused++;
      }
    }
    assertThat(refused).isLessThan(ROUNDS);
  }

  @Test
  void whatIsWrongIsSaid() {
    JvmRecordMemory memory = new JvmRecordMemory(SIZE);
    memory.submit(memory.reserve(8), new byte[8]);
    memory.producer().putInt(4096, 100);
    RecordRing ring = new RecordRing(memory, LAYOUT);
    assertThatThrownBy(() -> ring.drain(view, event -> {}, 1, new Stop()))
        .isInstanceOf(RingFormatException.class)
        .hasMessageContaining("has 100 bytes, but only 16 were written");
    assertThatThrownBy(() -> ring.drain(view, event -> {}, 1, new Stop()))
        .as("it is never skipped")
        .isInstanceOf(RingFormatException.class);
    JvmSampleMemory samples = new JvmSampleMemory(SIZE, false);
    samples.write(new byte[8]);
    samples.memory().putShort(4096 + 6, (short) 4);
    SampleRing sampled = new SampleRing(samples, LAYOUT, 3, false, null);
    assertThatThrownBy(() -> sampled.drain(view, event -> {}, 1, new Stop()))
        .isInstanceOf(RingFormatException.class)
        .hasMessageContaining("CPU 3 has a record of 4 bytes");
  }

  @Test
  void recordsBeingWrittenAreWaitedFor() {
    JvmRecordMemory memory = new JvmRecordMemory(SIZE);
    RecordRing ring = new RecordRing(memory, LAYOUT);
    long first = memory.reserve(8);
    long second = memory.reserve(8);
    memory.submit(second, new byte[8]);
    assertThat(ring.drain(view, event -> {}, 9, new Stop())).isZero();
    assertThat(ring.hasMore()).isFalse();
    memory.discard(first, 8);
    assertThat(ring.hasMore()).isTrue();
    assertThat(ring.drain(view, event -> {}, 9, new Stop())).isOne();
    assertThat(memory.unread()).isZero();
  }
}
