package bpf4j.compiler.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.compiler.context.SkBuff;
import bpf4j.compiler.declare.FailStopException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Ipv4Test {
  /** A datagram from 10.1.2.3:40000 to 200.8.4.4:53. */
  private static final byte[] FRAME =
      Bytes.of(
          Bytes.ETHERNET_IPV4
              + "45b8 0025 beef 4000 3f11 f234 0a010203 c8080404"
              + "9c40 0035 0011 abcd 0102030405060708ff");

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
    assertThat(ip.payloadLength()).isEqualTo(17);
    assertThat(ip.identification()).isEqualTo(0xbeef);
    assertThat(ip.dontFragment()).isTrue();
    assertThat(ip.moreFragments()).isFalse();
    assertThat(ip.fragmentOffset()).isZero();
    assertThat(ip.timeToLive()).isEqualTo(63);
    assertThat(ip.protocol()).isEqualTo(17);
    assertThat(ip.headerChecksum()).isEqualTo(0xf234);
    assertThat(ip.source()).isEqualTo(0x0a010203);
    assertThat(ip.destination()).isEqualTo(0xc8080404);
  }

  @Test
  void readsUdp() {
    Udp udp = skb.ip().udp();
    assertThat(udp.sourcePort()).isEqualTo(40000);
    assertThat(udp.destinationPort()).isEqualTo(Ports.DNS);
    assertThat(udp.length()).isEqualTo(17);
    assertThat(udp.payloadLength()).isEqualTo(9);
    assertThat(udp.checksum()).isEqualTo(0xabcd);
    assertThat(udp.payload(PacketView.class).i64(0)).isEqualTo(0x0102030405060708L);
    assertThat(skb.ip().udpOrNull().offset()).isEqualTo(34);
  }

  @Test
  void everyReadFailsWhereItsBytesEnd() {
    for (int length = 0; length <= FRAME.length; length++) {
      SkBuff cut = SkBuff.of(Arrays.copyOf(FRAME, length));
      check(length >= 14, cut::ip);
      check(length >= 24, () -> cut.ip().protocol());
      check(length >= 30, () -> cut.ip().source());
      // Protocol, fragment offset and header length; the UDP header itself is not looked at.
      check(length >= 24, () -> cut.ip().udp());
      check(length >= 38, () -> cut.ip().udp().destinationPort());
      check(length >= 51, () -> cut.ip().udp().payload(PacketView.class).u8(8));
    }
  }

  private static void check(boolean succeeds, Runnable read) {
    if (succeeds) {
      read.run();
    } else {
      assertThatThrownBy(read::run).isInstanceOf(FailStopException.class);
    }
  }

  @Test
  void skipsOptionsOfEveryLength() {
    for (int words = 5; words <= 15; words++) {
      Bytes frame =
          Bytes.start(Bytes.ETHERNET_IPV4).u8(0x40 | words).hex("00 0000 0000 0000 40 11 0000");
      frame.zeros(8 + (words - 5) * 4).u16(1000 + words).u16(53).u16(8).u16(0);
      Ipv4 ip = SkBuff.of(frame.toArray()).ip();
      assertThat(ip.headerLength()).isEqualTo(words * 4);
      assertThat(ip.udp().sourcePort()).isEqualTo(1000 + words);
    }
  }

  @Test
  void followsOnlyTheProtocolThatIsThere() {
    for (int protocol = 0; protocol < 256; protocol++) {
      Bytes frame = Bytes.start(Bytes.ETHERNET_IPV4).hex("4500001c 00002000 40").u8(protocol);
      Ipv4 ip = SkBuff.of(frame.zeros(30).toArray()).ip();
      assertThat(ip.moreFragments()).isTrue();
      check(protocol == 17, ip::udp);
      check(protocol == 6, ip::tcp);
      check(protocol == 1, ip::icmp);
      assertThat(ip.udpOrNull() != null).isEqualTo(protocol == 17);
      assertThat(ip.tcpOrNull() != null).isEqualTo(protocol == 6);
      assertThat(ip.icmpOrNull() != null).isEqualTo(protocol == 1);
    }
  }

  @Test
  void laterFragmentsHaveNoTransportHeader() {
    for (int offset : new int[] {1, 185, 8191}) {
      Bytes frame = Bytes.start(Bytes.ETHERNET_IPV4).hex("4500001c 0000").u16(offset).hex("40 11");
      Ipv4 ip = SkBuff.of(frame.zeros(30).toArray()).ip();
      assertThat(ip.fragmentOffset()).isEqualTo(offset);
      assertThat(ip.udpOrNull()).isNull();
      check(false, ip::udp);
    }
  }

  @Test
  void findsOptions() {
    // No-operation, record route (7 bytes), router alert, end, and a time stamp behind the end.
    Ipv4 ip = withOptions("01 07 07 04 00000000 94040000 00 44040500 000000");
    assertThat(ip.option(1)).isEqualTo(20);
    assertThat(ip.option(7)).isEqualTo(21);
    assertThat(ip.option(148)).isEqualTo(28);
    assertThat(ip.option(68)).isEqualTo(-1);
    assertThat(withOptions("07 00 0000").option(148)).isEqualTo(-1);
    assertThat(withOptions("").option(148)).isEqualTo(-1);
    assertThat(withOptions("01".repeat(36) + "94040000").option(148)).isEqualTo(56);
    assertThat(withOptions("01".repeat(40)).option(148)).isEqualTo(-1);
  }

  @Test
  void anOptionListThatEndsWithThePacketIsReadToItsEnd() {
    byte[] frame = Bytes.start(Bytes.ETHERNET_IPV4).hex("46000018 00000000 40110000").toArray();
    byte[] whole = Arrays.copyOf(frame, 14 + 24);
    Arrays.fill(whole, 14 + 20, whole.length, (byte) 1);
    assertThat(SkBuff.of(whole).ip().option(7)).isEqualTo(-1);
    check(false, () -> SkBuff.of(Arrays.copyOf(whole, whole.length - 1)).ip().option(7));
  }

  private static Ipv4 withOptions(String hex) {
    byte[] options = Bytes.of(hex);
    assertThat(options.length % 4).isZero();
    Bytes frame = Bytes.start(Bytes.ETHERNET_IPV4).u8(0x45 + options.length / 4).zeros(19).hex(hex);
    return SkBuff.of(frame.toArray()).ip();
  }

  @Test
  void readsIcmp() {
    Bytes echo = Bytes.start(Bytes.ETHERNET_IPV4).hex("45000054 00000000 40010000").zeros(8);
    Icmp icmp = SkBuff.of(echo.hex("0800 f7ff 1234 fffe").toArray()).ip().icmp();
    assertThat(icmp.type()).isEqualTo(IcmpType.ECHO_REQUEST);
    assertThat(icmp.code()).isZero();
    assertThat(icmp.checksum()).isEqualTo(0xf7ff);
    assertThat(icmp.identifier()).isEqualTo(0x1234);
    assertThat(icmp.sequence()).isEqualTo(0xfffe);
    check(false, icmp::quoted);
  }

  @Test
  void readsThePacketThatAnErrorQuotes() {
    Bytes error = Bytes.start(Bytes.ETHERNET_IPV4).hex("45000054 00000000 40010000").zeros(8);
    error.hex("0301 0000 0000 05dc").hex("45000020 00000000 0111 0000 0a000001 0a000002 1111 2222");
    Icmp icmp = SkBuff.of(error.toArray()).ip().icmp();
    assertThat(icmp.sequence()).isEqualTo(1500);
    assertThat(icmp.quoted().destination()).isEqualTo(Ipv4Address.parse("10.0.0.2"));
    assertThat(icmp.quoted().udp().destinationPort()).isEqualTo(0x2222);
  }
}
