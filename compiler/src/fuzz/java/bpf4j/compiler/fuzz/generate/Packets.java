package bpf4j.compiler.fuzz.generate;

import bpf4j.compiler.fuzz.ast.Program.Kind;
import bpf4j.compiler.fuzz.ast.Type;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes packets: numbers of all widths at the offsets where programs read, and frames of protocols
 * that dissectors know, many of them cut off.
 */
final class Packets {
  private static final int LINK_HEADER = 14;
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;
  private static final int ICMP = 1;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int ICMPV6 = 58;

  private final Dice dice;
  private final Kind kind;

  Packets(Dice dice, Kind kind) {
    this.dice = dice;
    this.kind = kind;
  }

  List<byte[]> some(int count) {
    List<byte[]> out = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ByteBuffer packet = ByteBuffer.allocate(length());
      while (packet.hasRemaining()) {
        fill(packet);
      }
      if (dice.oneIn(2)) {
        frame(packet.array());
      }
      out.add(acceptable(packet.array()));
    }
    return out;
  }

  private int length() {
    return switch (dice.weighted(10, 80, 10)) {
      case 0 -> dice.between(14, 40);
      case 1 -> dice.between(41, 72);
      default -> dice.between(73, 200);
    };
  }

  private void fill(ByteBuffer packet) {
    int room = packet.remaining();
    if (room >= Long.BYTES && packet.position() % Long.BYTES == 0 && dice.oneIn(2)) {
      packet.putLong(dice.number(Type.LONG));
    } else if (room >= Integer.BYTES && packet.position() % Integer.BYTES == 0) {
      packet.putInt((int) dice.number(Type.INT));
    } else {
      packet.put(dice.octet());
    }
  }

  /** Writes what tells protocols apart; everything else stays as it is. */
  private void frame(byte[] packet) {
    int at = LINK_HEADER;
    if (dice.oneIn(6)) {
      put16(packet, at - 2, 0x8100);
      at += 4;
    }
    switch (dice.weighted(50, 30, 10)) {
      case 0 -> {
        put16(packet, at - 2, 0x0800);
        ipv4(packet, at);
      }
      case 1 -> {
        put16(packet, at - 2, 0x86dd);
        ipv6(packet, at);
      }
      default -> put16(packet, at - 2, 0x0806);
    }
  }

  private void ipv4(byte[] packet, int at) {
    int words = dice.oneIn(4) ? dice.between(5, 15) : 5;
    put8(packet, at, 0x40 | words);
    put16(packet, at + 6, dice.oneIn(6) ? dice.below(0x10000) : 0x4000);
    int protocol = dice.of(List.of(UDP, UDP, TCP, TCP, ICMP, 47));
    put8(packet, at + 9, protocol);
    if (words > 5) {
      options(packet, at + IPV4_HEADER, at + words * 4);
    }
    transport(packet, at + words * 4, protocol);
  }

  private void ipv6(byte[] packet, int at) {
    put8(packet, at, 0x60);
    int protocol = dice.of(List.of(UDP, TCP, ICMPV6));
    int header = at + IPV6_HEADER;
    int field = at + 6;
    for (int i = dice.weighted(60, 25, 10, 5); i > 0; i--) {
      // Hop-by-hop options, routing, fragment, destination options.
      int extension = dice.of(List.of(0, 43, 44, 60));
      put8(packet, field, extension);
      put8(packet, header + 1, extension == 44 || dice.oneIn(2) ? 0 : 1);
      put16(packet, header + 2, dice.oneIn(3) ? 0x100 : 0);
      int length = extension == 44 || header + 1 >= packet.length ? 0 : packet[header + 1];
      field = header;
      header += (length + 1) * 8;
    }
    put8(packet, field, protocol);
    transport(packet, header, protocol);
  }

  private void transport(byte[] packet, int at, int protocol) {
    if (protocol == TCP) {
      int words = dice.oneIn(2) ? dice.between(5, 15) : 5;
      put8(packet, at + 12, words << 4);
      options(packet, at + 20, at + words * 4);
    } else if (protocol == UDP && dice.oneIn(3)) {
      // The one question of a DNS message.
      int name = at + 8 + 12;
      for (int i = dice.below(4); i > 0; i--) {
        int length = dice.between(1, 9);
        put8(packet, name, length);
        name += length + 1;
      }
      put8(packet, name, dice.oneIn(4) ? 0xc0 : 0);
    } else if (protocol == ICMP && dice.oneIn(2)) {
      put8(packet, at, dice.of(List.of(3, 5, 8, 11)));
      put8(packet, at + 8, 0x45);
    }
  }

  /** Options as IPv4 and TCP have them: no-operations, and kinds with a length. */
  private void options(byte[] packet, int from, int to) {
    int at = from;
    while (at < to) {
      int kind = dice.of(List.of(1, 1, 2, 3, 7, 8, 0));
      put8(packet, at, kind);
      if (kind > 1) {
        int length = kind == 2 ? 4 : kind == 3 ? 3 : dice.between(0, 10);
        put8(packet, at + 1, length);
        at += Math.max(2, length);
      } else {
        at++;
      }
    }
  }

  private static void put16(byte[] packet, int at, int value) {
    put8(packet, at, value >> Byte.SIZE);
    put8(packet, at + 1, value);
  }

  private static void put8(byte[] packet, int at, int value) {
    if (at < packet.length) {
      packet[at] = (byte) value;
    }
  }

  /** Changes what the kernel would not run programs on. */
  private byte[] acceptable(byte[] packet) {
    if (kind == Kind.XDP) {
      return packet;
    }
    // Of 802.3 frames the kernel looks at the bytes behind the link-layer header, which are not
    // the same in a test run, where a header is put before the packet.
    packet[0] &= 0x7f;
    packet[LINK_HEADER % packet.length] &= 0x7f;
    // Of IP packets it wants a whole header behind the link-layer header.
    int behind = kind == Kind.TC ? packet.length - LINK_HEADER : packet.length;
    if (behind < IPV6_HEADER) {
      int kept = behind < IPV4_HEADER ? 0x77 : 0x7f;
      packet[LINK_HEADER - 2] = (byte) (packet[LINK_HEADER - 2] & kept);
    }
    return packet;
  }
}
