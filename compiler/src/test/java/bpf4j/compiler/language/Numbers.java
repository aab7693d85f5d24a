package bpf4j.compiler.language;

import bpf4j.compiler.context.SkBuff;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The numbers that programs compute with: they come by packet, so that no compiler knows them. */
final class Numbers {
  private static final int LENGTH = 64;
  private static final int TAIL = 24;

  private Numbers() {}

  static int a(SkBuff skb) {
    return skb.i32(0);
  }

  static int b(SkBuff skb) {
    return skb.i32(4);
  }

  static long x(SkBuff skb) {
    return skb.i64(8);
  }

  static long y(SkBuff skb) {
    return skb.i64(16);
  }

  /** A verdict that depends on all bits of a number. */
  static int fold(long number) {
    return (int) (number ^ number >>> 32);
  }

  static int fold(boolean truth) {
    return truth ? 0x7e57 : 0xfa15e;
  }

  /** Packets with ordinary numbers and with all those at which arithmetic goes wrong. */
  static List<byte[]> packets() {
    List<byte[]> packets = new ArrayList<>();
    packets.add(packet(0, 0, 0, 0));
    packets.add(packet(1, -1, 1, -1));
    packets.add(packet(7, 3, 1_000_000_007L, 97));
    packets.add(packet(-7, 3, -1_000_000_007L, 97));
    packets.add(packet(7, -3, 1_000_000_007L, -97));
    packets.add(packet(5, 5, 5, 5));
    packets.add(packet(Integer.MIN_VALUE, -1, Long.MIN_VALUE, -1));
    packets.add(packet(Integer.MAX_VALUE, 1, Long.MAX_VALUE, 1));
    packets.add(packet(-1, Integer.MIN_VALUE, -1, Long.MIN_VALUE));
    packets.add(packet(0x1234_5678, 0x9abc_def0, 0x0123_4567_89ab_cdefL, 0xfedc_ba98_7654_3210L));
    packets.add(packet(2, 40, 0x1_0000_0000L, 70));
    packets.add(packet(11, 0, 0xffff_ffffL, 0));
    packets.add(packet(-128, 255, -0x8000_0000L, 0x8000_0000L));
    packets.add(packet(0x8001, 0x1_8000, 3, 64));
    packets.add(shortPacket());
    return packets;
  }

  /** Ends before {@code y}. */
  private static byte[] shortPacket() {
    byte[] bytes = new byte[16];
    System.arraycopy(packet(9, 4, 90, 40), 0, bytes, 0, bytes.length);
    return bytes;
  }

  private static byte[] packet(int a, int b, long x, long y) {
    ByteBuffer packet = ByteBuffer.allocate(LENGTH).putInt(a).putInt(b).putLong(x).putLong(y);
    for (int i = TAIL; i < LENGTH; i++) {
      packet.put((byte) (i * 37 + a));
    }
    return packet.array();
  }
}
