package bpf4j.compiler.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.compiler.context.SkBuff;
import bpf4j.compiler.declare.FailStopException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TcpTest {
  private static final String IP = "45000000 00000000 40060000 0a000001 0a000002";

  /** What Linux sends to open a connection: MSS, SACK permitted, time stamps, NOP, window scale. */
  private static final String SYN_OPTIONS = "020405b4 0402 080a fedcba98 00000000 01 030307";

  private static byte[] frame(int flags, String options, String payload) {
    int words = 5 + Bytes.of(options).length / 4;
    return Bytes.start(Bytes.ETHERNET_IPV4)
        .hex(IP)
        .hex("d431 0050 fffefdfc 80818283")
        .u8(words << 4)
        .u8(flags)
        .hex("fffd c0de 8001")
        .hex(options)
        .text(payload)
        .toArray();
  }

  private static Tcp tcp(int flags, String options, String payload) {
    return SkBuff.of(frame(flags, options, payload)).ip().tcp();
  }

  @Test
  void readsEveryField() {
    Tcp tcp = tcp(0x12, "", "");
    assertThat(tcp.sourcePort()).isEqualTo(0xd431);
    assertThat(tcp.destinationPort()).isEqualTo(Ports.HTTP);
    assertThat(tcp.sequence()).isEqualTo(0xfffefdfcL);
    assertThat(tcp.acknowledgment()).isEqualTo(0x80818283L);
    assertThat(tcp.headerWords()).isEqualTo(5);
    assertThat(tcp.headerLength()).isEqualTo(20);
    assertThat(tcp.flags()).isEqualTo(TcpFlag.SYN | TcpFlag.ACK);
    assertThat(tcp.window()).isEqualTo(0xfffd);
    assertThat(tcp.checksum()).isEqualTo(0xc0de);
    assertThat(tcp.urgentPointer()).isEqualTo(0x8001);
  }

  @Test
  void everyFlagIsItsBit() {
    for (int flags = 0; flags < 256; flags++) {
      Tcp tcp = tcp(flags, "", "");
      assertThat(tcp.flags()).isEqualTo(flags);
      assertThat(tcp.fin()).isEqualTo((flags & TcpFlag.FIN) != 0);
      assertThat(tcp.syn()).isEqualTo((flags & TcpFlag.SYN) != 0);
      assertThat(tcp.rst()).isEqualTo((flags & TcpFlag.RST) != 0);
      assertThat(tcp.psh()).isEqualTo((flags & TcpFlag.PSH) != 0);
      assertThat(tcp.ack()).isEqualTo((flags & TcpFlag.ACK) != 0);
    }
  }

  @Test
  void readsTheOptionsOfASyn() {
    Tcp tcp = tcp(TcpFlag.SYN, SYN_OPTIONS, "");
    assertThat(tcp.headerLength()).isEqualTo(40);
    assertThat(tcp.maximumSegmentSize()).isEqualTo(1460);
    assertThat(tcp.option(TcpOption.SACK_PERMITTED)).isEqualTo(24);
    assertThat(tcp.timestamp()).isEqualTo(0xfedcba98L);
    assertThat(tcp.windowScale()).isEqualTo(7);
    assertThat(tcp.option(TcpOption.FAST_OPEN)).isEqualTo(-1);
  }

  @Test
  void absentOptionsAreMinusOne() {
    for (String options : new String[] {"", "01010101", "00000000", "02000000", "02010000"}) {
      Tcp tcp = tcp(0, options, "");
      assertThat(tcp.windowScale()).isEqualTo(-1);
      assertThat(tcp.timestamp()).isEqualTo(-1);
    }
    assertThat(tcp(0, "", "").maximumSegmentSize()).isEqualTo(-1);
  }

  @Test
  void payloadStartsBehindTheOptions() {
    for (int words = 0; words <= 10; words++) {
      Tcp tcp = tcp(TcpFlag.PSH | TcpFlag.ACK, "01010101".repeat(words), "GET /");
      assertThat(tcp.payload(PacketView.class).i32(0)).isEqualTo(0x47455420);
    }
  }

  @Test
  void optionsOfATruncatedFrameFailWhereTheirBytesEnd() {
    byte[] whole = frame(TcpFlag.SYN, SYN_OPTIONS, "");
    int options = 14 + 20 + 20;
    for (int length = 14; length <= whole.length; length++) {
      SkBuff skb = SkBuff.of(Arrays.copyOf(whole, length));
      // Found by its kind byte, which is the list's last but two.
      check(length >= options + 18, () -> skb.ip().tcp().option(TcpOption.WINDOW_SCALE));
      check(length >= options + 20, () -> skb.ip().tcp().windowScale());
      check(length >= options + 4, () -> skb.ip().tcp().maximumSegmentSize());
    }
  }

  private static void check(boolean succeeds, Runnable read) {
    if (succeeds) {
      read.run();
    } else {
      assertThatThrownBy(read::run).isInstanceOf(FailStopException.class);
    }
  }
}
