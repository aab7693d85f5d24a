package bpf4j.benchmarks.corpus;

import bpf4j.compiler.packet.Ipv4;
import bpf4j.compiler.packet.PacketView;
import bpf4j.compiler.packet.Tcp;
import bpf4j.maps.BpfArray;

/** Looks for four bytes in the first 64 of a TCP segment and counts by where they are. */
final class NeedleSearch {
  private static final int NEEDLE = 'e' << 24 | 'v' << 16 | 'i' << 8 | 'l';

  private NeedleSearch() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfArray<Long> places = maps.array("places", Long.class, 64);
    return CorpusProgram.tap(
        skb -> {
          Ipv4 ip = skb.ipOrNull();
          if (ip == null) {
            return;
          }
          Tcp tcp = ip.tcpOrNull();
          if (tcp == null) {
            return;
          }
          PacketView data = tcp.payload(PacketView.class);
          for (int i = 0; i < 64; i++) {
            if (data.i32(i) == NEEDLE) {
              places.add(i, 1);
              return;
            }
          }
        });
  }
}
