package bpf4j.maps.layout;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/**
 * A string of fixed size: UTF-8 filled up with NUL bytes. Reading stops at the first NUL or at the
 * end; a string may use every byte.
 */
public final class StringLayout extends Layout<String> {

  private final String where;

  StringLayout(int size, String where) {
    super(String.class, size, 1);
    if (size < 1) {
      throw new LayoutException(where + ": a string needs at least 1 byte, not " + size);
    }
    this.where = where;
  }

  @Override
  void encode(String value, ByteBuffer target, int offset) {
    int length = value.length();
    int used = 0;
    if (length <= size()) {
      while (used < length) {
        char c = value.charAt(used);
        if (c == 0 || c >= 0x80) {
          break;
        }
        target.put(offset + used, (byte) c);
        used++;
      }
    }
    if (used < length) {
      used = encodeRest(value, target, offset);
    }
    Memory.zero(target, offset + used, size() - used);
  }

  private int encodeRest(String value, ByteBuffer target, int offset) {
    if (value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          where + ": the string has a NUL character, where C would end it");
    }
    byte[] bytes = value.getBytes(UTF_8);
    if (bytes.length > size()) {
      throw new IllegalArgumentException(
          where + ": " + bytes.length + " bytes of UTF-8 do not fit into " + size());
    }
    target.put(offset, bytes);
    return bytes.length;
  }

  @Override
  String decode(ByteBuffer source, int offset) {
    int length = 0;
    while (length < size() && source.get(offset + length) != 0) {
      length++;
    }
    byte[] bytes = new byte[length];
    source.get(offset, bytes);
    return new String(bytes, UTF_8);
  }

  @Override
  public String toString() {
    return "char[" + size() + "]";
  }
}
