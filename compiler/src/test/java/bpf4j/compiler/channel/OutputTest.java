package bpf4j.compiler.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.compiler.CompileException;
import bpf4j.compiler.CompiledProgram;
import bpf4j.compiler.KernelProgram;
import bpf4j.compiler.SocketFilter;
import bpf4j.maps.layout.Layout;
import bpf4j.maps.layout.Size;
import bpf4j.maps.layout.U16;
import bpf4j.perf.EventChannel;
import bpf4j.perf.EventReader;
import bpf4j.perf.PerfEventArray;
import bpf4j.perf.RingBuffer;
import bpf4j.perf.Wakeup;
import bpf4j.syscall.system.Machine;
import bpf4j.testkit.Requirements;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events from programs in the kernel to Java. */
class OutputTest {
  record Packet(int length, long sum, @U16 int first, @Size(6) String text) {}

  private static final int SIZE = 64;

  @BeforeEach
  void needsRoot() {
    Requirements.root();
  }

  /** Runs a program on packets of which each begins with its number. */
  private static void run(CompiledProgram<?> program, int times) {
    try (KernelProgram loaded = program.load()) {
      for (int i = 0; i < times; i++) {
        byte[] packet = new byte[SIZE];
        packet[0] = (byte) i;
        loaded.testRun(packet);
      }
      assertThat(loaded.failures()).isEmpty();
    }
  }

  private static <T> List<T> read(EventReader<T> reader) {
    List<T> events = new ArrayList<>();
    reader.poll(Duration.ofSeconds(2), events::add);
    return events;
  }

  @Test
  void ringBufferCarriesRecords() {
    try (RingBuffer<Packet> ring = RingBuffer.of(Packet.class, 4096);
        EventReader<Packet> reader = ring.reader()) {
      run(
          SocketFilter.compile(
              skb -> {
                ring.output(new Packet(skb.len(), 7L << 40, 0xfffe + skb.u8(0), "abc"));
              }),
          2);
      assertThat(read(reader))
          .containsExactly(
              new Packet(SIZE, 7L << 40, 0xfffe, "abc"), new Packet(SIZE, 7L << 40, 0xffff, "abc"));
      assertThat(ring.dropped()).isZero();
    }
  }

  @Test
  void perfEventArrayCarriesRecords() {
    try (PerfEventArray<Packet> array = PerfEventArray.of(Packet.class);
        EventReader<Packet> reader = array.reader()) {
      run(
          SocketFilter.compile(
              skb -> {
                array.output(new Packet(skb.len(), -1, 3, "abcdef"));
              }),
          2);
      List<Packet> events = read(reader);
      while (events.size() < 2) {
        events.addAll(read(reader));
      }
      Packet expected = new Packet(SIZE, -1, 3, "abcdef");
      assertThat(events).containsExactly(expected, expected);
      assertThat(array.dropped()).isZero();
      assertThat(reader.lost()).isZero();
    }
  }

  @Test
  void numbersAreEvents() {
    try (RingBuffer<Long> ring = RingBuffer.of(Long.class, 4096);
        RingBuffer<Integer> narrow = RingBuffer.builder(Layout.u16()).bytes(4096).create();
        EventReader<Long> reader = ring.reader();
        EventReader<Integer> narrowReader = narrow.reader()) {
      run(
          SocketFilter.compile(
              skb -> {
                ring.output(5L + skb.len());
                narrow.output(0x12345);
              }),
          1);
      assertThat(read(reader)).containsExactly(5L + SIZE);
      assertThat(narrowReader.drainViews(view -> assertThat(view.length()).isEqualTo(2))).isOne();
    }
  }

  @Test
  void fullRingBufferDropsAndCounts() {
    try (RingBuffer<Long> ring = RingBuffer.of(Long.class, 4096);
        EventReader<Long> reader = ring.reader()) {
      run(
          SocketFilter.compileFilter(
              skb -> ring.output((long) skb.u8(0)) ? SocketFilter.KEEP : SocketFilter.DROP),
          300);
      List<Long> events = read(reader);
      assertThat(events).hasSize(4096 / 16 - 1); // the kernel never fills all of it
      for (int i = 0; i < events.size(); i++) {
        assertThat(events.get(i)).isEqualTo(i & 0xff);
      }
      assertThat(ring.dropped()).isEqualTo(300 - events.size());
      assertThat(reader.lost()).isEqualTo(ring.dropped());
      assertThat(reader.received()).isEqualTo(events.size());
    }
  }

  @Test
  void perfEventArrayCountsLossesOnBothSides() {
    try (PerfEventArray<Packet> array = PerfEventArray.builder(Packet.class).bytes(4096).create();
        EventReader<Packet> reader = array.reader()) {
      CompiledProgram<?> program =
          SocketFilter.compile(
              skb -> {
                array.output(new Packet(skb.len(), 1, 2, ""));
              });
      int times = 4096 / 40 * Machine.possibleCpuCount() + 1; // wherever each runs, one is too many
      run(program, times);
      int events = 0;
      int more;
      while ((more = reader.poll(Duration.ofMillis(50), event -> {})) > 0) {
        events += more;
      }
      assertThat(array.dropped()).isPositive().isEqualTo(times - events);
      assertThat(reader.lost()).isEqualTo(array.dropped());
    }
  }

  @Test
  void withoutReaderPerfEventArrayDrops() {
    try (PerfEventArray<Integer> array = PerfEventArray.of(Integer.class)) {
      run(
          SocketFilter.compile(
              skb -> {
                array.output(1);
              }),
          5);
      assertThat(array.dropped()).isEqualTo(5);
    }
  }

  @Test
  void bytesOfAnyNumberAreEvents() {
    try (RingBuffer<byte[]> ring = RingBuffer.builder(Layout.bytes(8)).bytes(4096).create();
        PerfEventArray<byte[]> array = PerfEventArray.builder(Layout.bytes(8)).create();
        EventReader<byte[]> reader = ring.reader();
        EventReader<byte[]> perf = array.reader()) {
      run(
          SocketFilter.compile(
              skb -> {
                byte[] data = new byte[16];
                data[0] = 9;
                data[4] = 7;
                ring.outputBytes(data, 5 + skb.u8(0));
                array.outputBytes(data, 5 + skb.u8(0));
              }),
          2);
      List<byte[]> seen = new ArrayList<>();
      reader.drainViews(view -> seen.add(view.toBytes()));
      assertThat(seen).containsExactly(new byte[] {9, 0, 0, 0, 7}, new byte[] {9, 0, 0, 0, 7, 0});
      while (perf.received() < 2) {
        perf.pollViews(
            Duration.ofSeconds(1), view -> assertThat(view.toBytes()).startsWith(9, 0, 0, 0, 7));
      }
    }
  }

  @Test
  void wakeupsAreAsTold() {
    try (RingBuffer<Integer> ring =
            RingBuffer.builder(Integer.class).bytes(4096).wakeupBytes(160).create();
        RingBuffer<Integer> silent =
            RingBuffer.builder(Integer.class).bytes(4096).neverWake().create();
        EventReader<Integer> reader = ring.reader();
        EventReader<Integer> silentReader = silent.reader()) {
      run(
          SocketFilter.compile(
              skb -> {
                ring.output((int) ring.availableData());
                silent.output(ring.wakeupBytes());
                silent.output(2, Wakeup.NONE);
                silent.output(3, Wakeup.IF_WAITING);
                silent.output(4, Wakeup.ALWAYS);
              }),
          2);
      assertThat(read(reader)).containsExactly(0, 16);
      assertThat(read(silentReader)).containsExactly(160, 2, 3, 4, 160, 2, 3, 4);
    }
  }

  @Test
  void channelsMayBeOfAnyKind() {
    try (RingBuffer<Integer> ring = RingBuffer.of(Integer.class, 4096);
        EventReader<Integer> reader = ring.reader()) {
      EventChannel<Integer> channel = ring;
      run(
          SocketFilter.compile(
              skb -> {
                channel.output(channel.maxEntries());
              }),
          1);
      assertThat(read(reader)).containsExactly(4096);
    }
  }

  @Test
  void whatOnlyJavaCanDoIsRefused() {
    try (RingBuffer<Integer> ring = RingBuffer.of(Integer.class, 4096)) {
      assertThatThrownBy(
              () ->
                  SocketFilter.compile(
                      skb -> {
                        ring.output((int) ring.dropped());
                      }))
          .isInstanceOf(CompileException.class)
          .hasMessageContaining("OutputTest.java:")
          .hasMessageContaining("dropped");
      assertThatThrownBy(() -> ring.output(1)).isInstanceOf(UnsupportedOperationException.class);
    }
  }

  @Test
  void closedChannelsAreRefused() {
    RingBuffer<Integer> ring = RingBuffer.of(Integer.class, 4096);
    ring.close();
    assertThatThrownBy(
            () ->
                SocketFilter.compile(
                    skb -> {
                      ring.output(1);
                    }))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("closed");
  }
}
