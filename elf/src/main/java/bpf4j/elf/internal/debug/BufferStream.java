package bpf4j.elf.internal.debug;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.tukaani.xz.SeekableInputStream;

/** Bytes as a stream that can be read from anywhere. */
final class BufferStream extends SeekableInputStream {
  private final ByteBuffer bytes;
  private long position;

  BufferStream(ByteBuffer bytes) {
    this.bytes = bytes.slice();
  }

  @Override
  public int read() {
    return position >= bytes.limit() ? -1 : bytes.get((int) position++) & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (position >= bytes.limit()) {
      return length == 0 ? 0 : -1;
    }
    int count = (int) Math.min(length, bytes.limit() - position);
    bytes.get((int) position, target, offset, count);
    position += count;
    return count;
  }

  @Override
  public long length() {
    return bytes.limit();
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void seek(long place) throws IOException {
    if (place < 0) {
      throw new IOException("no place " + place);
    }
    position = place;
  }
}
