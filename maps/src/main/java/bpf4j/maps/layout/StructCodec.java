package bpf4j.maps.layout;

import java.nio.ByteBuffer;

/** The generated reader and writer of one struct. */
interface StructCodec {

  void encode(Object value, ByteBuffer target, int offset);

  Object decode(ByteBuffer source, int offset);

  void decodeInto(Object value, ByteBuffer source, int offset);
}
