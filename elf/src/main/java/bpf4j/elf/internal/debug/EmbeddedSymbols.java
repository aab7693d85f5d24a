package bpf4j.elf.internal.debug;

import bpf4j.elf.ElfCompressionException;
import bpf4j.elf.ElfFile;
import bpf4j.elf.ElfFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.SeekableXZInputStream;
import org.tukaani.xz.UnsupportedOptionsException;

/** The ELF file within an ELF file, {@code .gnu_debugdata}, compressed by xz. */
public final class EmbeddedSymbols {
  private static final String SECTION = ".gnu_debugdata";
  private static final int MOST_BYTES = 40 << 20;

  /** For the usual 8 MiB of dictionary, and the 16 MiB of {@code xz -7}. */
  private static final int MOST_KIB = 20 << 10;

  private EmbeddedSymbols() {}

  /**
   * Decompresses the file.
   *
   * @param file the file around it
   * @return the file within, or empty when there is none
   */
  public static Optional<ElfFile> of(ElfFile file) {
    return file.section(SECTION).map(section -> ElfFile.parse(decompress(file.contents(section))));
  }

  private static ByteBuffer decompress(ByteBuffer compressed) {
    try (SeekableXZInputStream in =
        new SeekableXZInputStream(new BufferStream(compressed), MOST_KIB)) {
      long size = in.length();
      if (size > MOST_BYTES) {
        throw new ElfCompressionException(
            SECTION
                + " takes "
                + size
                + " bytes when decompressed, more than the "
                + MOST_BYTES
                + " that are supported; install the symbols of the file instead");
      }
      byte[] contents = new byte[(int) size];
      if (in.readNBytes(contents, 0, contents.length) < contents.length) {
        throw new ElfFormatException(SECTION + " ends within what xz has compressed");
      }
      return ByteBuffer.wrap(contents).asReadOnlyBuffer();
    } catch (MemoryLimitException | UnsupportedOptionsException e) {
      throw refused(e);
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  private static ElfCompressionException refused(IOException e) {
    String why =
        e instanceof MemoryLimitException limit
            ? "needs " + limit.getMemoryNeeded() + " KiB to be decompressed, of " + MOST_KIB
            : "is compressed in a way that is not supported: " + e.getMessage();
    return new ElfCompressionException(
        SECTION + " " + why + "; install the symbols of the file instead");
  }

  private static ElfFormatException malformed(IOException e) {
    String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new ElfFormatException(SECTION + " is not as xz compresses: " + why);
  }
}
