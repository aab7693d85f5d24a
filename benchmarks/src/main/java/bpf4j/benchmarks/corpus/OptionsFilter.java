package bpf4j.benchmarks.corpus;

import bpf4j.compiler.SocketFilter;

/** Walks up to 16 options in a datagram's payload and keeps it up to the end of one. */
final class OptionsFilter {
  private static final int WANTED = 53;
  private static final int END = 255;

  private OptionsFilter() {}

  static CorpusProgram program(CorpusMaps maps) {
    return CorpusProgram.filter(
        skb -> {
          int at = 8;
          for (int i = 0; i < 16; i++) {
            int type = skb.u8(at);
            at += 2 + skb.u8(at + 1);
            if (type == WANTED) {
              return at;
            }
            if (type == END) {
              break;
            }
          }
          return SocketFilter.DROP;
        });
  }
}
