package bpf4j.benchmarks.corpus;

import bpf4j.compiler.packet.Ipv4;
import bpf4j.maps.BpfArray;

/** Adds up the decimal digits of each source address taken as a number. */
final class DigitSum {
  private DigitSum() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfArray<Long> lengths = maps.array("lengths", Long.class, 11);
    BpfArray<Long> sums = maps.array("sums", Long.class, 1);
    return CorpusProgram.tap(
        skb -> {
          Ipv4 ip = skb.ipOrNull();
          if (ip == null) {
            return;
          }
          int rest = ip.source();
          int digits = 0;
          int sum = 0;
          while (rest != 0 && digits < 10) {
            sum += Integer.remainderUnsigned(rest, 10);
            rest = Integer.divideUnsigned(rest, 10);
            digits++;
          }
          lengths.add(digits, 1);
          sums.add(0, sum);
        });
  }
}
