package bpf4j.compiler.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.KernelProgram;
import bpf4j.compiler.SimulatedKernel;
import bpf4j.compiler.SimulationResult;
import bpf4j.compiler.Xdp;
import bpf4j.compiler.context.XdpAction;
import bpf4j.compiler.context.XdpContext;
import bpf4j.compiler.kernel.Sockets.Ipv4Ends;
import bpf4j.compiler.kernel.Sockets.Ipv6Ends;
import bpf4j.testkit.Requirements;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sockets found by what stands in packets. */
class SocketsTest {
  private static final int LOCALHOST = 0x7f000001;
  private static final int LISTENING = 10;
  private static final int UDP = 17;

  @BeforeEach
  void needsRoot() {
    Requirements.root();
  }

  private static int port(XdpContext frame) {
    return frame.u16(0);
  }

  private static byte[] frameFor(int port) {
    byte[] frame = new byte[64];
    frame[0] = (byte) (port >> 8);
    frame[1] = (byte) port;
    return frame;
  }

  private static XdpAction listener(XdpContext frame) {
    Ipv4Ends ends = new Ipv4Ends(LOCALHOST, LOCALHOST, 9, port(frame));
    SocketInfo socket = Sockets.findTcp(ends, Sockets.CURRENT_NAMESPACE);
    if (socket == null) {
      return XdpAction.DROP;
    }
    boolean right = socket.sourcePort() == port(frame) && socket.state() == LISTENING;
    return right && socket.source() == LOCALHOST ? XdpAction.PASS : XdpAction.TX;
  }

  private static XdpAction listener6(XdpContext frame) {
    byte[] localhost = new byte[16];
    localhost[15] = 1;
    Ipv6Ends ends = new Ipv6Ends(localhost, localhost, 9, port(frame));
    SocketInfo socket = Sockets.findTcp6(ends, Sockets.CURRENT_NAMESPACE);
    if (socket == null) {
      return XdpAction.DROP;
    }
    boolean right = socket.sourcePort() == port(frame) && socket.source6().first() == 0;
    return right && socket.source6().fourth() == 1 ? XdpAction.PASS : XdpAction.TX;
  }

  private static XdpAction receiver(XdpContext frame) {
    Ipv4Ends ends = new Ipv4Ends(LOCALHOST, LOCALHOST, 9, port(frame));
    SocketInfo socket = Sockets.findUdp(ends, Sockets.CURRENT_NAMESPACE);
    // A failure while nothing is held, with a socket or without one.
    int quotient = 100 / frame.u8(2);
    boolean right = socket != null && socket.protocol() == UDP && quotient > 0;
    return right ? XdpAction.PASS : XdpAction.DROP;
  }

  private static XdpAction run(KernelProgram program, byte[] frame) {
    return XdpAction.of(program.testRun(frame).verdict());
  }

  @Test
  void listenersAreFound() throws IOException {
    InetAddress localhost = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try (KernelProgram program = Xdp.compile(SocketsTest::listener).load()) {
      int port;
      try (ServerSocket server = new ServerSocket(0, 1, localhost)) {
        port = server.getLocalPort();
        assertThat(run(program, frameFor(port))).isEqualTo(XdpAction.PASS);
      }
      assertThat(run(program, frameFor(port))).isEqualTo(XdpAction.DROP);
      assertThat(program.failures()).isEmpty();
    }
  }

  @Test
  void listenersAreFoundByIpv6() throws IOException {
    InetAddress localhost = Inet6Address.getByName("::1");
    try (ServerSocket server = new ServerSocket()) {
      try {
        server.bind(new InetSocketAddress(localhost, 0));
      } catch (IOException e) {
        Requirements.kernel(false, "there is no IPv6 here: " + e.getMessage());
      }
      try (KernelProgram program = Xdp.compile(SocketsTest::listener6).load()) {
        int port = server.getLocalPort();
        assertThat(run(program, frameFor(port))).isEqualTo(XdpAction.PASS);
      }
    }
  }

  @Test
  void receiversAreFound() throws IOException {
    InetAddress localhost = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try (DatagramSocket socket = new DatagramSocket(0, localhost);
        KernelProgram program = Xdp.compile(SocketsTest::receiver).load()) {
      byte[] frame = frameFor(socket.getLocalPort());
      frame[2] = 3;
      assertThat(run(program, frame)).isEqualTo(XdpAction.PASS);
      frame[2] = 0;
      assertThat(run(program, frame)).isEqualTo(XdpAction.PASS);
      assertThat(program.failures()).hasSize(1);
    }
  }

  @Test
  void simulatedKernelsSayWhatThereIs() {
    SocketInfo.Words none = new SocketInfo.Words(0, 0, 0, 0);
    SocketInfo info =
        new SocketInfo(0, 2, 1, 6, 0, 0, LOCALHOST, none, 80, 0, 0, none, LISTENING, -1);
    SimulatedKernel kernel =
        new SimulatedKernel()
            .answer(
                "sk_lookup_tcp",
                arguments -> ((Ipv4Ends) arguments[0]).destinationPort() == 80 ? info : null);
    SimulationResult found = kernel.run(() -> Xdp.simulate(SocketsTest::listener, frameFor(80)));
    assertThat(XdpAction.of(found.verdict())).isEqualTo(XdpAction.PASS);
    SimulationResult none81 = kernel.run(() -> Xdp.simulate(SocketsTest::listener, frameFor(81)));
    assertThat(XdpAction.of(none81.verdict())).isEqualTo(XdpAction.DROP);
  }
}
