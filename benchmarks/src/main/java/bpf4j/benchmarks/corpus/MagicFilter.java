package bpf4j.benchmarks.corpus;

import bpf4j.compiler.SocketFilter;

/** Keeps the datagrams of a socket that have STUN's magic where it belongs. */
final class MagicFilter {
  private static final int MAGIC = 0x2112a442;

  private MagicFilter() {}

  static CorpusProgram program(CorpusMaps maps) {
    return CorpusProgram.filter(
        skb -> {
          if (skb.i32(8 + 4) != MAGIC) {
            return SocketFilter.DROP;
          }
          return (skb.u16(8) & 0xc000) != 0 ? SocketFilter.DROP : SocketFilter.KEEP;
        });
  }
}
