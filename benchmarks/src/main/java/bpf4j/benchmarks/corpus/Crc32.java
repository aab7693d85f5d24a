package bpf4j.benchmarks.corpus;

import bpf4j.compiler.packet.PacketView;
import bpf4j.maps.BpfArray;

/** The CRC-32 of Ethernet, bit by bit, over the 20 bytes of the shortest IPv4 header. */
final class Crc32 {
  private static final int POLYNOMIAL = 0xedb88320;

  private Crc32() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfArray<Long> sums = maps.array("sums", Long.class, 1024);
    return CorpusProgram.tap(
        skb -> {
          PacketView ip = skb.view(skb.networkOffset(), PacketView.class);
          int crc = -1;
          for (int i = 0; i < 20; i++) {
            crc ^= ip.u8(i);
            for (int bit = 0; bit < 8; bit++) {
              crc = crc >>> 1 ^ (POLYNOMIAL & -(crc & 1));
            }
          }
          sums.add(~crc & 1023, 1);
        });
  }
}
