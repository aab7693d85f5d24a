package bpf4j.maps.internal.jvm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A key as the kernel compares it: by its bytes, padding included. */
final class KeyBytes {

  private final byte[] bytes;

  /** Takes the array over. */
  KeyBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  ByteBuffer buffer() {
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }

  /** The prefix of a trie's key: its length set, the bits behind it zero. */
  KeyBytes prefix(int data, int length) {
    byte[] prefix = bytes.clone();
    int whole = data + length / Byte.SIZE;
    if (whole < prefix.length) {
      prefix[whole] &= (byte) (0xFF00 >> length % Byte.SIZE);
      Arrays.fill(prefix, whole + 1, prefix.length, (byte) 0);
    }
    ByteBuffer.wrap(prefix).order(ByteOrder.nativeOrder()).putInt(0, length);
    return new KeyBytes(prefix);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyBytes key && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
