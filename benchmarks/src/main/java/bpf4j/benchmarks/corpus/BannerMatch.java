package bpf4j.benchmarks.corpus;

import bpf4j.compiler.packet.Ipv4;
import bpf4j.compiler.packet.PacketView;
import bpf4j.compiler.packet.Tcp;
import bpf4j.maps.BpfArray;

/** Counts TCP segments that start with the greeting of a protocol, by 4 and 8 bytes. */
final class BannerMatch {
  private static final int SSH = 'S' << 24 | 'S' << 16 | 'H' << 8 | '-';
  private static final int SSH_2 = '2' << 24 | '.' << 16 | '0' << 8 | '-';
  private static final int HTTP = 'H' << 24 | 'T' << 16 | 'T' << 8 | 'P';
  private static final int HTTP_1 = '/' << 24 | '1' << 16 | '.' << 8 | '1';
  private static final int SMTP = '2' << 24 | '2' << 16 | '0' << 8 | ' ';
  private static final int POP = '+' << 24 | 'O' << 16 | 'K' << 8 | ' ';

  private BannerMatch() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfArray<Long> banners = maps.array("banners", Long.class, 4);
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
          int start = data.i32(0);
          int banner;
          if (start == SSH && data.i32(4) == SSH_2) {
            banner = 0;
          } else if (start == HTTP && data.i32(4) == HTTP_1) {
            banner = 1;
          } else if (start == SMTP) {
            banner = 2;
          } else if (start == POP) {
            banner = 3;
          } else {
            return;
          }
          banners.add(banner, 1);
        });
  }
}
