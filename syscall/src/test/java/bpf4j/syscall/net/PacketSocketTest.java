package bpf4j.syscall.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.syscall.Instructions;
import bpf4j.syscall.SyscallException;
import bpf4j.syscall.bpf.ProgramCalls;
import bpf4j.syscall.bpf.ProgramLoadAttr;
import bpf4j.syscall.bpf.ProgramType;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.io.NativeMemory;
import bpf4j.testkit.Requirements;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PacketSocketTest {
  private static final int SIZE = 333; // a payload length that nothing else on this machine sends
  private static final InetSocketAddress DISCARD =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);

  private final NativeMemory buffer = NativeMemory.allocate(2048);

  private static int loopback() {
    return InterfaceIndex.of("lo").orElseThrow();
  }

  private static Fd filter(int keep) {
    return ProgramCalls.load(
            ProgramLoadAttr.builder(ProgramType.SOCKET_FILTER, Instructions.returning(keep), "GPL")
                .build())
        .fd();
  }

  /** Sends datagrams and counts those that come to the packet socket. */
  private int seen(Supplier<Fd> opener) {
    try (Fd packets = opener.get();
        Fd udp = Sockets.udp(false)) {
      for (int i = 0; i < 5; i++) {
        Sockets.sendTo(udp, new byte[SIZE], DISCARD);
      }
      int count = 0;
      int size;
      while ((size = Sockets.receiveNow(packets, buffer.address(), buffer.size())) >= 0) {
        count += size == SIZE + 14 + 20 + 8 ? 1 : 0;
      }
      return count;
    }
  }

  @BeforeAll
  static void needsRoot() {
    Requirements.root();
  }

  @Test
  void seesEachPacketOnceOrTwice() {
    assertThat(seen(() -> Sockets.packet(loopback(), false))).isEqualTo(5);
    assertThat(seen(() -> Sockets.packet(loopback(), true))).isEqualTo(10);
  }

  @Test
  void filterDecidesWhatIsSeen() {
    try (Fd none = filter(0)) {
      int count =
          seen(
              () -> {
                Fd socket = Sockets.packet(loopback(), false);
                SocketOptions.attachFilter(socket, none);
                return socket;
              });
      assertThat(count).isZero();
    }
  }

  @Test
  void detachedFilterFiltersNoMore() {
    try (Fd none = filter(0)) {
      int count =
          seen(
              () -> {
                Fd socket = Sockets.packet(loopback(), false);
                SocketOptions.attachFilter(socket, none);
                assertThat(SocketOptions.detachFilter(socket)).isTrue();
                assertThat(SocketOptions.detachFilter(socket)).isFalse();
                return socket;
              });
      assertThat(count).isEqualTo(5);
    }
  }

  @Test
  void unknownInterface() {
    assertThat(InterfaceIndex.of("no-such-if")).isEmpty();
    assertThatThrownBy(() -> Sockets.packet(987_654, false))
        .isInstanceOf(SyscallException.class)
        .hasMessageContaining("interface 987654");
  }

  @Test
  void choosesTheSocketOfAReuseportGroup() {
    try (Fd program = filter(0);
        Fd udp = Sockets.udp(false)) {
      SocketOptions.reusePort(udp);
      Sockets.bind(udp, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      SocketOptions.attachReusePort(udp, program);
      assertThat(SocketOptions.detachReusePort(udp)).isTrue();
      assertThat(SocketOptions.detachReusePort(udp)).isFalse();
      assertThat(SocketOptions.cookie(udp)).isPositive();
    }
  }
}
