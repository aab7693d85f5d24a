package bpf4j.benchmarks.corpus;

import bpf4j.compiler.packet.Ipv4;
import bpf4j.compiler.packet.Udp;
import bpf4j.compiler.packet.Vxlan;
import bpf4j.maps.BpfHash;

/** Counts VXLAN packets by network and by the EtherType that they carry. */
final class VxlanVni {
  private static final int PORT = 4789;

  private VxlanVni() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfHash<Integer, Long> networks = maps.hash("networks", Integer.class, Long.class, 16_384);
    BpfHash<Integer, Long> types = maps.hash("types", Integer.class, Long.class, 1024);
    return CorpusProgram.tap(
        skb -> {
          Ipv4 ip = skb.ipOrNull();
          if (ip == null) {
            return;
          }
          Udp udp = ip.udpOrNull();
          if (udp == null || udp.destinationPort() != PORT) {
            return;
          }
          Vxlan vxlan = udp.payload(Vxlan.class);
          if (!vxlan.hasId()) {
            return;
          }
          networks.add(vxlan.id(), 1);
          types.add(vxlan.ethernet().etherType(), 1);
        });
  }
}
