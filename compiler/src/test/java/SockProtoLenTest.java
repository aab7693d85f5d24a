import static bpf4j.compiler.traffic.Loopback.ICMP_HEADER;
import static bpf4j.compiler.traffic.Loopback.IPV4_HEADER;
import static bpf4j.compiler.traffic.Loopback.UDP_HEADER;
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
class SockProtoLenTest {

  @Test
  void addsUpEachPacketOnce() throws Exception {
    NetworkNamespace.run(
        () -> {
          try (BpfArray<Long> bytes = BpfMaps.array(Long.class, 256);
              SocketFilter filter = SocketFilter.attach("lo", SockProtoLen.program(bytes))) {
            Loopback.datagrams(7, 100);
            Loopback.datagrams(1, 60_000);
            Loopback.pings(6, 56);
            Loopback.connections(2, 1000);

            long udp = 7 * (IPV4_HEADER + UDP_HEADER + 100) + IPV4_HEADER + UDP_HEADER + 60_000;
            assertThat(bytes.get(IpProtocol.UDP)).isEqualTo(udp);
            assertThat(bytes.get(IpProtocol.ICMP))
                .isEqualTo(2 * 6 * (IPV4_HEADER + ICMP_HEADER + 56));
            long all =
                bytes.get(IpProtocol.TCP) + bytes.get(IpProtocol.UDP) + bytes.get(IpProtocol.ICMP);
            assertThat(all).isEqualTo(ReceivedPackets.now().octets());
            assertThat(filter.failures()).isEmpty();
          }
        });
  }

  @Test
  void takesEachFragmentForAPacket() throws Exception {
    NetworkNamespace.run(
        () -> {
          NetworkNamespace.command("ip", "link", "set", "lo", "mtu", "1500");
          try (BpfArray<Long> bytes = BpfMaps.array(Long.class, 256);
              SocketFilter filter = SocketFilter.attach("lo", SockProtoLen.program(bytes))) {
            Loopback.datagrams(1, 4000);
            assertThat(bytes.get(IpProtocol.UDP)).isEqualTo(3 * IPV4_HEADER + UDP_HEADER + 4000);
            assertThat(filter.failures()).isEmpty();
          }
        });
  }
}
