package bpf4j.benchmarks.corpus;

import bpf4j.compiler.packet.Ipv4;
import bpf4j.compiler.packet.Udp;
import bpf4j.maps.BpfHash;
import bpf4j.maps.layout.U16;
import java.util.concurrent.atomic.AtomicLong;

/** Counts packets and bytes of UDP flows, both directions in one. */
final class SymmetricFlow {
  record Flow(int low, int high, @U16 int lowPort, @U16 int highPort) {
    static Flow between(int source, int destination, int sourcePort, int destinationPort) {
      return Integer.compareUnsigned(source, destination) < 0
          ? new Flow(source, destination, sourcePort, destinationPort)
          : new Flow(destination, source, destinationPort, sourcePort);
    }
  }

  static final class Stats {
    final AtomicLong packets = new AtomicLong();
    final AtomicLong bytes = new AtomicLong();
  }

  private SymmetricFlow() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfHash<Flow, Stats> flows = maps.hash("flows", Flow.class, Stats.class, 16_384);
    return CorpusProgram.tap(
        skb -> {
          Ipv4 ip = skb.ipOrNull();
          if (ip == null) {
            return;
          }
          Udp udp = ip.udpOrNull();
          if (udp == null) {
            return;
          }
          Flow flow =
              Flow.between(ip.source(), ip.destination(), udp.sourcePort(), udp.destinationPort());
          Stats stats = flows.getOrCreate(flow);
          stats.packets.incrementAndGet();
          stats.bytes.addAndGet(ip.totalLength());
        });
  }
}
