package bpf4j.perf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.maps.layout.Layout;
import bpf4j.maps.layout.Size;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reading, on rings that live in the JVM and lie in memory as the kernel's do. */
@Timeout(60)
class ReaderTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  record Line(int pid, @Size(20) String text) {}

  sealed interface Happening {}

  record Open(int file) implements Happening {}

  record Close(long file) implements Happening {}

  private static List<EventChannel<Long>> channels() {
    return List.of(
        JvmChannels.ringBuffer(Long.class, 4096), JvmChannels.perfEventArray(Long.class, 4096));
  }

  private static Thread start(Runnable body) {
    Thread thread = new Thread(body, "other");
    thread.start();
    return thread;
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void eventsComeInOrderAndWhole() {
    for (EventChannel<Line> channel :
        List.<EventChannel<Line>>of(
            JvmChannels.ringBuffer(Line.class, 4096),
            JvmChannels.perfEventArray(Line.class, 4096))) {
      try (channel;
          EventReader<Line> reader = channel.reader()) {
        int sent = 0;
        int[] next = {0};
        // Often round the ring, with every way to wrap.
        while (sent < 5_000) {
          for (int i = 0; i < sent % 50 + 1; i++) {
            assertThat(channel.output(new Line(sent, "line " + sent))).isTrue();
            sent++;
          }
          reader.drain(line -> assertThat(line).isEqualTo(line(next[0]++)));
        }
        assertThat(next[0]).isEqualTo(sent);
        assertThat(reader.received()).isEqualTo(sent);
        assertThat(reader.lost()).isZero();
      }
    }
  }

  private static Line line(int number) {
    return new Line(number, "line " + number);
  }

  @Test
  void fullChannelsDropCountAndTell() {
    for (EventChannel<Long> channel : channels()) {
      List<Long> told = new ArrayList<>();
      ReaderOptions options =
          ReaderOptions.defaults().withLossListener((cpu, count) -> told.add(count));
      EventReader<Long> closed;
      try (channel;
          EventReader<Long> reader = channel.reader(options)) {
        int sent = 0;
        while (channel.output(1L)) {
          sent++;
        }
        channel.output(2L);
        assertThat(channel.dropped()).isEqualTo(2);
        assertThat(channel.dropped(0)).isEqualTo(2);
        assertThat(reader.drain(event -> {})).isEqualTo(sent);
        assertThat(channel.output(3L)).isTrue();
        assertThat(reader.drain(event -> assertThat(event).isEqualTo(3))).isOne();
        assertThat(told).containsExactly(2L);
        assertThat(reader.lost()).isEqualTo(2);
        assertThat(reader.lost(0)).isEqualTo(2);
        assertThatThrownBy(() -> reader.lost(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        closed = reader;
      }
      assertThat(closed.lost(0)).isEqualTo(2);
    }
  }

  @Test
  void viewsSeeBytesAndNothingBeyond() {
    try (RingBuffer<byte[]> ring = JvmChannels.ringBuffer(Layout.bytes(16), 4096);
        EventReader<byte[]> reader = ring.reader()) {
      byte[] bytes = new byte[16];
      Arrays.fill(bytes, 3, 16, (byte) 1);
      ring.outputBytes(bytes, 11);
      AtomicReference<EventView> kept = new AtomicReference<>();
      reader.drainViews(
          view -> {
            kept.set(view);
            assertThat(view.length()).isEqualTo(11);
            assertThat(view.getLong(3)).isEqualTo(0x01010101_01010101L);
            assertThat(view.getInt(7)).isEqualTo(0x01010101);
            assertThat(view.getShort(9)).isEqualTo((short) 0x0101);
            assertThat(view.getByte(10)).isEqualTo((byte) 1);
            assertThat(view.memory().get(view.offset() + 3)).isEqualTo((byte) 1);
            assertThat(view.memory().isReadOnly()).isTrue();
            assertThatThrownBy(() -> view.getLong(4)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> view.getByte(-1))
                .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> view.read(Layout.bytes(12)))
                .isInstanceOf(RingFormatException.class);
            assertThat(view.read(Layout.u16())).isZero();
          });
      assertThat(kept.get().length()).isZero();
      assertThatThrownBy(() -> kept.get().getByte(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void pollWaitsForEventsAndNoLonger() {
    for (EventChannel<Long> channel : channels()) {
      try (channel;
          EventReader<Long> reader = channel.reader()) {
        long before = System.nanoTime();
        assertThat(reader.poll(Duration.ofMillis(60), event -> {})).isZero();
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(60_000_000L);
        start(
            () -> {
              sleep(50);
              channel.output(7L);
            });
        List<Long> events = new ArrayList<>();
        assertThat(reader.poll(LONG, events::add)).isOne();
        assertThat(events).containsExactly(7L);
        assertThat(reader.poll(Duration.ZERO, events::add)).isZero();
      }
    }
  }

  @Test
  void wakeupEndsTheWaitOrTheNext() {
    try (RingBuffer<Long> ring = JvmChannels.ringBuffer(Long.class, 4096);
        EventReader<Long> reader = ring.reader()) {
      start(
          () -> {
            sleep(50);
            reader.wakeup();
          });
      assertThat(reader.poll(LONG, event -> {})).isZero();
      reader.wakeup();
      assertThat(reader.poll(LONG, event -> {})).isZero();
    }
  }

  @Test
  void interruptEndsTheWaitAndStays() {
    try (RingBuffer<Long> ring = JvmChannels.ringBuffer(Long.class, 4096);
        EventReader<Long> reader = ring.reader()) {
      Thread self = Thread.currentThread();
      start(
          () -> {
            sleep(50);
            self.interrupt();
          });
      assertThat(reader.poll(LONG, event -> {})).isZero();
      assertThat(Thread.interrupted()).isTrue();
      ring.output(1L);
      self.interrupt();
      assertThat(reader.poll(LONG, event -> {})).as("what is there is still read").isOne();
      assertThat(reader.poll(LONG, event -> {})).isZero();
      reader.forEach(event -> {});
      assertThat(reader.iterator().hasNext()).isFalse();
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void closeWaitsForTheHandlerAndNothingComesAfter() throws InterruptedException {
    RingBuffer<Long> ring = JvmChannels.ringBuffer(Long.class, 4096);
    EventReader<Long> reader = ring.reader();
    for (long i = 0; i < 10; i++) {
      ring.output(i);
    }
    CountDownLatch inside = new CountDownLatch(1);
    List<Long> seen = Collections.synchronizedList(new ArrayList<>());
    Thread reading =
        start(
            () ->
                reader.forEach(
                    event -> {
                      seen.add(event);
                      inside.countDown();
                      sleep(100);
                      seen.add(-event);
                    }));
    inside.await();
    reader.close();
    assertThat(seen).containsExactly(0L, 0L);
    reading.join(10_000);
    assertThat(reading.isAlive()).isFalse();
    assertThat(seen).hasSize(2);
    assertThat(reader.isClosed()).isTrue();
    reader.close();
    assertThatThrownBy(() -> reader.drain(event -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    try (EventReader<Long> next = ring.reader()) {
      List<Long> rest = new ArrayList<>();
      next.drain(rest::add);
      assertThat(rest).as("what was not handed out is still there").hasSize(9).startsWith(1L);
    }
  }

  @Test
  void handlersMayCloseTheirReader() {
    RingBuffer<Long> ring = JvmChannels.ringBuffer(Long.class, 4096);
    EventReader<Long> reader = ring.reader();
    ring.output(1L);
    ring.output(2L);
    List<Long> seen = new ArrayList<>();
    reader.forEach(
        event -> {
          seen.add(event);
          reader.close();
        });
    assertThat(seen).containsExactly(1L);
    ring.reader().close();
  }

  @Test
  void handlersThatThrowLoseNothing() {
    for (EventChannel<Long> channel : channels()) {
      try (channel;
          EventReader<Long> reader = channel.reader()) {
        channel.output(1L);
        channel.output(2L);
        channel.output(3L);
        assertThatThrownBy(
                () ->
                    reader.drain(
                        event -> {
                          if (event == 2) {
                            throw new IllegalArgumentException("no");
                          }
                        }))
            .hasMessage("no");
        assertThat(reader.received()).isEqualTo(2);
        List<Long> rest = new ArrayList<>();
        reader.drain(rest::add);
        assertThat(rest).containsExactly(3L);
      }
    }
  }

  @Test
  void onlyOneReads() throws InterruptedException {
    try (RingBuffer<Long> ring = JvmChannels.ringBuffer(Long.class, 4096);
        EventReader<Long> reader = ring.reader()) {
      assertThatThrownBy(ring::reader).hasMessageContaining("has a reader already");
      CountDownLatch waiting = new CountDownLatch(1);
      Thread other =
          start(
              () -> {
                waiting.countDown();
                reader.poll(LONG, event -> {});
              });
      waiting.await();
      sleep(50);
      assertThatThrownBy(() -> reader.drain(event -> {})).hasMessageContaining("another thread");
      reader.wakeup();
      other.join(10_000);
      ring.output(1L);
      assertThatThrownBy(() -> reader.drain(event -> reader.drain(inner -> {})))
          .hasMessageContaining("handler");
    }
  }

  @Test
  void maximumIsHeeded() {
    for (EventChannel<Long> channel : channels()) {
      try (channel;
          EventReader<Long> reader = channel.reader()) {
        for (long i = 0; i < 5; i++) {
          channel.output(i);
        }
        assertThat(reader.drain(2, event -> {})).isEqualTo(2);
        assertThat(reader.drain(0, event -> {})).isZero();
        assertThat(reader.drain(9, event -> {})).isEqualTo(3);
      }
    }
  }

  @Test
  void severalChannelsAreReadByOne() {
    try (RingBuffer<Open> opens = JvmChannels.ringBuffer(Open.class, 4096);
        PerfEventArray<Close> closes = JvmChannels.perfEventArray(Close.class, 4096);
        EventReader<Happening> reader = EventReader.merged(List.of(opens, closes))) {
      opens.output(new Open(3));
      closes.output(new Close(3));
      opens.output(new Open(4));
      List<Happening> events = new ArrayList<>();
      reader.poll(LONG, events::add);
      assertThat(events).containsExactlyInAnyOrder(new Open(3), new Close(3), new Open(4));
      assertThatThrownBy(opens::reader).hasMessageContaining("has a reader already");
    }
    assertThatThrownBy(() -> EventReader.merged(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void iteratorsAndStreamsEndWithTheReader() {
    RingBuffer<Long> ring = JvmChannels.ringBuffer(Long.class, 4096);
    EventReader<Long> reader = ring.reader();
    start(
        () -> {
          for (long i = 0; i < 5; i++) {
            sleep(5);
            ring.output(i);
          }
          sleep(50);
          reader.close();
        });
    Iterator<Long> events = reader.iterator();
    assertThat(events.next()).isZero();
    assertThat(events.next()).isOne();
    assertThat(reader.stream().mapToLong(Long::longValue).sum()).isGreaterThanOrEqualTo(4);
    assertThat(reader.iterator().hasNext()).isFalse();
  }

  @Test
  void loopsHandOutUntilTheyAreClosed() throws InterruptedException {
    try (RingBuffer<Long> ring = JvmChannels.ringBuffer(Long.class, 4096);
        EventReader<Long> reader = ring.reader()) {
      CountDownLatch both = new CountDownLatch(2);
      EventLoop loop = reader.start("events", event -> both.countDown());
      assertThat(loop.thread().getName()).isEqualTo("events");
      ring.output(1L);
      ring.output(2L);
      assertThat(both.await(10, TimeUnit.SECONDS)).isTrue();
      loop.close();
      loop.close();
      assertThat(loop.thread().isAlive()).isFalse();
      assertThat(loop.failure()).isEmpty();
      ring.output(3L);
      assertThat(reader.drain(event -> {})).as("the reader is still open").isOne();
      try (EventLoop failing =
          reader.start(
              "failing",
              event -> {
                throw new IllegalStateException("no");
              })) {
        ring.output(4L);
        failing.thread().join(10_000);
        assertThat(failing.failure()).get().hasToString("java.lang.IllegalStateException: no");
      }
    }
  }

  @Test
  void orderedReadersTakeTimestampedChannelsOnly() {
    ReaderOptions ordered = ReaderOptions.defaults().orderedByTime(Duration.ofMillis(300));
    try (PerfEventArray<Long> plain = JvmChannels.perfEventArray(Long.class, 4096);
        RingBuffer<Long> ring = JvmChannels.ringBuffer(Long.class, 4096);
        PerfEventArray<Long> first =
            PerfEventArray.builder(Long.class).bytes(4096).timestamps().createTwin();
        PerfEventArray<Long> second =
            PerfEventArray.builder(Long.class).bytes(4096).timestamps().createTwin()) {
      assertThatThrownBy(() -> plain.reader(ordered)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> ring.reader(ordered)).isInstanceOf(IllegalArgumentException.class);
      plain.reader().close();
      try (EventReader<Long> reader = EventReader.merged(List.of(first, second), ordered)) {
        for (long i = 0; i < 60; i++) {
          (i % 3 == 0 ? first : second).output(i);
        }
        assertThat(reader.drain(event -> {})).as("too young").isZero();
        List<Long> events = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        while (events.size() < 60) {
          reader.pollViews(
              LONG,
              view -> {
                events.add(view.getLong(0));
                times.add(view.timestamp());
              });
        }
        assertThat(events).isSorted();
        assertThat(times).isSorted().allMatch(time -> time <= System.nanoTime());
      }
    }
  }

  @Test
  void sizesAreChecked() {
    assertThatThrownBy(() -> JvmChannels.ringBuffer(Long.class, 5000))
        .hasMessageContaining("bytes is 5000")
        .hasMessageContaining("the next is 8192");
    assertThatThrownBy(() -> JvmChannels.ringBuffer(Layout.bytes(5000), 4096))
        .hasMessageContaining("too small for an event");
    assertThatThrownBy(() -> JvmChannels.perfEventArray(Layout.bytes(65_520), 1 << 20))
        .hasMessageContaining("at most");
    assertThatThrownBy(
            () -> PerfEventArray.builder(Long.class).bytes(4096).wakeupBytes(4096).createTwin())
        .hasMessageContaining("wakeupBytes");
    assertThatThrownBy(() -> PerfEventArray.builder(Long.class).overwrite().createTwin())
        .hasMessageContaining("overwrite");
  }
}
