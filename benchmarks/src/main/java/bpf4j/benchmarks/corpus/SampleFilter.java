package bpf4j.benchmarks.corpus;

import bpf4j.compiler.SocketFilter;

/** Keeps one of four datagrams of a socket, by the FNV-1a hash of the start of its payload. */
final class SampleFilter {
  private SampleFilter() {}

  static CorpusProgram program(CorpusMaps maps) {
    return CorpusProgram.filter(
        skb -> {
          byte[] start = new byte[16];
          skb.loadBytes(8, start);
          int hash = 0x811c9dc5;
          for (byte b : start) {
            hash = (hash ^ b & 0xff) * 0x01000193;
          }
          return hash >>> 30 != 0 ? SocketFilter.DROP : SocketFilter.KEEP;
        });
  }
}
