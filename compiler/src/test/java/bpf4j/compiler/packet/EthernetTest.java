package bpf4j.compiler.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.compiler.context.SimulatedSkBuff;
import bpf4j.compiler.context.SkBuff;
import bpf4j.compiler.declare.FailStopException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EthernetTest {
  private static final String ADDRESSES = "0a1b2c3d4e5f f0e1d2c3b4a5";

  @Test
  void readsAddressesAndType() {
    Ethernet ethernet = SkBuff.of(Bytes.of(ADDRESSES + "88cc")).ethernet();
    assertThat(ethernet.destination()).isEqualTo(0x0a1b2c3d4e5fL);
    assertThat(ethernet.source()).isEqualTo(0xf0e1d2c3b4a5L);
    assertThat(ethernet.etherType()).isEqualTo(EtherType.LLDP);
  }

  @Test
  void followsOnlyTheTypeThatIsThere() {
    for (int type : new int[] {0x0800, 0x86dd, 0x0806, 0x8100, 0x88a8, 0x88cc, 0x05ff}) {
      SkBuff skb = SkBuff.of(Bytes.start(ADDRESSES).u16(type).zeros(60).toArray());
      for (EtherTyped typed : new EtherTyped[] {skb, skb.ethernet()}) {
        check(type == 0x0800, typed.ipOrNull(), typed::ip);
        check(type == 0x86dd, typed.ipv6OrNull(), typed::ipv6);
        check(type == 0x0806, typed.arpOrNull(), typed::arp);
        check(type == 0x8100 || type == 0x88a8, typed.vlanOrNull(), typed::vlan);
      }
    }
  }

  private interface Dissector {
    PacketView dissect();
  }

  private static void check(boolean matches, PacketView orNull, Dissector dissector) {
    if (matches) {
      assertThat(orNull.offset()).isEqualTo(14);
      assertThat(dissector.dissect().offset()).isEqualTo(14);
    } else {
      assertThat(orNull).isNull();
      assertThatThrownBy(dissector::dissect).isInstanceOf(FailStopException.class);
    }
  }

  @Test
  void walksTwoVlanTags() {
    SkBuff skb =
        SkBuff.of(Bytes.of(ADDRESSES + "88a8 b07b 8100 6fff 0800 4500001c 0000 0000 40 01"));
    Vlan outer = skb.vlan();
    assertThat(outer.priority()).isEqualTo(5);
    assertThat(outer.dropEligible()).isTrue();
    assertThat(outer.id()).isEqualTo(0x07b);
    assertThat(outer.etherType()).isEqualTo(EtherType.VLAN);
    Vlan inner = outer.vlan();
    assertThat(inner.priority()).isEqualTo(3);
    assertThat(inner.dropEligible()).isFalse();
    assertThat(inner.id()).isEqualTo(4095);
    assertThat(inner.ip().protocol()).isEqualTo(IpProtocol.ICMP);
    assertThat(inner.vlanOrNull()).isNull();
    assertThat(skb.ipOrNull()).isNull();
  }

  @Test
  void readsArp() {
    SkBuff skb =
        SkBuff.of(
            Bytes.of(
                "ffffffffffff f0e1d2c3b4a5 0806"
                    + "0001 0800 06 04 0001 f0e1d2c3b4a5 0a000001 010203040506 0a0000fe"));
    Arp arp = skb.arp();
    assertThat(arp.hardwareType()).isEqualTo(1);
    assertThat(arp.protocolType()).isEqualTo(0x0800);
    assertThat(arp.hardwareLength()).isEqualTo(6);
    assertThat(arp.protocolLength()).isEqualTo(4);
    assertThat(arp.isIpv4OverEthernet()).isTrue();
    assertThat(arp.operation()).isEqualTo(Arp.REQUEST);
    assertThat(arp.senderMac()).isEqualTo(MacAddress.parse("f0:e1:d2:c3:b4:a5"));
    assertThat(arp.senderIp()).isEqualTo(Ipv4Address.parse("10.0.0.1"));
    assertThat(arp.targetMac()).isEqualTo(0x010203040506L);
    assertThat(arp.targetIp()).isEqualTo(Ipv4Address.parse("10.0.0.254"));
  }

  @Test
  void worksWithoutALinkLayerHeader() {
    byte[] ip = Bytes.of("4500001c 00000000 40010000 7f000001 7f000002 0800 0000 0001 0002");
    SkBuff skb = SimulatedSkBuff.network(ip, EtherType.IPV4).skb();
    assertThat(skb.ip().offset()).isZero();
    assertThat(skb.ip().icmp().sequence()).isEqualTo(2);
    assertThat(skb.ipv6OrNull()).isNull();
    assertThatThrownBy(skb::ethernet).isInstanceOf(FailStopException.class);
  }

  @Test
  void failsWhereTheFrameEndsWithinTheType() {
    byte[] frame = Bytes.of(ADDRESSES + "0800");
    for (int length = 0; length < frame.length; length++) {
      SkBuff skb = SkBuff.of(Arrays.copyOf(frame, length));
      assertThatThrownBy(skb::ip).isInstanceOf(FailStopException.class);
      assertThat(skb.ipOrNull()).isNull();
    }
    assertThat(SkBuff.of(frame).ip().offset()).isEqualTo(14);
  }
}
