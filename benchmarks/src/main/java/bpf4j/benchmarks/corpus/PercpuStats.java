package bpf4j.benchmarks.corpus;

import bpf4j.compiler.packet.Ipv4;
import bpf4j.maps.BpfPerCpuArray;

/** Counts packets and bytes by IPv4 protocol on each CPU. */
final class PercpuStats {
  static final class Stats {
    long packets;
    long bytes;
  }

  private PercpuStats() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfPerCpuArray<Stats> stats = maps.percpuArray("stats", Stats.class, 256);
    return CorpusProgram.tap(
        skb -> {
          Ipv4 ip = skb.ipOrNull();
          if (ip == null) {
            return;
          }
          Stats local = stats.local(ip.protocol());
          local.packets++;
          local.bytes += skb.len();
        });
  }
}
