package bpf4j.benchmarks.corpus;

import bpf4j.compiler.packet.Ipv4;
import bpf4j.compiler.packet.Ports;
import bpf4j.compiler.packet.Udp;
import bpf4j.maps.BpfArray;

/** Counts DNS queries by type, without asking whether packets are IPv4. */
final class LuaDns {
  private LuaDns() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfArray<Long> queries = maps.array("queries", Long.class, 65_536);
    return CorpusProgram.tap(
        skb -> {
          Udp udp = skb.view(skb.networkOffset(), Ipv4.class).udpOrNull();
          if (udp != null && udp.destinationPort() == Ports.DNS) {
            queries.add(udp.dns().questionType(), 1);
          }
        });
  }
}
