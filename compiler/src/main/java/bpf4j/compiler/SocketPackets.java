package bpf4j.compiler;

import bpf4j.compiler.context.SimulatedSkBuff;
import bpf4j.compiler.context.SkBuff;
import bpf4j.compiler.packet.EtherType;

/** Packets as a user's UDP or TCP socket hands them to its filter. */
final class SocketPackets {
  private static final int IPV6_HEADER = 40;

  private SocketPackets() {}

  /** A packet whose offset 0 is its transport header, though it begins with its network header. */
  static SkBuff of(byte[] packet) {
    int version = packet.length == 0 ? 0 : packet[0] >> 4 & 15;
    int header = version == 4 ? (packet[0] & 15) << 2 : IPV6_HEADER;
    if (version != 4 && version != 6 || header == 0 || packet.length < header) {
      throw new IllegalArgumentException(
          "neither an IPv4 nor an IPv6 packet; pass it from its network header on");
    }
    int etherType = version == 4 ? EtherType.IPV4 : EtherType.IPV6;
    return SimulatedSkBuff.transport(packet, header, etherType).skb();
  }
}
