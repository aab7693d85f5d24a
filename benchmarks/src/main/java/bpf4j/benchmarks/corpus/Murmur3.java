package bpf4j.benchmarks.corpus;

import bpf4j.compiler.packet.Ipv4;
import bpf4j.compiler.packet.Udp;
import bpf4j.maps.BpfArray;

/** Spreads UDP flows over 1,024 counters by MurmurHash3 of addresses and ports. */
final class Murmur3 {
  private Murmur3() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfArray<Long> buckets = maps.array("buckets", Long.class, 1024);
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
          int hash = mix(0, ip.source());
          hash = mix(hash, ip.destination());
          hash = mix(hash, udp.i32(0));
          hash ^= 12;
          hash ^= hash >>> 16;
          hash *= 0x85ebca6b;
          hash ^= hash >>> 13;
          hash *= 0xc2b2ae35;
          hash ^= hash >>> 16;
          buckets.add(hash & 1023, 1);
        });
  }

  private static int mix(int hash, int block) {
    int scrambled = Integer.rotateLeft(block * 0xcc9e2d51, 15) * 0x1b873593;
    return Integer.rotateLeft(hash ^ scrambled, 13) * 5 + 0xe6546b64;
  }
}
