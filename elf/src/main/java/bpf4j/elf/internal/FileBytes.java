package bpf4j.elf.internal;

import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Gets the bytes of a file that cannot be mapped. */
public final class FileBytes {
  private FileBytes() {}

  /**
   * Reads a whole file outside the heap.
   *
   * @param path the file, at most 2 GiB long
   * @return its bytes, read-only
   * @throws IOException when it cannot be read
   */
  public static ByteBuffer read(Path path) throws IOException {
    // A plain stream: a file of /sys gives a page at a time anyway, and a channel costs its
    // classes.
    try (FileInputStream in = new FileInputStream(path.toFile())) {
      long size = path.toFile().length();
      if (size > Integer.MAX_VALUE) {
        throw new IOException(path + " is larger than 2 GiB");
      }
      ByteBuffer bytes = ByteBuffer.allocateDirect((int) size);
      byte[] piece = new byte[8192];
      while (bytes.hasRemaining()) {
        int count = in.read(piece, 0, Math.min(piece.length, bytes.remaining()));
        if (count < 0) {
          throw new EOFException(path + " became shorter while it was read");
        }
        bytes.put(piece, 0, count);
      }
      return bytes.flip().asReadOnlyBuffer();
    }
  }
}
