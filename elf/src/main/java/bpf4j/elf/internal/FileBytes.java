package bpf4j.elf.internal;

import java.io.EOFException;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Gets the bytes of a file that cannot be mapped. */
public final class FileBytes {
  private FileBytes() {}

  /**
   * Reads a whole file outside the heap.
   *
   * @param file the file, at most 2 GiB long
   * @return its bytes, read-only
   * @throws IOException when it cannot be read
   */
  public static ByteBuffer read(File file) throws IOException {
    // A plain stream: a file of /sys gives a page at a time anyway, and a channel costs its
    // classes.
    try (FileInputStream in = new FileInputStream(file)) {
      long size = file.length();
      if (size > Integer.MAX_VALUE) {
        throw new IOException(file + " is larger than 2 GiB");
      }
      ByteBuffer bytes = ByteBuffer.allocateDirect((int) size);
      byte[] piece = new byte[8192];
      while (bytes.hasRemaining()) {
        int count = in.read(piece, 0, Math.min(piece.length, bytes.remaining()));
        if (count < 0) {
          throw new EOFException(file + " became shorter while it was read");
        }
        bytes.put(piece, 0, count);
      }
      return bytes.flip().asReadOnlyBuffer();
    }
  }
}
