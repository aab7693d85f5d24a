package bpf4j.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.compiler.traffic.Loopback;
import bpf4j.compiler.traffic.NetworkNamespace;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.JvmMaps;
import bpf4j.syscall.Errno;
import bpf4j.syscall.SyscallException;
import bpf4j.testkit.Requirements;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Attaching, closing, and what can go wrong on the way. */
class SocketFilterTest {
  private static final int UDP = 17;

  @Test
  void unknownInterface() {
    BpfArray<Long> counts = JvmMaps.array(Long.class, 1);
    assertThatThrownBy(() -> SocketFilter.attach("no-such-device", skb -> counts.add(0, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("no-such-device", "ip link");
  }

  @Test
  void mapOfTheJvm() {
    Requirements.root();
    try (BpfArray<Long> counts = JvmMaps.array(Long.class, 1)) {
      assertThatThrownBy(() -> SocketFilter.attach("lo", skb -> counts.add(0, 1)))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void mapClosedBeforeItIsUsed() {
    Requirements.root();
    BpfArray<Long> counts = BpfMaps.array(Long.class, 1);
    counts.close();
    assertThatThrownBy(() -> SocketFilter.attach("lo", skb -> counts.add(0, 1)))
        .isInstanceOf(CompileException.class)
        .hasMessageContainingAll("SocketFilterTest.java:", "closed");
  }

  @Test
  void mapClosedBetweenCompilingAndLoading() {
    Requirements.root();
    BpfArray<Long> counts = BpfMaps.array(Long.class, 1);
    CompiledProgram<SocketFilter.Tap> program = SocketFilter.compile(skb -> counts.add(0, 1));
    counts.close();
    assertThatThrownBy(program::load)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void mapClosedWhileAttached() throws Exception {
    NetworkNamespace.run(
        () -> {
          BpfArray<Long> counts = BpfMaps.array(Long.class, 1);
          try (SocketFilter filter = SocketFilter.attach("lo", skb -> counts.add(0, 1))) {
            counts.close();
            Loopback.datagrams(2, 1); // The program goes on with the map that it holds.
            assertThat(filter.failures()).isEmpty();
            assertThatThrownBy(() -> counts.get(0)).isInstanceOf(IllegalStateException.class);
          }
        });
  }

  @Test
  void closingTwice() {
    Requirements.root();
    try (BpfArray<Long> counts = BpfMaps.array(Long.class, 1)) {
      SocketFilter filter = SocketFilter.attach("lo", skb -> counts.add(0, 1));
      filter.close();
      filter.close();
      assertThat(filter.await(Duration.ofHours(1))).isFalse();
    }
  }

  @Test
  void closeFromAnotherThreadWakesWhoWaits() throws Exception {
    Requirements.root();
    try (BpfArray<Long> counts = BpfMaps.array(Long.class, 1)) {
      SocketFilter filter = SocketFilter.attach("lo", skb -> counts.add(0, 1));
      CountDownLatch waiting = new CountDownLatch(2);
      FutureTask<Boolean> timed =
          new FutureTask<>(
              () -> {
                waiting.countDown();
                return filter.await(Duration.ofHours(1));
              });
      FutureTask<Boolean> forever =
          new FutureTask<>(
              () -> {
                waiting.countDown();
                filter.await();
                return true;
              });
      new Thread(timed).start();
      new Thread(forever).start();
      assertThat(waiting.await(1, TimeUnit.MINUTES)).isTrue();
      filter.close();
      assertThat(timed.get(1, TimeUnit.MINUTES)).isFalse();
      assertThat(forever.get(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  @Test
  void interruptionEndsWaiting() throws Exception {
    Requirements.root();
    try (BpfArray<Long> counts = BpfMaps.array(Long.class, 1);
        SocketFilter filter = SocketFilter.attach("lo", skb -> counts.add(0, 1))) {
      FutureTask<Boolean> waiting =
          new FutureTask<>(
              () -> {
                boolean timeIsUp = filter.await(Duration.ofHours(1));
                return !timeIsUp && Thread.currentThread().isInterrupted();
              });
      Thread thread = new Thread(waiting);
      thread.start();
      thread.interrupt();
      assertThat(waiting.get(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  @Test
  void interfaceThatIsDown() throws Exception {
    NetworkNamespace.run(
        () -> {
          NetworkNamespace.command("ip", "link", "set", "lo", "down");
          try (BpfArray<Long> counts = BpfMaps.array(Long.class, 1);
              SocketFilter filter = SocketFilter.attach("lo", skb -> counts.add(0, 1))) {
            NetworkNamespace.command("ip", "link", "set", "lo", "up");
            Loopback.datagrams(2, 1);
            assertThat(filter.failures()).isEmpty();
            assertThat(counts.get(0)).isEqualTo(2);
          } catch (SyscallException e) {
            // Kernels differ in whether they bind to such an interface.
            assertThat(e.errno()).isEqualTo(Errno.ENETDOWN);
          }
        });
  }

  @Test
  void interfaceThatGoesAway() throws Exception {
    NetworkNamespace.run(
        () -> {
          NetworkNamespace.command("ip", "link", "add", "left", "type", "veth", "peer", "right");
          try (BpfArray<Long> counts = BpfMaps.array(Long.class, 1);
              SocketFilter filter = SocketFilter.attach("left", skb -> counts.add(0, 1))) {
            NetworkNamespace.command("ip", "link", "delete", "left");
            assertThat(filter.await(Duration.ofMillis(20))).isTrue();
            assertThat(filter.failures()).isEmpty();
          }
        });
  }

  @Test
  void manyProgramsOnOneInterface() throws Exception {
    NetworkNamespace.run(
        () -> {
          try (BpfArray<Long> counts = BpfMaps.array(Long.class, 256);
              SocketFilter one = SocketFilter.attach("lo", skb -> counts.add(0, 1));
              SocketFilter two =
                  SocketFilter.attach("lo", skb -> counts.add(skb.ip().protocol(), 1))) {
            Loopback.datagrams(5, 10);
            assertThat(counts.get(0)).isEqualTo(5);
            assertThat(counts.get(UDP)).isEqualTo(5);
            assertThat(one.program().failureCount() + two.program().failureCount()).isZero();
          }
        });
  }

  @Test
  void filterOfChannel() throws Exception {
    Requirements.root();
    try (DatagramChannel channel = DatagramChannel.open();
        DatagramChannel sender = DatagramChannel.open()) {
      channel.bind(new InetSocketAddress(Loopback.address(), 0)).configureBlocking(false);
      ByteBuffer buffer = ByteBuffer.allocate(100);
      // A UDP socket's packets start with the UDP header of eight bytes.
      try (SocketFilter filter =
          SocketFilter.attach(
              channel, skb -> skb.u8(8) == 'k' ? SocketFilter.KEEP : SocketFilter.DROP)) {
        for (String text : new String[] {"drop", "keep"}) {
          sender.send(
              ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), channel.getLocalAddress());
        }
        assertThat(channel.receive(buffer)).isNotNull();
        assertThat(buffer.get(0)).isEqualTo((byte) 'k');
        assertThat(channel.receive(buffer)).isNull();
        assertThat(filter.failures()).isEmpty();
        // A run that fails keeps the packet: an empty datagram has no first byte.
        sender.send(ByteBuffer.allocate(0), channel.getLocalAddress());
        assertThat(channel.receive(buffer.clear())).isNotNull();
        assertThat(buffer.position()).isZero();
      }
      sender.send(ByteBuffer.wrap(new byte[] {'x'}), channel.getLocalAddress());
      assertThat(channel.receive(buffer.clear())).isNotNull();
    }
  }

  @Test
  void channelsThatCannotBeFiltered() throws Exception {
    SocketFilter.Filter keep = skb -> SocketFilter.KEEP;
    try (DatagramChannel unbound = DatagramChannel.open();
        ServerSocketChannel server = ServerSocketChannel.open()) {
      assertThatThrownBy(() -> SocketFilter.attach(unbound, keep))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("bind");
      server.bind(new InetSocketAddress(Loopback.address(), 0));
      assertThatThrownBy(() -> SocketFilter.attach(server, keep))
          .isInstanceOf(IllegalArgumentException.class);
    }
    DatagramChannel closed = DatagramChannel.open();
    closed.close();
    assertThatThrownBy(() -> SocketFilter.attach(closed, keep))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void descriptorsThatAreNoSockets() {
    Requirements.root();
    assertThatThrownBy(() -> SocketFilter.attach(1 << 20, skb -> SocketFilter.KEEP))
        .isInstanceOfSatisfying(
            SyscallException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EBADF));
    try (BpfArray<Long> map = BpfMaps.array(Long.class, 1)) {
      int number = map.fd().number();
      assertThatThrownBy(() -> SocketFilter.attach(number, skb -> SocketFilter.KEEP))
          .isInstanceOfSatisfying(
              SyscallException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOTSOCK));
    }
  }
}
