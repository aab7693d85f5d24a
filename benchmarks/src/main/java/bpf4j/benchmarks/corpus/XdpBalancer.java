package bpf4j.benchmarks.corpus;

import bpf4j.compiler.context.XdpAction;
import bpf4j.compiler.packet.Ethernet;
import bpf4j.compiler.packet.Ipv4;
import bpf4j.compiler.packet.Udp;
import bpf4j.maps.BpfArray;
import java.util.concurrent.atomic.AtomicLong;

/** Sends UDP packets to one of 16 servers by Jenkins' hash of their flow. */
final class XdpBalancer {
  static final class Server {
    long mac;
    final AtomicLong packets = new AtomicLong();
  }

  private XdpBalancer() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfArray<Server> servers = maps.array("servers", Server.class, 16);
    for (int i = 0; i < 16; i++) {
      Server server = new Server();
      server.mac = 0x0200_0000_0a00L + i;
      servers.put(i, server);
    }
    return CorpusProgram.xdp(
        ctx -> {
          Ipv4 ip = ctx.ipOrNull();
          if (ip == null) {
            return XdpAction.PASS;
          }
          Udp udp = ip.udpOrNull();
          if (udp == null) {
            return XdpAction.PASS;
          }
          int hash = Jenkins.hash(ip.source(), ip.destination(), udp.i32(0));
          Server server = servers.get(hash & 15);
          server.packets.incrementAndGet();
          Ethernet ethernet = ctx.ethernet();
          ethernet.setU48(6, ethernet.destination());
          ethernet.setU48(0, server.mac);
          return XdpAction.TX;
        });
  }
}
