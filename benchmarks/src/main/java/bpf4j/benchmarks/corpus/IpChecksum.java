package bpf4j.benchmarks.corpus;

import bpf4j.compiler.packet.Ipv4;
import bpf4j.maps.BpfArray;

/** Adds up the IPv4 header with its options in one's complement; counts the good and the bad. */
final class IpChecksum {
  private IpChecksum() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfArray<Long> checked = maps.array("checked", Long.class, 2);
    return CorpusProgram.tap(
        skb -> {
          Ipv4 ip = skb.ipOrNull();
          if (ip == null) {
            return;
          }
          int words = ip.headerWords() * 2;
          int sum = 0;
          for (int i = 0; i < words; i++) {
            sum += ip.u16(2 * i);
          }
          sum = (sum & 0xffff) + (sum >>> 16);
          sum = (sum & 0xffff) + (sum >>> 16);
          checked.add(sum == 0xffff ? 0 : 1, 1);
        });
  }
}
