package bpf4j.compiler.packet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Puts a packet together, in network order. Hexadecimal text may contain spaces. */
final class Bytes {
  /** A frame of EtherType IPv4 up to its IP header, between fixed addresses. */
  static final String ETHERNET_IPV4 = "0a1b2c3d4e5f f0e1d2c3b4a5 0800";

  static final String ETHERNET_IPV6 = "0a1b2c3d4e5f f0e1d2c3b4a5 86dd";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  static byte[] of(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  static Bytes start(String hex) {
    return new Bytes().hex(hex);
  }

  Bytes hex(String hex) {
    bytes.writeBytes(of(hex));
    return this;
  }

  Bytes u8(int value) {
    bytes.write(value);
    return this;
  }

  Bytes u16(int value) {
    return u8(value >>> 8).u8(value);
  }

  Bytes u32(long value) {
    return u16((int) (value >>> 16)).u16((int) value);
  }

  Bytes zeros(int count) {
    bytes.writeBytes(new byte[count]);
    return this;
  }

  Bytes text(String text) {
    bytes.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  byte[] toArray() {
    return bytes.toByteArray();
  }
}
