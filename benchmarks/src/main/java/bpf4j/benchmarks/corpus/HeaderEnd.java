package bpf4j.benchmarks.corpus;

import bpf4j.compiler.packet.Ipv4;
import bpf4j.compiler.packet.PacketView;
import bpf4j.compiler.packet.Tcp;
import bpf4j.maps.BpfArray;

/** Finds the empty line that ends an HTTP header, by a state machine on bytes. */
final class HeaderEnd {
  private static final int TEXT = 0;
  private static final int CR = 1;
  private static final int CR_LF = 2;
  private static final int CR_LF_CR = 3;

  private HeaderEnd() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfArray<Long> ends = maps.array("ends", Long.class, 129);
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
          int state = TEXT;
          for (int i = 0; i < 128; i++) {
            int c = data.u8(i);
            if (c == '\r') {
              state = state == CR_LF ? CR_LF_CR : CR;
            } else if (c == '\n' && state == CR) {
              state = CR_LF;
            } else if (c == '\n' && state == CR_LF_CR) {
              ends.add(i + 1, 1);
              return;
            } else {
              state = TEXT;
            }
          }
          ends.add(0, 1);
        });
  }
}
