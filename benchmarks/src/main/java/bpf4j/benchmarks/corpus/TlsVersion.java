package bpf4j.benchmarks.corpus;

import bpf4j.compiler.packet.Ipv4;
import bpf4j.compiler.packet.PacketView;
import bpf4j.compiler.packet.Tcp;
import bpf4j.maps.BpfHash;

/** Counts TLS client hellos by the version that they are said to be of. */
final class TlsVersion {
  private static final int HANDSHAKE = 22;
  private static final int CLIENT_HELLO = 1;

  private TlsVersion() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfHash<Integer, Long> versions = maps.hash("versions", Integer.class, Long.class, 64);
    return CorpusProgram.tap(
        skb -> {
          Ipv4 ip = skb.ipOrNull();
          if (ip == null) {
            return;
          }
          Tcp tcp = ip.tcpOrNull();
          if (tcp == null) {
            return;
          }
          PacketView data = tcp.payload(PacketView.class);
          if (data.offset() + 11 > skb.len()) {
            return;
          }
          if (data.u8(0) == HANDSHAKE && data.u8(1) == 3 && data.u8(5) == CLIENT_HELLO) {
            versions.add(data.u16(9), 1);
          }
        });
  }
}
