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

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyBytes key && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
