package bpf4j.benchmarks.corpus;

import bpf4j.compiler.packet.EtherType;
import bpf4j.maps.BpfArray;

/** Counts frames by VLAN, the inner one of two; 0 for those without a tag. */
final class VlanCounter {
  private VlanCounter() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfArray<Long> frames = maps.array("frames", Long.class, 4096);
    return CorpusProgram.tap(
        skb -> {
          int at = 12;
          int id = 0;
          int type = skb.u16(at);
          for (int i = 0; i < 2; i++) {
            if (type != EtherType.VLAN && type != EtherType.SERVICE_VLAN) {
              break;
            }
            id = skb.u16(at + 2) & 0xfff;
            at += 4;
            type = skb.u16(at);
          }
          frames.add(id, 1);
        });
  }
}
