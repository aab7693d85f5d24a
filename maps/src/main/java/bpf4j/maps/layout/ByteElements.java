package bpf4j.maps.layout;

import java.nio.ByteBuffer;

/** Bytes, which buffers move as a whole themselves. */
final class ByteElements extends Elements {

  @Override
  Object make(ByteBuffer source, int offset, int count) {
    byte[] array = new byte[count];
    source.get(offset, array);
    return array;
  }

  @Override
  void read(Object array, ByteBuffer source, int offset) {
    source.get(offset, (byte[]) array);
  }

  @Override
  void write(Object array, ByteBuffer target, int offset) {
    target.put(offset, (byte[]) array);
  }
}
