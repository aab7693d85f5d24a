package bpf4j.compiler.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.compiler.SkBuff;
import bpf4j.compiler.declare.FailStopException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Ipv4Test {
  /** A DNS query from 10.1.2.3:40000 to 8.8.4.4:53, TTL 63, do not fragment, id 0xbeef. */
  private static final byte[] FRAME =
      HexFormat.of()
          .parseHex(
              "0a1b2c3d4e5f"
                  + "f0e1d2c3b4a5"
                  + "0800"
                  + "45b8"
                  + "0025"
                  + "beef"
                  + "4000"
                  + "3f11"
                  + "1234"
                  + "0a010203"
                  + "08080404"
                  + "9c40"
                  + "0035"
                  + "0011"
                  + "abcd"
                  + "0102030405060708ff");

  private final SkBuff skb = SkBuff.of(FRAME);

  @Test
  void readsEveryField() {
    Ipv4 ip = skb.ip();
    assertThat(ip.offset()).isEqualTo(14);
    assertThat(ip.version()).isEqualTo(4);
    assertThat(ip.headerWords()).isEqualTo(5);
    assertThat(ip.headerLength()).isEqualTo(20);
    assertThat(ip.typeOfService()).isEqualTo(0xb8);
    assertThat(ip.totalLength()).isEqualTo(37);
    assertThat(ip.identification()).isEqualTo(0xbeef);
    assertThat(ip.dontFragment()).isTrue();
    assertThat(ip.moreFragments()).isFalse();
    assertThat(ip.fragmentOffset()).isZero();
    assertThat(ip.timeToLive()).isEqualTo(63);
    assertThat(ip.protocol()).isEqualTo(17);
    assertThat(ip.headerChecksum()).isEqualTo(0x1234);
    assertThat(ip.source()).isEqualTo(0x0a010203);
    assertThat(ip.destination()).isEqualTo(0x08080404);
    assertThat(ip.udp().sourcePort()).isEqualTo(40000);
    assertThat(ip.udp().destinationPort()).isEqualTo(53);
    assertThat(ip.udp().length()).isEqualTo(17);
    assertThat(ip.udp().checksum()).isEqualTo(0xabcd);
    assertThat(ip.udp().payload(PacketView.class).i64(0)).isEqualTo(0x0102030405060708L);
  }

  @Test
  void refusesAnotherProtocol() {
    assertThat(skb.ip().tcpOrNull()).isNull();
    assertThatThrownBy(() -> skb.ip().tcp()).isInstanceOf(FailStopException.class);
  }

  @Test
  void readsTheEthernetHeader() {
    assertThat(skb.ethernet().destination()).isEqualTo(0x0a1b2c3d4e5fL);
    assertThat(skb.ethernet().source()).isEqualTo(0xf0e1d2c3b4a5L);
    assertThat(skb.ethernet().etherType()).isEqualTo(0x0800);
    assertThat(skb.ethernet().ip().source()).isEqualTo(0x0a010203);
  }
}
