package bpf4j.benchmarks.corpus;

import bpf4j.compiler.packet.Ipv4;
import bpf4j.maps.BpfArray;

/** Adds up IPv4 total lengths by protocol, without asking whether packets are IPv4. */
final class LuaProtoLen {
  private LuaProtoLen() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfArray<Long> bytes = maps.array("bytes", Long.class, 256);
    return CorpusProgram.tap(
        skb -> {
          Ipv4 ip = skb.view(skb.networkOffset(), Ipv4.class);
          bytes.add(ip.protocol(), ip.totalLength());
        });
  }
}
