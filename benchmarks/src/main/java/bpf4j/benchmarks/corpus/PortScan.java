package bpf4j.benchmarks.corpus;

import bpf4j.compiler.packet.Ipv4;
import bpf4j.compiler.packet.Tcp;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfHash;

/** Keeps a set of 64 classes of the TCP ports that each source asks for. */
final class PortScan {
  private PortScan() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfHash<Integer, Long> asked = maps.hash("asked", Integer.class, Long.class, 16_384);
    BpfArray<Long> scans = maps.array("scans", Long.class, 1);
    return CorpusProgram.tap(
        skb -> {
          Ipv4 ip = skb.ipOrNull();
          if (ip == null) {
            return;
          }
          Tcp tcp = ip.tcpOrNull();
          if (tcp == null) {
            return;
          }
          int source = ip.source();
          long before = asked.getOrDefault(source, 0L);
          long after = before | 1L << tcp.destinationPort();
          if (after == before) {
            return;
          }
          asked.put(source, after);
          if (Long.bitCount(after) == 32) {
            scans.add(0, 1);
          }
        });
  }
}
