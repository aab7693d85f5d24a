package bpf4j.compiler.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.compiler.context.SkBuff;
import bpf4j.compiler.declare.FailStopException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class UdpPayloadTest {
  private static final int PAYLOAD = 14 + 20 + 8;

  private static Bytes datagram(int port) {
    return Bytes.start(Bytes.ETHERNET_IPV4)
        .hex("45000000 00000000 40110000 0a000001 0a000002 9c40")
        .u16(port)
        .hex("0000 0000");
  }

  private static Dns dns(String hex) {
    return SkBuff.of(datagram(53).hex(hex).toArray()).ip().udp().dns();
  }

  @Test
  void readsTheDnsHeader() {
    Dns dns = dns("abcd 8183 0001 fffe 0003 8004");
    assertThat(dns.id()).isEqualTo(0xabcd);
    assertThat(dns.flags()).isEqualTo(0x8183);
    assertThat(dns.questions()).isEqualTo(1);
    assertThat(dns.answers()).isEqualTo(0xfffe);
    assertThat(dns.authorities()).isEqualTo(3);
    assertThat(dns.additionals()).isEqualTo(0x8004);
  }

  @Test
  void everyDnsFlagIsItsBit() {
    for (int flags = 0; flags < 0x10000; flags++) {
      byte[] message = {0, 0, (byte) (flags >> 8), (byte) flags};
      Dns dns = SkBuff.of(message).view(0, Dns.class);
      assertThat(dns.isResponse()).isEqualTo(flags >= 0x8000);
      assertThat(dns.opcode()).isEqualTo(flags / 0x800 % 16);
      assertThat(dns.isAuthoritative()).isEqualTo((flags & 0x400) != 0);
      assertThat(dns.isTruncated()).isEqualTo((flags & 0x200) != 0);
      assertThat(dns.recursionDesired()).isEqualTo((flags & 0x100) != 0);
      assertThat(dns.recursionAvailable()).isEqualTo((flags & 0x80) != 0);
      assertThat(dns.isAuthentic()).isEqualTo((flags & 0x20) != 0);
      assertThat(dns.checkingDisabled()).isEqualTo((flags & 0x10) != 0);
      assertThat(dns.responseCode()).isEqualTo(flags % 16);
    }
  }

  @Test
  void walksNamesOfEveryDepth() {
    for (int labels = 0; labels <= 127; labels++) {
      Dns dns = question(labels);
      assertThat(dns.nameEnd(12)).isEqualTo(12 + 2 * labels + 1);
      assertThat(dns.questionType()).isEqualTo(DnsType.AAAA);
      assertThat(dns.questionClass()).isEqualTo(0x8001);
    }
    Dns tooDeep = question(128);
    assertFails(() -> tooDeep.nameEnd(12));
  }

  private static Dns question(int labels) {
    Bytes message = datagram(53).hex("0001 0100 0001 0000 0000 0000");
    for (int i = 0; i < labels; i++) {
      message.u8(1).u8('a' + i % 26);
    }
    return SkBuff.of(message.hex("00 001c 8001").toArray()).ip().udp().dns();
  }

  @Test
  void walksLabelsOfEveryLength() {
    for (int length = 1; length < 256; length++) {
      Bytes message = datagram(53).zeros(12).u8(length).zeros(length).hex("00 0001 0001");
      Dns dns = SkBuff.of(message.toArray()).ip().udp().dns();
      int expected = length < 64 ? 12 + length + 2 : length < 0xC0 ? -1 : 12 + 2;
      if (expected < 0) {
        assertFails(() -> dns.nameEnd(12));
      } else {
        assertThat(dns.nameEnd(12)).isEqualTo(expected);
      }
    }
  }

  @Test
  void aPointerEndsAName() {
    Dns dns =
        dns(
            "0001 8180 0001 0001 0000 0000 03777777 076578616d706c65 00 0001 0001 046d61696c c00c"
                + " 0005");
    assertThat(dns.questionType()).isEqualTo(DnsType.A);
    int answer = dns.nameEnd(12) + 4;
    assertThat(dns.nameEnd(answer)).isEqualTo(answer + 7);
    assertThat(dns.u16(dns.nameEnd(answer))).isEqualTo(DnsType.CNAME);
  }

  @Test
  void aTruncatedNameFails() {
    byte[] whole = datagram(53).zeros(12).hex("03777777 026465 00 001c 0001").toArray();
    for (int length = PAYLOAD; length <= whole.length; length++) {
      Dns dns = SkBuff.of(Arrays.copyOf(whole, length)).ip().udp().dns();
      check(length >= PAYLOAD + 12 + 8, () -> dns.nameEnd(12));
      check(length >= PAYLOAD + 12 + 10, dns::questionType);
      check(length >= PAYLOAD + 12 + 12, dns::questionClass);
    }
  }

  @Test
  void followsVxlanToTheInnerPacket() {
    Bytes frame = datagram(Ports.VXLAN).hex("08000000 fedcba 7f");
    frame.hex(Bytes.ETHERNET_IPV6).hex("60000000 0008 11 40").zeros(32).hex("1111 2222 0008 0000");
    Vxlan vxlan = SkBuff.of(frame.toArray()).ip().udp().vxlan();
    assertThat(vxlan.flags()).isEqualTo(8);
    assertThat(vxlan.hasId()).isTrue();
    assertThat(vxlan.id()).isEqualTo(0xfedcba);
    assertThat(vxlan.ethernet().source()).isEqualTo(0xf0e1d2c3b4a5L);
    assertThat(vxlan.ethernet().ipv6().udp().destinationPort()).isEqualTo(0x2222);
    assertThat(vxlan.ethernet().ipOrNull()).isNull();
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
