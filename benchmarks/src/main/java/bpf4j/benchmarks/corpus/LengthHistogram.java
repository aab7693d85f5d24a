package bpf4j.benchmarks.corpus;

import bpf4j.maps.BpfArray;

/** A histogram of packet lengths by powers of two. */
final class LengthHistogram {
  private LengthHistogram() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfArray<Long> lengths = maps.array("lengths", Long.class, 32);
    return CorpusProgram.tap(
        skb -> lengths.add(31 - Integer.numberOfLeadingZeros(skb.len() | 1), 1));
  }
}
