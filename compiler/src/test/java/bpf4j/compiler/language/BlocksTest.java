package bpf4j.compiler.language;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.Kernel;
import bpf4j.compiler.KernelProgram;
import bpf4j.compiler.Tc;
import bpf4j.compiler.Xdp;
import bpf4j.compiler.context.TcAction;
import bpf4j.compiler.context.XdpAction;
import bpf4j.compiler.context.XdpContext;
import bpf4j.compiler.packet.Ipv4;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.BpfUserRingBuffer;
import bpf4j.maps.KernelTimer;
import bpf4j.maps.SpinLock;
import bpf4j.maps.layout.Size;
import bpf4j.perf.EventReader;
import bpf4j.perf.RingBuffer;
import bpf4j.testkit.Requirements;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Blocks inside blocks, and in all that is called back: nothing is kept, whichever way they end.
 */
class BlocksTest {
  static final class Seen {
    int source;
    int length;

    @Size(20)
    final byte[] head = new byte[20];
  }

  static final class State {
    final SpinLock lock = new SpinLock();
    final KernelTimer timer = new KernelTimer();
    long count;
    long sum;
  }

  private RingBuffer<Seen> ring;
  private BpfHash<Integer, State> states;
  private BpfArray<State> array;
  private BpfUserRingBuffer<Long> orders;

  @BeforeEach
  void open() {
    Requirements.root();
    ring = RingBuffer.of(Seen.class, 4096);
    states = BpfMaps.hash(Integer.class, State.class, 16);
    array = BpfMaps.array(State.class, 4);
    orders = BpfMaps.userRingBuffer(Long.class, 4096);
  }

  @AfterEach
  void close() {
    if (ring != null) {
      ring.close();
      states.close();
      array.close();
      orders.close();
    }
  }

  private static byte[] frame(int version, int length) {
    byte[] frame = new byte[length];
    frame[12] = 8;
    frame[14] = (byte) (version << 4 | 5);
    frame[26] = 10;
    frame[29] = 1;
    return frame;
  }

  private List<Integer> sources() {
    List<Integer> sources = new ArrayList<>();
    try (EventReader<Seen> reader = ring.reader()) {
      reader.drain(seen -> sources.add(seen.source));
    }
    return sources;
  }

  private static void fill(Seen seen, XdpContext frame) {
    Ipv4 ip = frame.ip();
    seen.length = frame.u16(16);
    seen.source = ip.source();
    for (int i = 0; i < seen.head.length; i++) {
      seen.head[i] = (byte) frame.u8(14 + i);
    }
    Kernel.require(frame.u8(60) == 0);
  }

  @Test
  void eventsOfFrames() {
    RingBuffer<Seen> ring = this.ring;
    try (KernelProgram program =
        Xdp.compile(
                frame -> ring.submit(seen -> fill(seen, frame)) ? XdpAction.PASS : XdpAction.DROP)
            .load()) {
      for (int i = 0; i < 200; i++) {
        program.testRun(frame(4, 61 - (i & 1)));
      }
      // Half of them were cut off, and have given their places back; the ring takes some 90.
      assertThat(program.failures()).hasSize(1);
      assertThat(sources()).hasSizeBetween(20, 100).containsOnly(0x0a000001);
    }
  }

  @Test
  void eventsOfPackets() {
    RingBuffer<Seen> ring = this.ring;
    BpfHash<Integer, State> states = this.states;
    try (KernelProgram program =
        Tc.compile(
                packet -> {
                  ring.submitIf(
                      seen -> {
                        seen.source = packet.i32(26);
                        State state = states.getOrCreate(seen.source);
                        state.lock.run(
                            () -> {
                              state.count++;
                              state.sum += 100 / (state.count - 3);
                            });
                        seen.length = packet.u8(packet.len() - 1) + packet.u8(packet.i32(30));
                        return state.count != 2;
                      });
                  return TcAction.OK;
                })
            .load()) {
      for (int i = 0; i < 5; i++) {
        program.testRun(frame(4, 64));
      }
      // The second is not worth sending, the third fails under the lock.
      assertThat(sources()).hasSize(3);
      assertThat(program.failures()).hasSize(1);
      assertThat(states.get(0x0a000001).count).isEqualTo(5);
      assertThat(states.get(0x0a000001).sum).isEqualTo(-50 - 100 + 100 + 50);
    }
  }

  @Test
  void blocksInWalksAndDrains() {
    RingBuffer<Seen> ring = this.ring;
    BpfArray<State> array = this.array;
    BpfUserRingBuffer<Long> orders = this.orders;
    try (KernelProgram program =
            Xdp.compile(
                    frame -> {
                      array.forEach(
                          (index, state) -> {
                            state.lock.run(() -> state.count += index);
                            ring.submitIf(
                                seen -> {
                                  seen.source = index;
                                  seen.length = 10 / (2 - index);
                                  return index != 1;
                                });
                          });
                      return XdpAction.PASS;
                    })
                .load();
        KernelProgram drain =
            Xdp.compile(
                    frame -> {
                      orders.drain(
                          order -> ring.submit(seen -> seen.source = (int) (60 / (order - 3))));
                      return XdpAction.PASS;
                    })
                .load()) {
      program.testRun(frame(4, 64));
      assertThat(program.failures()).hasSize(1);
      assertThat(sources()).containsExactly(0);
      assertThat(array.get(2).count).isEqualTo(2);
      assertThat(array.get(3).count).isZero();
      for (long order = 1; order < 6; order++) {
        orders.offer(order);
      }
      drain.testRun(frame(4, 64));
      assertThat(drain.failures()).hasSize(1);
      assertThat(sources()).containsExactly(-30, -60);
      drain.testRun(frame(4, 64));
      assertThat(sources()).containsExactly(60, 30);
    }
  }

  @Test
  void blocksInTimers() {
    RingBuffer<Seen> ring = this.ring;
    BpfArray<State> array = this.array;
    try (KernelProgram program =
            Xdp.compile(
                    frame -> {
                      State state = array.get(1);
                      state.timer.start(
                          array,
                          100_000,
                          (index, later) -> {
                            later.lock.run(() -> later.count += 5);
                            ring.submit(
                                seen -> {
                                  seen.source = (int) later.count;
                                  seen.length = (int) (Kernel.time() >>> 60);
                                });
                          });
                      return XdpAction.PASS;
                    })
                .load();
        EventReader<Seen> reader = ring.reader()) {
      program.testRun(frame(4, 64));
      List<Integer> sources = new ArrayList<>();
      reader.poll(Duration.ofSeconds(5), seen -> sources.add(seen.source));
      assertThat(sources).containsExactly(5);
      assertThat(program.failures()).isEmpty();
    }
  }
}
