package bpf4j.benchmarks.corpus;

import bpf4j.compiler.packet.Ipv6;
import bpf4j.maps.BpfArray;

/** Walks up to eight IPv6 extension headers and counts by the protocol behind them. */
final class Ipv6Extensions {
  private static final int HOP_BY_HOP = 0;
  private static final int ROUTING = 43;
  private static final int FRAGMENT = 44;
  private static final int AUTHENTICATION = 51;
  private static final int DESTINATION_OPTIONS = 60;

  private Ipv6Extensions() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfArray<Long> protocols = maps.array("protocols", Long.class, 256);
    return CorpusProgram.tap(
        skb -> {
          Ipv6 ip = skb.ipv6OrNull();
          if (ip == null) {
            return;
          }
          int next = ip.nextHeader();
          int at = Ipv6.LENGTH;
          for (int i = 0; i < 8; i++) {
            int length;
            switch (next) {
              case HOP_BY_HOP, ROUTING, DESTINATION_OPTIONS -> length = ip.u8(at + 1) + 1 << 3;
              case FRAGMENT -> length = 8;
              case AUTHENTICATION -> length = ip.u8(at + 1) + 2 << 2;
              default -> {
                protocols.add(next, 1);
                return;
              }
            }
            next = ip.u8(at);
            at += length;
          }
        });
  }
}
