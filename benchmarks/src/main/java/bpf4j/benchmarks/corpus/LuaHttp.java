package bpf4j.benchmarks.corpus;

import bpf4j.compiler.packet.Ipv4;
import bpf4j.compiler.packet.PacketView;
import bpf4j.compiler.packet.Tcp;
import bpf4j.maps.BpfArray;

/** Counts HTTP/1 messages by what they are, without asking whether packets are IPv4. */
final class LuaHttp {
  private LuaHttp() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfArray<Long> messages = maps.array("messages", Long.class, 10);
    return CorpusProgram.tap(
        skb -> {
          Tcp tcp = skb.view(skb.networkOffset(), Ipv4.class).tcpOrNull();
          if (tcp == null) {
            return;
          }
          PacketView data = tcp.payload(PacketView.class);
          if (data.offset() + 4 > skb.len()) {
            return;
          }
          int message =
              switch (data.i32(0)) {
                case 'H' << 24 | 'T' << 16 | 'T' << 8 | 'P' -> 0;
                case 'G' << 24 | 'E' << 16 | 'T' << 8 | ' ' -> 1;
                case 'H' << 24 | 'E' << 16 | 'A' << 8 | 'D' -> 2;
                case 'P' << 24 | 'O' << 16 | 'S' << 8 | 'T' -> 3;
                case 'P' << 24 | 'U' << 16 | 'T' << 8 | ' ' -> 4;
                case 'D' << 24 | 'E' << 16 | 'L' << 8 | 'E' -> 5;
                case 'C' << 24 | 'O' << 16 | 'N' << 8 | 'N' -> 6;
                case 'O' << 24 | 'P' << 16 | 'T' << 8 | 'I' -> 7;
                case 'T' << 24 | 'R' << 16 | 'A' << 8 | 'C' -> 8;
                case 'P' << 24 | 'A' << 16 | 'T' << 8 | 'C' -> 9;
                default -> -1;
              };
          if (message >= 0) {
            messages.add(message, 1);
          }
        });
  }
}
