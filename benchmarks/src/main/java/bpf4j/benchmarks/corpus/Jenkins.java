package bpf4j.benchmarks.corpus;

import bpf4j.compiler.packet.Ipv4;
import bpf4j.compiler.packet.Udp;
import bpf4j.maps.BpfArray;

/** Spreads UDP flows over 1,024 counters by the final mix of Jenkins' lookup3. */
final class Jenkins {
  private Jenkins() {}

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
          buckets.add(hash(ip.source(), ip.destination(), udp.i32(0)) & 1023, 1);
        });
  }

  static int hash(int first, int second, int third) {
    int seed = 0xdeadbeef + (3 << 2);
    int a = first + seed;
    int b = second + seed;
    int c = third + seed;
    c = (c ^ b) - Integer.rotateLeft(b, 14);
    a = (a ^ c) - Integer.rotateLeft(c, 11);
    b = (b ^ a) - Integer.rotateLeft(a, 25);
    c = (c ^ b) - Integer.rotateLeft(b, 16);
    a = (a ^ c) - Integer.rotateLeft(c, 4);
    b = (b ^ a) - Integer.rotateLeft(a, 14);
    return (c ^ b) - Integer.rotateLeft(b, 24);
  }
}
