package bpf4j.compiler.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  private final Random random = new Random(7);

  @Test
  void ipv4AgreesWithInetAddress() throws UnknownHostException {
    for (int i = 0; i < 2000; i++) {
      int address = i == 0 ? Ipv4Address.BROADCAST : random.nextInt();
      byte[] bytes = ByteBuffer.allocate(4).putInt(address).array();
      String text = InetAddress.getByAddress(bytes).getHostAddress();
      assertThat(Ipv4Address.format(address)).isEqualTo(text);
      assertThat(Ipv4Address.parse(text)).isEqualTo(address);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "01.2.3.4",
        "1.2.3.",
        "a.b.c.d",
        "1.2.3.4 ",
        "-1.2.3.4",
        "1..2.3",
        "1111.1.1.1",
        "1.2.3.\u0664"
      })
  void refusesWhatIsNoIpv4Address(String text) {
    assertThatThrownBy(() -> Ipv4Address.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10.0.0.1");
  }

  @Test
  void masks() {
    assertThat(Ipv4Address.mask(0)).isZero();
    assertThat(Ipv4Address.mask(1)).isEqualTo(0x80000000);
    assertThat(Ipv4Address.mask(8)).isEqualTo(Ipv4Address.parse("255.0.0.0"));
    assertThat(Ipv4Address.mask(31)).isEqualTo(-2);
    assertThat(Ipv4Address.mask(32)).isEqualTo(-1);
  }

  @Test
  void ipv6AgreesWithInetAddress() throws UnknownHostException {
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = new byte[16];
      for (int group = 0; group < 8; group++) {
        // Many zero groups, so that every place of the gap occurs.
        if (random.nextBoolean()) {
          bytes[2 * group] = (byte) (random.nextBoolean() ? random.nextInt() : 0);
          bytes[2 * group + 1] = (byte) random.nextInt();
        }
      }
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      Ipv6Address address = new Ipv6Address(buffer.getLong(), buffer.getLong());
      String full = Inet6Address.getByAddress(null, bytes, -1).getHostAddress();
      assertThat(Ipv6Address.parse(full)).isEqualTo(address);
      String shortest = address.toString();
      assertThat(Ipv6Address.parse(shortest)).isEqualTo(address);
      assertThat(((Inet6Address) Inet6Address.getByName(shortest)).getAddress()).isEqualTo(bytes);
      assertThat(shortest.length()).isLessThanOrEqualTo(full.length());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "::, ::",
    "::1, ::1",
    "1::, 1::",
    "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "::ffff:10.0.0.1, ::ffff:10.0.0.1",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
    "1:2:3:4:5:6:7.8.9.10, 1:2:3:4:5:6:708:90a"
  })
  void writesIpv6AsRfc5952Does(String text, String canonical) {
    assertThat(Ipv6Address.parse(text)).hasToString(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        ":::",
        "1",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1::2::3",
        "12345::",
        "g::",
        "1:2:3:4:5:6:7::8",
        "::1%eth0",
        "1.2.3.4::",
        "::1.2.3",
        "1:",
        ":1",
        "[::1]"
      })
  void refusesWhatIsNoIpv6Address(String text) {
    assertThatThrownBy(() -> Ipv6Address.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void knowsKindsOfIpv6Addresses() {
    assertThat(Ipv6Address.parse("::ffff:1.2.3.4").isIpv4Mapped()).isTrue();
    assertThat((int) Ipv6Address.parse("::ffff:201.2.3.4").low()).isEqualTo(0xc9020304);
    assertThat(Ipv6Address.parse("::1.2.3.4").isIpv4Mapped()).isFalse();
    assertThat(Ipv6Address.parse("ff02::1").isMulticast()).isTrue();
    assertThat(Ipv6Address.parse("fe02::1").isMulticast()).isFalse();
    assertThat(Ipv6Address.parse("fe80::1").isLinkLocal()).isTrue();
    assertThat(Ipv6Address.parse("febf::1").isLinkLocal()).isTrue();
    assertThat(Ipv6Address.parse("fec0::1").isLinkLocal()).isFalse();
    assertThat(Ipv6Address.parse("::")).isEqualTo(Ipv6Address.ANY);
    assertThat(Ipv6Address.parse("::1")).isEqualTo(Ipv6Address.LOOPBACK);
  }

  @Test
  void readsAndWritesMacAddresses() {
    for (int i = 0; i < 1000; i++) {
      long address = random.nextLong() & MacAddress.BROADCAST;
      String text = String.format("%012x", address).replaceAll("(..)(?!$)", "$1:");
      assertThat(MacAddress.format(address)).isEqualTo(text);
      assertThat(MacAddress.parse(text)).isEqualTo(address);
      assertThat(MacAddress.parse(text.replace(':', '-'))).isEqualTo(address);
    }
    assertThat(MacAddress.isMulticast(MacAddress.parse("01:00:5e:00:00:01"))).isTrue();
    assertThat(MacAddress.isMulticast(MacAddress.parse("fe:00:5e:00:00:01"))).isFalse();
    assertThat(MacAddress.isLocal(MacAddress.parse("02:00:00:00:00:00"))).isTrue();
    assertThat(MacAddress.isLocal(MacAddress.parse("fd:00:00:00:00:00"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "01:02:03:04:05",
        "01:02:03:04:05:0g",
        "01-02:03:04:05:06",
        "0102:03:04:05:06:",
        "01:02:03:04:05:06:07"
      })
  void refusesWhatIsNoMacAddress(String text) {
    assertThatThrownBy(() -> MacAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
