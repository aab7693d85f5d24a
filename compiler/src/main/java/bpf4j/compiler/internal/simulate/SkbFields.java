package bpf4j.compiler.internal.simulate;

import bpf4j.compiler.PacketType;
import bpf4j.compiler.packet.EtherType;
import bpf4j.compiler.packet.Ethernet;

/** The fields of {@code struct __sk_buff} as {@code BPF_PROG_TEST_RUN} fills them. */
public final class SkbFields {
  private static final int LOOPBACK_IFINDEX = 1;
  private static final int FIRST_ETHER_TYPE = 0x600;
  private static final int IP4 = 4;
  private static final int IP6 = 6;

  private SkbFields() {}

  /** The fields of a packet at the loopback device. */
  public static ContextImage of(Class<?> type, int length) {
    ContextImage context = new ContextImage(type);
    context.set("len", 0, length);
    context.set("ifindex", 0, LOOPBACK_IFINDEX);
    return context;
  }

  /** Sets what the kernel learns from an Ethernet header, if the frame has one. */
  public static void setFromEthernet(ContextImage context, byte[] frame) {
    if (frame.length >= Ethernet.LENGTH) {
      context.set("protocol", 0, protocolOf(frame));
      context.set("pktType", 0, packetTypeOf(frame));
    }
  }

  /** Sets what the kernel learns of a packet that begins with its network header. */
  public static void setFromNetwork(ContextImage context, byte[] packet) {
    int version = packet.length == 0 ? 0 : packet[0] >> 4 & 15;
    int etherType =
        version == IP4 ? EtherType.IPV4 : version == IP6 ? EtherType.IPV6 : EtherType.LLC_802_2;
    context.set("protocol", 0, etherType);
  }

  /** The kernel keeps 802.3 frames apart by two numbers that are no EtherTypes. */
  private static int protocolOf(byte[] frame) {
    int etherType = u16(frame, Ethernet.LENGTH - Short.BYTES);
    if (etherType >= FIRST_ETHER_TYPE) {
      return etherType;
    }
    boolean isRaw =
        frame.length >= Ethernet.LENGTH + Short.BYTES && u16(frame, Ethernet.LENGTH) == 0xFFFF;
    return isRaw ? EtherType.RAW_802_3 : EtherType.LLC_802_2;
  }

  /** As seen from the loopback device, whose own and broadcast addresses are all zeroes. */
  private static int packetTypeOf(byte[] frame) {
    long destination = (long) u16(frame, 0) << 32 | (long) u16(frame, 2) << 16 | u16(frame, 4);
    if (destination == 0) {
      return PacketType.HOST;
    }
    return (frame[0] & 1) != 0 ? PacketType.MULTICAST : PacketType.OTHER_HOST;
  }

  private static int u16(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }
}
