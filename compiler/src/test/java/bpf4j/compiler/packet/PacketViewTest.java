package bpf4j.compiler.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.compiler.context.SimulatedSkBuff;
import bpf4j.compiler.context.SkBuff;
import bpf4j.compiler.declare.FailStopException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class PacketViewTest {
  private static final int LENGTH = 40;
  private final byte[] bytes = new byte[LENGTH];
  private final PacketView packet = SkBuff.of(bytes);

  PacketViewTest() {
    new Random(42).nextBytes(bytes);
  }

  @Test
  void readsEveryWidthAtEveryOffset() {
    for (int offset = 0; offset < LENGTH; offset++) {
      check(offset, 1, packet::u8, number(offset, 1).longValue());
      check(offset, 2, packet::u16, number(offset, 2).longValue());
      check(offset, 4, packet::i32, number(offset, 4).intValue());
      check(offset, 4, packet::u32, number(offset, 4).longValue());
      check(offset, 6, packet::u48, number(offset, 6).longValue());
      check(offset, 8, packet::i64, number(offset, 8).longValue());
    }
  }

  @Test
  void failsOutsideThePacketWhateverTheOffset() {
    for (int offset : new int[] {-1, -8, LENGTH, -0x100000, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      assertFails(() -> packet.u8(offset));
      assertFails(() -> packet.u16(offset));
      assertFails(() -> packet.i32(offset));
      assertFails(() -> packet.u32(offset));
      assertFails(() -> packet.u48(offset));
      assertFails(() -> packet.i64(offset));
      assertFails(() -> packet.loadBytes(offset, new byte[1]));
    }
  }

  @Test
  void viewsAddTheirOffsetsAndCheckNothing() {
    Ethernet view = packet.view(7, Ethernet.class).view(5, Ethernet.class);
    assertThat(view.offset()).isEqualTo(12);
    assertThat(view.u8(0)).isEqualTo(bytes[12] & 0xFF);
    assertThat(view.view(-12, PacketView.class).u8(0)).isEqualTo(bytes[0] & 0xFF);
    assertThat(packet.view(1000, Ipv4.class).offset()).isEqualTo(1000);
    assertThat(packet.view(Integer.MAX_VALUE, Udp.class).view(1, Udp.class).offset())
        .isEqualTo(Integer.MIN_VALUE);
  }

  @Test
  void loadsAllBytesOrNone() {
    byte[] to = new byte[9];
    packet.view(2, Ethernet.class).loadBytes(1, to);
    assertThat(to).isEqualTo(Arrays.copyOfRange(bytes, 3, 12));
    byte[] untouched = new byte[9];
    assertFails(() -> packet.loadBytes(LENGTH - 8, untouched));
    assertThat(untouched).containsOnly(0);
  }

  @Test
  void requires() {
    PacketView.require(true);
    assertFails(() -> PacketView.require(false));
  }

  @Test
  void saysWhatFailed() {
    assertThatThrownBy(() -> packet.u16(39))
        .isInstanceOf(FailStopException.class)
        .hasMessage("read of 2 bytes at packet offset 39; the packet has 40");
  }

  @Test
  void countsFromTheNetworkHeaderOnTheUsersSockets() {
    byte[] ip =
        Bytes.of("45000021 00000000 40110000 7f000001 7f000001 1234003500 0d0000 0102030405");
    SkBuff skb = SimulatedSkBuff.transport(ip, 20, EtherType.IPV4).skb();
    assertThat(skb.len()).isEqualTo(13);
    assertThat(skb.u16(0)).isEqualTo(0x1234);
    assertThat(skb.ip().source()).isEqualTo(0x7f000001);
    assertThat(skb.ip().udp().destinationPort()).isEqualTo(53);
    assertThat(skb.ip().udp().dns().u8(4)).isEqualTo(5);
    assertFails(() -> skb.u8(13));
    assertFails(() -> skb.u8(-0x100001));
    assertFails(() -> skb.ip().u8(33));
    assertFails(skb::ethernet);
    assertThat(skb.arpOrNull()).isNull();
  }

  private void check(int offset, int width, IntFunction<? extends Number> read, long expected) {
    if (offset + width <= LENGTH) {
      assertThat(read.apply(offset).longValue()).isEqualTo(expected);
    } else {
      assertThatThrownBy(() -> read.apply(offset).longValue())
          .isInstanceOf(FailStopException.class);
    }
  }

  private BigInteger number(int offset, int width) {
    return new BigInteger(1, Arrays.copyOfRange(bytes, offset, offset + width));
  }

  private static void assertFails(Runnable read) {
    assertThatThrownBy(read::run).isInstanceOf(FailStopException.class);
  }
}
