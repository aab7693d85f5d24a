package bpf4j.compiler.internal.capture;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads a class file's bytes with as few calls and as little memory as most of them need. */
final class ClassBytes {
  /** Most class files are smaller. */
  private static final int FIRST = 8192;

  private ClassBytes() {}

  /** All that is left of a stream. */
  static byte[] read(InputStream in) throws IOException {
    byte[] bytes = new byte[FIRST];
    int length = in.readNBytes(bytes, 0, FIRST);
    while (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length);
      length += in.readNBytes(bytes, length, bytes.length - length);
    }
    return Arrays.copyOf(bytes, length);
  }
}
