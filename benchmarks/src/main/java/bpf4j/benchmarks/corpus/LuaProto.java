package bpf4j.benchmarks.corpus;

import bpf4j.compiler.packet.Ipv4;
import bpf4j.maps.BpfArray;

/** Counts packets by the byte where IPv4 has its protocol, without asking whether they are IPv4. */
final class LuaProto {
  private LuaProto() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfArray<Long> packets = maps.array("packets", Long.class, 256);
    return CorpusProgram.tap(
        skb -> packets.add(skb.view(skb.networkOffset(), Ipv4.class).protocol(), 1));
  }
}
