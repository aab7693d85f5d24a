package bpf4j.benchmarks.corpus;

import bpf4j.compiler.packet.Ipv4;
import bpf4j.maps.BpfArray;

/** Counts sources by bits set and by leading zeros; adds up lowest bits and reversed sources. */
final class BitTricks {
  private BitTricks() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfArray<Long> ones = maps.array("ones", Long.class, 33);
    BpfArray<Long> leading = maps.array("leading", Long.class, 33);
    BpfArray<Long> sums = maps.array("sums", Long.class, 2);
    return CorpusProgram.tap(
        skb -> {
          Ipv4 ip = skb.ipOrNull();
          if (ip == null) {
            return;
          }
          int x = ip.source();
          ones.add(Integer.bitCount(x), 1);
          leading.add(Integer.numberOfLeadingZeros(x), 1);
          sums.add(0, Integer.toUnsignedLong(Integer.lowestOneBit(x)));
          sums.add(1, Integer.toUnsignedLong(Integer.reverse(x)));
        });
  }
}
