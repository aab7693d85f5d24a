package bpf4j.benchmarks.corpus;

import bpf4j.compiler.context.XdpAction;
import bpf4j.compiler.packet.EtherType;
import bpf4j.compiler.packet.Ethernet;
import bpf4j.compiler.packet.Ipv4;
import bpf4j.compiler.packet.Ipv6;
import bpf4j.compiler.packet.Vlan;
import bpf4j.maps.BpfArray;

/** Counts packets by protocol behind up to two VLAN tags, IPv4 and IPv6. */
final class XdpParser {
  private XdpParser() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfArray<Long> protocols = maps.array("protocols", Long.class, 256);
    return CorpusProgram.xdp(
        ctx -> {
          int type = ctx.ethernet().etherType();
          int next = Ethernet.LENGTH;
          for (int i = 0; i < 2; i++) {
            if (type != EtherType.VLAN && type != EtherType.SERVICE_VLAN) {
              break;
            }
            type = ctx.view(next, Vlan.class).etherType();
            next += Vlan.LENGTH;
          }
          if (type == EtherType.IPV4) {
            protocols.add(ctx.view(next, Ipv4.class).protocol(), 1);
          } else if (type == EtherType.IPV6) {
            protocols.add(ctx.view(next, Ipv6.class).nextHeader(), 1);
          }
          return XdpAction.PASS;
        });
  }
}
