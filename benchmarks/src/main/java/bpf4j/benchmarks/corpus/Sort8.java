package bpf4j.benchmarks.corpus;

import bpf4j.compiler.packet.PacketView;
import bpf4j.maps.BpfArray;

/** Sorts eight 16-bit words of the IPv4 header by a network of 19 comparators. */
final class Sort8 {
  private Sort8() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfArray<Long> sums = maps.array("sums", Long.class, 2);
    return CorpusProgram.tap(
        skb -> {
          PacketView ip = skb.view(skb.networkOffset(), PacketView.class);
          int[] v = new int[8];
          for (int i = 0; i < 8; i++) {
            v[i] = ip.u16(2 * i);
          }
          order(v, 0, 1);
          order(v, 2, 3);
          order(v, 4, 5);
          order(v, 6, 7);
          order(v, 0, 2);
          order(v, 1, 3);
          order(v, 4, 6);
          order(v, 5, 7);
          order(v, 1, 2);
          order(v, 5, 6);
          order(v, 0, 4);
          order(v, 1, 5);
          order(v, 2, 6);
          order(v, 3, 7);
          order(v, 2, 4);
          order(v, 3, 5);
          order(v, 1, 2);
          order(v, 3, 4);
          order(v, 5, 6);
          sums.add(0, v[4] + v[5] + v[6] + v[7]);
          sums.add(1, v[0]);
        });
  }

  private static void order(int[] v, int low, int high) {
    int a = v[low];
    int b = v[high];
    v[low] = Math.min(a, b);
    v[high] = Math.max(a, b);
  }
}
