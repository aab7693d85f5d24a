package bpf4j.benchmarks.corpus;

import bpf4j.compiler.packet.Ipv4;
import bpf4j.maps.BpfArray;

/** Keeps count, sum, smallest and largest packet length of each IPv4 protocol. */
final class MinMax {
  static final class Lengths {
    long packets;
    long bytes;
    int smallest;
    int largest;
  }

  private MinMax() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfArray<Lengths> protocols = maps.array("protocols", Lengths.class, 256);
    return CorpusProgram.tap(
        skb -> {
          Ipv4 ip = skb.ipOrNull();
          if (ip == null) {
            return;
          }
          int protocol = ip.protocol();
          int length = ip.totalLength();
          Lengths lengths = protocols.get(protocol);
          if (lengths.packets == 0 || length < lengths.smallest) {
            lengths.smallest = length;
          }
          if (length > lengths.largest) {
            lengths.largest = length;
          }
          lengths.packets++;
          lengths.bytes += length;
        });
  }
}
