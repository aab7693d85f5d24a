package bpf4j.elf.internal.debug;

import bpf4j.elf.ElfCompressionException;
import bpf4j.elf.ElfFile;
import bpf4j.elf.ElfFormatException;
import bpf4j.elf.ElfSection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.UnsupportedOptionsException;
import org.tukaani.xz.XZInputStream;

/** The ELF file within an ELF file, {@code .gnu_debugdata}, compressed by xz. */
public final class EmbeddedSymbols {
  private static final String SECTION = ".gnu_debugdata";
  private static final int MOST_BYTES = 40 << 20;

  /** For the usual 8 MiB of dictionary, and the 16 MiB of {@code xz -7}. */
  private static final int MOST_KIB = 20 << 10;

  private static final int PIECE = 1 << 18;

  private EmbeddedSymbols() {}

  /**
   * Decompresses the file.
   *
   * @param file the file around it
   * @return the file within, or empty when there is none
   */
  public static Optional<ElfFile> of(ElfFile file) {
    return file.section(SECTION)
        .map(section -> ElfFile.parse(decompress(bytes(file, section), MOST_BYTES)));
  }

  private static byte[] bytes(ElfFile file, ElfSection section) {
    ByteBuffer held = file.contents(section);
    byte[] bytes = new byte[held.remaining()];
    held.get(bytes);
    return bytes;
  }

  /**
   * Decompresses bytes whose size is not known beforehand: what they say of it is not to be relied
   * upon.
   */
  static ByteBuffer decompress(byte[] compressed, int mostBytes) {
    List<byte[]> pieces = new ArrayList<>();
    int size = 0;
    try (InputStream in = new XZInputStream(new ByteArrayInputStream(compressed), MOST_KIB)) {
      while (true) {
        byte[] piece = in.readNBytes(PIECE);
        if (piece.length > mostBytes - size) {
          throw new ElfCompressionException(
              SECTION
                  + " takes more than "
                  + mostBytes
                  + " bytes when decompressed; install the symbols of the file instead");
        }
        pieces.add(piece);
        size += piece.length;
        if (piece.length < PIECE) {
          break;
        }
      }
    } catch (MemoryLimitException | UnsupportedOptionsException e) {
      throw refused(e);
    } catch (IOException e) {
      throw malformed(e);
    }
    ByteBuffer whole = ByteBuffer.allocate(size);
    pieces.forEach(whole::put);
    return whole.flip().asReadOnlyBuffer();
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
