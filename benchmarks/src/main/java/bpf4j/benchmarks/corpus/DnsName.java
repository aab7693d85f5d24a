package bpf4j.benchmarks.corpus;

import bpf4j.compiler.packet.Dns;
import bpf4j.compiler.packet.Ipv4;
import bpf4j.compiler.packet.PacketView;
import bpf4j.compiler.packet.Ports;
import bpf4j.compiler.packet.Udp;
import bpf4j.maps.BpfHash;

/** Counts DNS queries by the FNV-1a hash of the name asked for, at most 64 bytes of it. */
final class DnsName {
  private DnsName() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfHash<Integer, Long> names = maps.hash("names", Integer.class, Long.class, 16_384);
    return CorpusProgram.tap(
        skb -> {
          Ipv4 ip = skb.ipOrNull();
          if (ip == null) {
            return;
          }
          Udp udp = ip.udpOrNull();
          if (udp == null || udp.destinationPort() != Ports.DNS) {
            return;
          }
          PacketView name = udp.dns().view(Dns.LENGTH, PacketView.class);
          int hash = 0x811c9dc5;
          for (int i = 0; i < 64; i++) {
            int c = name.u8(i);
            if (c == 0) {
              break;
            }
            hash = (hash ^ c) * 0x01000193;
          }
          names.add(hash, 1);
        });
  }
}
