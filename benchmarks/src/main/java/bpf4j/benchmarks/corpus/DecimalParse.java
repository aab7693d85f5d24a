package bpf4j.benchmarks.corpus;

import bpf4j.compiler.packet.Ipv4;
import bpf4j.compiler.packet.PacketView;
import bpf4j.compiler.packet.Udp;
import bpf4j.maps.BpfArray;

/** Adds up the decimal numbers of at most nine digits that UDP payloads start with. */
final class DecimalParse {
  private DecimalParse() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfArray<Long> sums = maps.array("sums", Long.class, 2);
    return CorpusProgram.tap(
        skb -> {
          Ipv4 ip = skb.ipOrNull();
          if (ip == null) {
            return;
          }
          Udp udp = ip.udpOrNull();
          if (udp == null) {
            return;
          }
          PacketView text = udp.payload(PacketView.class);
          int number = 0;
          int digits = 0;
          for (; digits < 9; digits++) {
            int c = text.u8(digits);
            if (c < '0' || c > '9') {
              break;
            }
            number = number * 10 + c - '0';
          }
          if (digits > 0) {
            sums.add(0, 1);
            sums.add(1, number);
          }
        });
  }
}
