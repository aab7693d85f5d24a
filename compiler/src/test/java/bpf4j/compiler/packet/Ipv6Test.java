package bpf4j.compiler.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.compiler.context.SkBuff;
import bpf4j.compiler.declare.FailStopException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Ipv6Test {
  private static final String ADDRESSES =
      "20010db8000000000000000000000001 fe80000000000000fedcba9876543210";
  private static final String UDP = "9c40 0035 0008 0000";

  private static Ipv6 ip(int nextHeader, String rest) {
    Bytes frame = Bytes.start(Bytes.ETHERNET_IPV6).hex("6b8f1234 0123").u8(nextHeader);
    return SkBuff.of(frame.hex("40").hex(ADDRESSES).hex(rest).toArray()).ipv6();
  }

  @Test
  void readsEveryField() {
    Ipv6 ip = ip(17, UDP);
    assertThat(ip.version()).isEqualTo(6);
    assertThat(ip.trafficClass()).isEqualTo(0xb8);
    assertThat(ip.flowLabel()).isEqualTo(0xf1234);
    assertThat(ip.payloadLength()).isEqualTo(0x123);
    assertThat(ip.nextHeader()).isEqualTo(17);
    assertThat(ip.hopLimit()).isEqualTo(64);
    assertThat(ip.source()).isEqualTo(Ipv6Address.parse("2001:db8::1"));
    assertThat(ip.destination()).isEqualTo(Ipv6Address.parse("fe80::fedc:ba98:7654:3210"));
    assertThat(ip.upperLayer()).isEqualTo(new Ipv6.UpperLayer(17, 40, 0));
    assertThat(ip.udp().sourcePort()).isEqualTo(40000);
    assertThat(ip.tcpOrNull()).isNull();
  }

  @Test
  void walksEachExtensionHeader() {
    // Hop-by-hop of 16 bytes, routing of 8, destination options of 24, authentication of 24, UDP.
    Ipv6 ip =
        ip(
            0,
            "2b01"
                + "00".repeat(14)
                + "3c00000000000000"
                + "3302"
                + "00".repeat(22)
                + "1104"
                + "00".repeat(22)
                + UDP);
    assertThat(ip.upperLayer()).isEqualTo(new Ipv6.UpperLayer(17, 40 + 16 + 8 + 24 + 24, 0));
    assertThat(ip.udp().destinationPort()).isEqualTo(53);
    assertThat(ip.udpOrNull().offset()).isEqualTo(14 + 112);
  }

  @Test
  void extensionHeadersHaveTheirLengthsInUnitsOfEightBeyondTheFirst() {
    for (int units = 0; units < 256; units++) {
      Bytes extension = new Bytes().u8(17).u8(units).zeros(units * 8 + 6).hex(UDP);
      Ipv6 ip = ip(60, java.util.HexFormat.of().formatHex(extension.toArray()));
      assertThat(ip.upperLayer().offset()).isEqualTo(40 + (units + 1) * 8);
      assertThat(ip.udp().sourcePort()).isEqualTo(40000);
    }
  }

  @Test
  void aFirstFragmentHasATransportHeaderALaterOneNot() {
    // The reserved second byte must not be taken for a length.
    Ipv6 first = ip(44, "11ff 0001 00000001" + UDP);
    assertThat(first.upperLayer()).isEqualTo(new Ipv6.UpperLayer(17, 48, 0));
    assertThat(first.udp().destinationPort()).isEqualTo(53);
    Ipv6 later = ip(44, "1100 00b9 00000001" + UDP);
    assertThat(later.upperLayer()).isEqualTo(new Ipv6.UpperLayer(17, 48, 23));
    assertThat(later.udpOrNull()).isNull();
    assertFails(later::udp);
    // What follows is a destination options header of the whole packet, of which this has a piece.
    assertThat(ip(44, "3c00 0008 00000001" + UDP).upperLayer())
        .isEqualTo(new Ipv6.UpperLayer(60, 48, 1));
  }

  @Test
  void walksEightExtensionHeadersAndNoMore() {
    String options = "3c00000000000000";
    Ipv6 eight = ip(60, options.repeat(7) + "1100000000000000" + UDP);
    assertThat(eight.upperLayer()).isEqualTo(new Ipv6.UpperLayer(17, 40 + 64, 0));
    Ipv6 nine = ip(60, options.repeat(8) + "1100000000000000" + UDP);
    assertFails(nine::upperLayer);
    assertFails(nine::udpOrNull);
  }

  @Test
  void everyReadFailsWhereItsBytesEnd() {
    Bytes frame = Bytes.start(Bytes.ETHERNET_IPV6).hex("60000000 0018 00 40").hex(ADDRESSES);
    byte[] whole = frame.hex("2c00000000000000 1100000000000000").hex(UDP).toArray();
    for (int length = 14; length <= whole.length; length++) {
      Ipv6 ip = SkBuff.of(Arrays.copyOf(whole, length)).ipv6();
      // The fragment header's next header and offset are the last to be read.
      check(length >= 14 + 40 + 8 + 4, ip::udp);
      check(length >= 14 + 40 + 16 + 4, () -> ip.udp().destinationPort());
      check(length >= 14 + 24, ip::source);
      check(length >= 14 + 40, ip::destination);
    }
  }

  @Test
  void readsIcmpv6() {
    Icmpv6 echo = ip(58, "8000 1234 0001 0002").icmp();
    assertThat(echo.type()).isEqualTo(Icmpv6Type.ECHO_REQUEST);
    assertThat(echo.code()).isZero();
    assertThat(echo.checksum()).isEqualTo(0x1234);
    assertThat(echo.identifier()).isEqualTo(1);
    assertThat(echo.sequence()).isEqualTo(2);
    assertFails(echo::target);
    assertFails(echo::quoted);

    Icmpv6 solicitation = ip(58, "8700 0000 00000000 fe80000000000000000000000000abcd").icmp();
    assertThat(solicitation.target()).isEqualTo(Ipv6Address.parse("fe80::abcd"));

    Icmpv6 tooBig = ip(58, "0200 0000 00000500 60000000 0008 11 40" + ADDRESSES + UDP).icmp();
    assertThat(tooBig.parameter()).isEqualTo(1280);
    assertThat(tooBig.quoted().udp().destinationPort()).isEqualTo(53);
  }

  private static void check(boolean succeeds, Runnable read) {
    if (succeeds) {
      read.run();
    } else {
      assertFails(read);
    }
  }

  private static void assertFails(Runnable read) {
    assertThatThrownBy(read::run).isInstanceOf(FailStopException.class);
  }
}
