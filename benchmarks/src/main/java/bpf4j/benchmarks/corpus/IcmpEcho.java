package bpf4j.benchmarks.corpus;

import bpf4j.compiler.context.XdpAction;
import bpf4j.compiler.packet.Ethernet;
import bpf4j.compiler.packet.Icmp;
import bpf4j.compiler.packet.Ipv4;

/** Answers ICMP echo requests. */
final class IcmpEcho {
  private static final int ECHO_REPLY = 0;
  private static final int ECHO = 8;

  private IcmpEcho() {}

  static CorpusProgram program(CorpusMaps maps) {
    return CorpusProgram.xdp(
        ctx -> {
          Ipv4 ip = ctx.ipOrNull();
          if (ip == null) {
            return XdpAction.PASS;
          }
          Icmp icmp = ip.icmpOrNull();
          if (icmp == null || icmp.type() != ECHO || icmp.code() != 0) {
            return XdpAction.PASS;
          }
          int sum = icmp.checksum() + (ECHO << 8);
          Ethernet ethernet = ctx.ethernet();
          long mac = ethernet.source();
          ethernet.setU48(6, ethernet.destination());
          ethernet.setU48(0, mac);
          int address = ip.source();
          ip.setI32(12, ip.destination());
          ip.setI32(16, address);
          icmp.setU8(0, ECHO_REPLY);
          icmp.setU16(2, sum + (sum >>> 16));
          return XdpAction.TX;
        });
  }
}
