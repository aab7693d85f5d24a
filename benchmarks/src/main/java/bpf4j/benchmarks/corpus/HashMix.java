package bpf4j.benchmarks.corpus;

import bpf4j.compiler.packet.Ipv4;
import bpf4j.maps.BpfArray;

/** Spreads flows over 256 counters by the finalizer of the SplitMix64 generator. */
final class HashMix {
  private HashMix() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfArray<Long> buckets = maps.array("buckets", Long.class, 256);
    return CorpusProgram.tap(
        skb -> {
          Ipv4 ip = skb.ipOrNull();
          if (ip == null) {
            return;
          }
          long hash = (long) ip.source() << 32 | Integer.toUnsignedLong(ip.destination());
          hash = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
          hash = (hash ^ hash >>> 27) * 0x94d049bb133111ebL;
          hash ^= hash >>> 31;
          buckets.add((int) hash & 255, 1);
        });
  }
}
