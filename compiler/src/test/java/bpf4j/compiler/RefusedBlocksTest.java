package bpf4j.compiler;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.perf.JvmChannels;
import bpf4j.perf.RingBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What cannot be done inside, or with, what is given back at the end of a block. */
class RefusedBlocksTest {
  static final class Event {
    int number;
  }

  record Frozen(int number) {}

  static final class Holder {
    Event event;
  }

  private final RingBuffer<Event> ring = JvmChannels.ringBuffer(Event.class, 4096);
  private final RingBuffer<Frozen> records = JvmChannels.ringBuffer(Frozen.class, 4096);

  @AfterEach
  void close() {
    ring.close();
    records.close();
  }

  private static DynamicTest refused(String name, SocketFilter.Tap program, String... parts) {
    return DynamicTest.dynamicTest(
        name,
        () ->
            assertThatThrownBy(() -> BpfCompiler.check(program))
                .isInstanceOf(CompileException.class)
                .hasMessageStartingWith("RefusedBlocksTest.java:")
                .hasMessageContainingAll(parts));
  }

  @TestFactory
  Stream<DynamicTest> reservations() {
    RingBuffer<Event> ring = this.ring;
    RingBuffer<Frozen> records = this.records;
    return Stream.of(
        refused(
            "an event kept in an object",
            skb -> {
              Holder holder = new Holder();
              ring.submit(event -> holder.event = event);
              holder.event.number = skb.len();
            },
            "ringbuf_reserve",
            "given back",
            "copies"),
        refused(
            "an event kept in an object of the block around",
            skb -> {
              Holder holder = new Holder();
              ring.submit(
                  outer -> {
                    ring.submit(event -> holder.event = event);
                    outer.number = holder.event.number;
                  });
            },
            "given back"),
        refused(
            "records",
            skb -> records.submit(event -> {}),
            "Frozen",
            "output",
            "a class with fields"));
  }
}
