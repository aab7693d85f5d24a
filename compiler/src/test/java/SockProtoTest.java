import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.SocketFilter;
import bpf4j.compiler.packet.IpProtocol;
import bpf4j.compiler.traffic.Loopback;
import bpf4j.compiler.traffic.NetworkNamespace;
import bpf4j.compiler.traffic.ReceivedPackets;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfMaps;
import org.junit.jupiter.api.Test;

/** Real packets on a loopback interface of the test's own, against the kernel's own counts. */
class SockProtoTest {
  private static final int UDP = 40;
  private static final int UDP_TO_NOBODY = 3;
  private static final int PINGS = 6;
  private static final int CONNECTIONS = 5;

  @Test
  void countsEachPacketOnce() throws Exception {
    NetworkNamespace.run(
        () -> {
          try (BpfArray<Long> packets = BpfMaps.array(Long.class, 256);
              SocketFilter filter = SocketFilter.attach("lo", SockProto.program(packets))) {
            Loopback.datagrams(UDP, 100);
            Loopback.datagramsToNobody(UDP_TO_NOBODY);
            Loopback.pings(PINGS, 56);
            Loopback.connections(CONNECTIONS, 1000);

            ReceivedPackets received = ReceivedPackets.now();
            assertThat(packets.get(IpProtocol.UDP)).isEqualTo(UDP + UDP_TO_NOBODY);
            assertThat(packets.get(IpProtocol.UDP)).isEqualTo(received.udp());
            assertThat(packets.get(IpProtocol.ICMP)).isEqualTo(2 * PINGS + UDP_TO_NOBODY);
            assertThat(packets.get(IpProtocol.ICMP)).isEqualTo(received.icmp());
            assertThat(packets.get(IpProtocol.TCP)).isEqualTo(received.tcp());
            // At the least: three to open, one each way with data, two to close.
            assertThat(packets.get(IpProtocol.TCP)).isGreaterThanOrEqualTo(7L * CONNECTIONS);
            assertThat(filter.failures()).isEmpty();
          }
        });
  }

  @Test
  void countsNothingOnceClosed() throws Exception {
    NetworkNamespace.run(
        () -> {
          try (BpfArray<Long> packets = BpfMaps.array(Long.class, 256)) {
            SocketFilter filter = SocketFilter.attach("lo", SockProto.program(packets));
            Loopback.datagrams(2, 1);
            filter.close();
            Loopback.datagrams(3, 1);
            assertThat(packets.get(IpProtocol.UDP)).isEqualTo(2);
          }
        });
  }

  @Test
  void seesBothDirectionsWhenAsked() throws Exception {
    NetworkNamespace.run(
        () -> {
          try (BpfArray<Long> packets = BpfMaps.array(Long.class, 256);
              SocketFilter filter = SocketFilter.attachBoth("lo", SockProto.program(packets))) {
            Loopback.datagrams(10, 1);
            assertThat(packets.get(IpProtocol.UDP)).isEqualTo(20);
            assertThat(filter.failures()).isEmpty();
          }
        });
  }
}
