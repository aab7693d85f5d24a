package bpf4j.elf;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses sections. Before the compressed bytes is a header, {@code Elf32_Chdr} or {@code
 * Elf64_Chdr}:
 *
 * <pre>
 *  u32 method
 *  u32 (64-bit files only) unused
 *  address-sized words: size when decompressed, alignment
 * </pre>
 */
final class ElfCompression {
  private static final int ZLIB = 1;
  private static final int ZSTD = 2;
  private static final int HEADER_32 = 12;
  private static final int HEADER_64 = 24;
  private static final int MOST_BYTES = 256 << 20;

  /** What a byte of zlib's format can stand for at most, which bounds what it may be said to. */
  private static final int MOST_RATIO = 1032;

  private ElfCompression() {}

  /** A read-only buffer with the contents, in the order of the compressed ones. */
  static ByteBuffer decompress(ByteBuffer section, boolean is64Bit, String name) {
    int headerSize = is64Bit ? HEADER_64 : HEADER_32;
    if (section.limit() < headerSize) {
      throw new ElfFormatException(name + " ends within the header of its compressed contents");
    }
    int method = section.getInt(0);
    long size = is64Bit ? section.getLong(8) : Integer.toUnsignedLong(section.getInt(4));
    if (method != ZLIB) {
      String what = method == ZSTD ? "zstd" : "method " + method;
      throw new ElfCompressionException(
          name
              + " is compressed by "
              + what
              + ", of which only zlib is supported; decompress it with objcopy"
              + " --decompress-debug-sections");
    }
    int held = section.limit() - headerSize;
    if (size < 0 || size / MOST_RATIO > held) {
      throw new ElfFormatException(
          name
              + " has "
              + held
              + " bytes of zlib's, which cannot make "
              + Long.toUnsignedString(size));
    }
    if (size > MOST_BYTES) {
      throw new ElfCompressionException(
          name
              + " takes "
              + size
              + " bytes when decompressed, more than the "
              + MOST_BYTES
              + " that are supported; decompress it with objcopy --decompress-debug-sections");
    }
    byte[] contents = new byte[(int) size];
    inflate(section.slice(headerSize, held), contents, name);
    return ByteBuffer.wrap(contents).asReadOnlyBuffer().order(section.order());
  }

  private static void inflate(ByteBuffer compressed, byte[] contents, String name) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(compressed);
      int done = 0;
      int count;
      do {
        count = inflater.inflate(contents, done, contents.length - done);
        done += count;
      } while (count > 0);
      // The checksum at the end is read only when more is asked for than there is.
      boolean holdsMore = !inflater.finished() && inflater.inflate(new byte[1]) > 0;
      if (!inflater.finished() || holdsMore || done != contents.length) {
        throw new ElfFormatException(
            name
                + " is said to hold "
                + contents.length
                + " bytes when decompressed, but "
                + (holdsMore ? "holds more" : "ends after " + done));
      }
    } catch (DataFormatException e) {
      throw new ElfFormatException(name + " is not as zlib compresses: " + e.getMessage());
    } finally {
      inflater.end();
    }
  }
}
