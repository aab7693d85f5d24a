package bpf4j.benchmarks.corpus;

import bpf4j.compiler.packet.Ipv4;
import bpf4j.maps.BpfArray;

/** The integer square root of each packet's length times its time to live, bit by bit. */
final class SquareRoot {
  private SquareRoot() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfArray<Long> roots = maps.array("roots", Long.class, 8192);
    return CorpusProgram.tap(
        skb -> {
          Ipv4 ip = skb.ipOrNull();
          if (ip == null) {
            return;
          }
          int rest = ip.totalLength() * ip.timeToLive();
          int root = 0;
          for (int bit = 1 << 24; bit != 0; bit >>>= 2) {
            if (rest >= root + bit) {
              rest -= root + bit;
              root = (root >>> 1) + bit;
            } else {
              root >>>= 1;
            }
          }
          roots.add(root, 1);
        });
  }
}
