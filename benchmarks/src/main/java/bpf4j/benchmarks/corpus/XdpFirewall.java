package bpf4j.benchmarks.corpus;

import bpf4j.compiler.context.XdpAction;
import bpf4j.compiler.packet.IpProtocol;
import bpf4j.compiler.packet.Ipv4;
import bpf4j.compiler.packet.PacketView;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfHashSet;

/** Drops packets of sources on a list, and TCP and UDP packets to ports that are not open. */
final class XdpFirewall {
  private XdpFirewall() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfHashSet<Integer> blocked = maps.hashSet("blocked", Integer.class, 1024);
    blocked.add(10 << 24 | 3);
    blocked.add(190 << 24 | 1 << 16 | 5);
    BpfArray<Long> open = maps.array("open", Long.class, 65_536);
    open.put(53, 1L);
    open.put(443, 1L);
    return CorpusProgram.xdp(
        ctx -> {
          Ipv4 ip = ctx.ipOrNull();
          if (ip == null) {
            return XdpAction.PASS;
          }
          if (blocked.contains(ip.source())) {
            return XdpAction.DROP;
          }
          int protocol = ip.protocol();
          if (protocol != IpProtocol.TCP && protocol != IpProtocol.UDP
              || ip.fragmentOffset() != 0) {
            return XdpAction.PASS;
          }
          int port = ip.view(ip.headerLength(), PacketView.class).u16(2);
          return open.getLong(port) != 0 ? XdpAction.PASS : XdpAction.DROP;
        });
  }
}
