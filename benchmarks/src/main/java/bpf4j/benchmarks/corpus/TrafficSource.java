package bpf4j.benchmarks.corpus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/**
 * Makes inputs: of few hosts and ports, so that programs that keep state see the same ones again;
 * some with bytes changed, some cut off, some of another kind. The same seed gives the same inputs.
 */
public final class TrafficSource {
  private static final int ROOM = 1024;
  private static final int SHORTEST = 64;
  private static final Traffic[] FRAMES = {
    Traffic.IPV4,
    Traffic.TCP,
    Traffic.UDP,
    Traffic.DNS,
    Traffic.VXLAN,
    Traffic.ECHO,
    Traffic.IPV6,
    Traffic.ARP,
    Traffic.VLAN,
  };
  private static final int[] TCP_FLAGS = {2, 18, 16, 24, 16, 17, 4, 1};
  private static final int[] EXTENSIONS = {0, 43, 44, 51, 60};
  private static final int[] UPPER_LAYERS = {6, 17, 58, 59, 132};
  private static final int[] QUERY_TYPES = {1, 2, 5, 15, 16, 28, 33, 257};
  private static final String[] TEXTS = {
    "SSH-2.0-OpenSSH_9.9",
    "HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: 0\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: example.org\r\nAccept: */*\r\n\r\n",
    "POST /a HTTP/1.1\r\nHost: example.org\r\nContent-Length: 4\r\n\r\nevil",
    "PATCH /b HTTP/1.0\n\r\n\n\r\r\n\r\n",
    "220 mail.example.org ESMTP",
    "+OK POP3 ready",
    "\u0016\u0003\u0001\u0001\u0000\u0001\u0000\u0000\u00fc\u0003\u0003hello",
    "\u0016\u0003\u0001\u0001\u0000\u0001\u0000\u0000\u00fc\u0003\u0001hello",
    "there is something evil in here",
    "deviled eggs and devilry",
    "",
  };

  private final Traffic traffic;
  private final Random random;

  /**
   * Starts.
   *
   * @param traffic what most inputs are
   * @param seed of the pseudo-random numbers
   */
  public TrafficSource(Traffic traffic, long seed) {
    this.traffic = traffic;
    this.random = new Random(seed);
  }

  /** {@return the next input, of which one in five is something else or damaged} */
  public byte[] next() {
    byte[] input = one(isFrame() && oneIn(10) ? FRAMES[random.nextInt(FRAMES.length)] : traffic);
    if (traffic == Traffic.SYSTEM_CALL) {
      return input;
    }
    for (int changes = oneIn(10) ? 1 + random.nextInt(4) : 0; changes > 0; changes--) {
      input[random.nextInt(input.length)] = (byte) random.nextInt();
    }
    return oneIn(20) ? Arrays.copyOf(input, between(SHORTEST, input.length)) : input;
  }

  /** {@return the next input, whole and of the kind that was asked for} */
  public byte[] typical() {
    return one(traffic);
  }

  private boolean isFrame() {
    return traffic != Traffic.DATAGRAM && traffic != Traffic.SYSTEM_CALL;
  }

  private byte[] one(Traffic kind) {
    ByteBuffer out = ByteBuffer.allocate(ROOM);
    switch (kind) {
      case DATAGRAM -> putDatagram(out);
      case SYSTEM_CALL -> {
        out.order(ByteOrder.nativeOrder());
        out.putLong(random.nextLong()).putLong(random.nextInt(400));
        return Arrays.copyOf(out.array(), out.position());
      }
      default -> {
        putBytes(out, 12);
        putTagged(out, kind);
      }
    }
    return Arrays.copyOf(out.array(), Math.max(out.position(), SHORTEST));
  }

  private void putTagged(ByteBuffer out, Traffic kind) {
    switch (kind) {
      case VLAN -> {
        out.putShort((short) (oneIn(2) ? 0x88a8 : 0x8100)).putShort((short) random.nextInt());
        if (oneIn(2)) {
          out.putShort((short) 0x8100).putShort((short) random.nextInt());
        }
        putTagged(out, oneIn(3) ? Traffic.IPV6 : Traffic.IPV4);
      }
      case ARP -> {
        out.putShort((short) 0x0806);
        out.putShort((short) 1).putShort((short) 0x0800).putShort((short) 0x0604);
        out.putShort((short) (1 + random.nextInt(2)));
        int host = address();
        out.putShort((short) 0x0200).putInt(oneIn(20) ? random.nextInt() : host).putInt(host);
        putBytes(out, 6);
        out.putInt(address());
      }
      case IPV6 -> {
        out.putShort((short) 0x86dd);
        putIpv6(out);
      }
      default -> {
        out.putShort((short) 0x0800);
        putIpv4(out, kind);
      }
    }
  }

  private void putIpv4(ByteBuffer out, Traffic kind) {
    int protocol =
        switch (kind) {
          case TCP -> 6;
          case UDP, DNS, VXLAN -> 17;
          case ECHO -> 1;
          default -> oneIn(4) ? random.nextInt(256) : oneIn(2) ? 6 : 17;
        };
    int start = out.position();
    int options = oneIn(4) ? 4 * random.nextInt(11) : 0;
    out.put((byte) (4 << 4 | (20 + options) / 4)).put((byte) 0).putShort((short) 0);
    out.putShort((short) random.nextInt())
        .putShort((short) (oneIn(20) ? 1 + random.nextInt(8191) : 0x4000));
    out.put((byte) (oneIn(2) ? 64 : random.nextInt(256))).put((byte) protocol).putShort((short) 0);
    out.putInt(address()).putInt(address());
    putBytes(out, options);
    int payload = out.position();
    switch (protocol) {
      case 6 -> putTcp(out);
      case 17 -> putUdp(out, kind);
      case 1 ->
          out.put((byte) (oneIn(8) ? 0 : 8))
              .put((byte) 0)
              .putShort((short) random.nextInt())
              .putInt(1);
      default -> {}
    }
    putBytes(out, random.nextInt(200));
    out.putShort(start + 2, (short) (out.position() - start));
    if (!oneIn(8)) {
      out.putShort(start + 10, checksum(out, start, payload));
    }
  }

  private static short checksum(ByteBuffer out, int start, int end) {
    int sum = 0;
    for (int at = start; at < end; at += 2) {
      sum += out.getShort(at) & 0xffff;
    }
    sum = (sum & 0xffff) + (sum >>> 16);
    return (short) ~((sum & 0xffff) + (sum >>> 16));
  }

  private void putTcp(ByteBuffer out) {
    int options = oneIn(2) ? 12 : 4 * random.nextInt(6);
    putPorts(out, oneIn(2) ? 443 : 1 + random.nextInt(1024));
    putBytes(out, 8);
    out.put((byte) ((20 + options) / 4 << 4))
        .put((byte) TCP_FLAGS[random.nextInt(TCP_FLAGS.length)]);
    putBytes(out, 6 + options);
    out.put(TEXTS[random.nextInt(TEXTS.length)].getBytes(StandardCharsets.ISO_8859_1));
  }

  private void putUdp(ByteBuffer out, Traffic kind) {
    int port =
        switch (kind) {
          case DNS -> 53;
          case VXLAN -> 4789;
          default -> 1 + random.nextInt(64);
        };
    putPorts(out, port);
    putBytes(out, 4);
    switch (kind) {
      case DNS -> putQuery(out);
      case VXLAN -> {
        out.putInt(oneIn(10) ? 0 : 8 << 24).putInt(random.nextInt(100) << 8);
        putBytes(out, 12);
        out.putShort((short) (oneIn(2) ? 0x0800 : 0x86dd));
      }
      default ->
          out.put(
                  Integer.toString(random.nextInt() >>> random.nextInt(32))
                      .getBytes(StandardCharsets.US_ASCII))
              .put((byte) '|');
    }
  }

  private void putQuery(ByteBuffer out) {
    putBytes(out, 12);
    for (int labels = 1 + random.nextInt(4); labels > 0; labels--) {
      int length = 1 + random.nextInt(8);
      out.put((byte) length);
      for (int i = 0; i < length; i++) {
        out.put((byte) ('a' + random.nextInt(3)));
      }
    }
    out.put((byte) 0)
        .putShort((short) QUERY_TYPES[random.nextInt(QUERY_TYPES.length)])
        .putShort((short) 1);
  }

  private void putIpv6(ByteBuffer out) {
    out.putInt(6 << 28).putShort((short) 100);
    int next = oneIn(3) ? upperLayer() : extension();
    out.put((byte) next).put((byte) 64);
    putBytes(out, 32);
    while (Arrays.stream(EXTENSIONS).anyMatch(Integer.valueOf(next)::equals)
        && out.remaining() > 400) {
      int following = oneIn(3) ? extension() : upperLayer();
      int words = next == 44 ? 0 : random.nextInt(3);
      int length = next == 51 ? (words + 2) * 4 : (words + 1) * 8;
      out.put((byte) following).put((byte) words);
      putBytes(out, length - 2);
      next = following;
    }
    putBytes(out, random.nextInt(100));
  }

  private void putDatagram(ByteBuffer out) {
    putPorts(out, 3478);
    putBytes(out, 4);
    if (oneIn(2)) {
      out.putShort((short) (oneIn(4) ? random.nextInt() : 1))
          .putShort((short) 0)
          .putInt(0x2112a442);
      putBytes(out, random.nextInt(200));
      return;
    }
    for (int i = random.nextInt(20); i > 0; i--) {
      int length = random.nextInt(6);
      out.put((byte) (oneIn(8) ? 53 : oneIn(16) ? 255 : random.nextInt(64))).put((byte) length);
      putBytes(out, length);
    }
    out.put((byte) 255);
  }

  private void putPorts(ByteBuffer out, int destination) {
    out.putShort((short) (1024 + random.nextInt(4))).putShort((short) destination);
  }

  private int address() {
    return (10 + 180 * random.nextInt(2)) << 24 | random.nextInt(4) << 16 | 1 + random.nextInt(8);
  }

  private int extension() {
    return EXTENSIONS[random.nextInt(EXTENSIONS.length)];
  }

  private int upperLayer() {
    return UPPER_LAYERS[random.nextInt(UPPER_LAYERS.length)];
  }

  private int between(int low, int high) {
    return low + (high > low ? random.nextInt(high - low) : 0);
  }

  private void putBytes(ByteBuffer out, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    out.put(bytes);
  }

  private boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }
}
