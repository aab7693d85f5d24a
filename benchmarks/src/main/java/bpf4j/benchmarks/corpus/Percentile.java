package bpf4j.benchmarks.corpus;

import bpf4j.maps.BpfArray;
import bpf4j.maps.layout.Size;

/** Keeps a histogram in one value, and counts where nine tenths of all packets are below. */
final class Percentile {
  static final class Histogram {
    long packets;

    @Size(16)
    final int[] slots = new int[16];
  }

  private Percentile() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfArray<Histogram> histograms = maps.array("histograms", Histogram.class, 1);
    BpfArray<Long> percentiles = maps.array("percentiles", Long.class, 16);
    return CorpusProgram.tap(
        skb -> {
          Histogram histogram = histograms.get(0);
          histogram.slots[skb.len() >>> 7 & 15]++;
          histogram.packets++;
          long below = 0;
          int slot = 0;
          for (; slot < 15; slot++) {
            below += Integer.toUnsignedLong(histogram.slots[slot]);
            if (below * 10 >= histogram.packets * 9) {
              break;
            }
          }
          percentiles.add(slot, 1);
        });
  }
}
