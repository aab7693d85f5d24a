package bpf4j.benchmarks.corpus;

import bpf4j.compiler.packet.Arp;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfHash;

/** Remembers which MAC address ARP gives for an address and counts when another one claims it. */
final class ArpWatch {
  private ArpWatch() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfHash<Integer, Long> neighbours = maps.hash("neighbours", Integer.class, Long.class, 16_384);
    BpfArray<Long> events = maps.array("events", Long.class, 3);
    return CorpusProgram.tap(
        skb -> {
          Arp arp = skb.arpOrNull();
          if (arp == null) {
            return;
          }
          long mac = arp.senderMac();
          int address = arp.senderIp();
          Long known = neighbours.get(address);
          int event;
          if (known == null) {
            event = 0;
          } else if (known == mac) {
            event = 1;
          } else {
            event = 2;
          }
          if (event != 1) {
            neighbours.put(address, mac);
          }
          events.add(event, 1);
        });
  }
}
