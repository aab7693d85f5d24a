package bpf4j.elf.internal.debug;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/** Computes the checksum by which a debug file is known. */
public final class Checksum {
  private static final int PIECE = 1 << 16;

  private Checksum() {}

  /**
   * Reads a file.
   *
   * @param file the file
   * @return the CRC-32 of its bytes
   * @throws IOException when it cannot be read
   */
  public static int of(Path file) throws IOException {
    CRC32 checksum = new CRC32();
    byte[] piece = new byte[PIECE];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        checksum.update(piece, 0, count);
      }
    }
    return (int) checksum.getValue();
  }
}
