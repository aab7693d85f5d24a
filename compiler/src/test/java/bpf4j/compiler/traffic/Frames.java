package bpf4j.compiler.traffic;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/**
 * Random Ethernet frames: mostly IPv4 with a transport header and a payload that programs look for,
 * some of another kind, some cut off or with bytes changed. The same seed gives the same frames.
 */
public final class Frames {
  private static final int MAX_FRAME = 1500;
  private static final int UDP = 17;
  private static final int TCP = 6;
  private static final int DNS_PORT = 53;
  private static final int[] ETHER_TYPES = {0x86dd, 0x0806, 0x8100, 0x0801, 0x0008};
  private static final int[] QUERY_TYPES = {1, 2, 5, 15, 16, 28, 33, 257, 65_535};
  private static final String[] STARTS = {
    "HTTP/1.1 200 OK",
    "GET / HTTP/1.1",
    "HEAD /",
    "POST /",
    "PUT /",
    "DELETE /",
    "CONNECT a:443",
    "OPTIONS *",
    "TRACE /",
    "PATCH /",
    "GETTER",
    "PUTT",
    "HTT",
    "get /",
    "",
  };

  private final Random random;

  public Frames(long seed) {
    random = new Random(seed);
  }

  /** The next frame, of 1 byte or more. */
  public byte[] next() {
    ByteBuffer frame = ByteBuffer.allocate(MAX_FRAME);
    putBytes(frame, 12);
    boolean ipv4 = !oneIn(12);
    frame.putShort((short) (ipv4 ? 0x0800 : ETHER_TYPES[random.nextInt(ETHER_TYPES.length)]));
    putIpv4(frame);
    byte[] bytes = Arrays.copyOf(frame.array(), frame.position());
    for (int changes = oneIn(4) ? 1 + random.nextInt(4) : 0; changes > 0; changes--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return oneIn(4) ? Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length)) : bytes;
  }

  private void putIpv4(ByteBuffer frame) {
    int options = oneIn(3) ? 4 * random.nextInt(11) : 0;
    int protocol = oneIn(8) ? random.nextInt(256) : oneIn(2) ? UDP : TCP;
    boolean laterFragment = oneIn(10);
    int start = frame.position();
    frame.put((byte) (4 << 4 | (20 + options) / 4)).put((byte) 0);
    frame.putShort((short) 0).putShort((short) random.nextInt());
    frame.putShort((short) (laterFragment ? 1 + random.nextInt(0x1fff) : oneIn(2) ? 0x4000 : 0));
    frame.put((byte) 64).put((byte) protocol);
    putBytes(frame, 2 + 4 + 4 + options);
    switch (protocol) {
      case UDP -> putUdp(frame);
      case TCP -> putTcp(frame);
      default -> putBytes(frame, random.nextInt(64));
    }
    frame.putShort(start + 2, (short) (frame.position() - start));
  }

  private void putUdp(ByteBuffer frame) {
    frame.putShort((short) random.nextInt());
    frame.putShort((short) (oneIn(6) ? random.nextInt() : DNS_PORT));
    putBytes(frame, 4);
    putBytes(frame, 12);
    for (int labels = oneIn(8) ? random.nextInt(127) : random.nextInt(6); labels > 0; labels--) {
      int length = oneIn(8) ? random.nextInt(64) : random.nextInt(9);
      if (frame.remaining() < length + 100) {
        break;
      }
      frame.put((byte) length);
      putBytes(frame, length);
    }
    if (oneIn(10)) {
      frame.put((byte) (64 + random.nextInt(192))); // A pointer, or what has no meaning.
    }
    frame.put((byte) 0);
    frame.putShort((short) QUERY_TYPES[random.nextInt(QUERY_TYPES.length)]);
    frame.putShort((short) 1);
  }

  private void putTcp(ByteBuffer frame) {
    int options = oneIn(2) ? 4 * random.nextInt(11) : 12;
    putBytes(frame, 12);
    frame.put((byte) ((20 + options) / 4 << 4 | random.nextInt(16)));
    putBytes(frame, 7 + options);
    frame.put(STARTS[random.nextInt(STARTS.length)].getBytes(StandardCharsets.US_ASCII));
    putBytes(frame, random.nextInt(4));
  }

  private void putBytes(ByteBuffer frame, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    frame.put(bytes);
  }

  private boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }
}
