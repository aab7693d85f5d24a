package bpf4j.benchmarks.corpus;

import bpf4j.compiler.packet.Ipv4;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfHash;

/** Keeps a moving average of packet lengths for each source, in 1/256 of a byte. */
final class MovingAverage {
  private MovingAverage() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfHash<Integer, Long> averages = maps.hash("averages", Integer.class, Long.class, 16_384);
    BpfArray<Long> outliers = maps.array("outliers", Long.class, 1);
    return CorpusProgram.tap(
        skb -> {
          Ipv4 ip = skb.ipOrNull();
          if (ip == null) {
            return;
          }
          int source = ip.source();
          long length = (long) ip.totalLength() << 8;
          Long known = averages.get(source);
          long average = length;
          if (known != null) {
            average = known;
            if (length > 2 * average) {
              outliers.add(0, 1);
            }
            average += (length - average) >> 3;
          }
          averages.put(source, average);
        });
  }
}
