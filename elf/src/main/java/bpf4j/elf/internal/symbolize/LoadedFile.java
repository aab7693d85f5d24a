package bpf4j.elf.internal.symbolize;

import bpf4j.elf.ElfFile;
import bpf4j.elf.ElfSegment;
import bpf4j.elf.ElfSymbol;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.util.Optional;

/** An ELF file that a process has loaded, with its symbols by file offset. */
public final class LoadedFile {
  private static final int MOST_BYTES = 1 << 20;

  private final ElfFile file;

  /**
   * Wraps a file.
   *
   * @param file the file
   */
  public LoadedFile(ElfFile file) {
    this.file = file;
  }

  /**
   * A symbol, and the address that was looked for.
   *
   * @param symbol the symbol
   * @param address the address as the file numbers them
   */
  public record Found(ElfSymbol symbol, long address) {}

  /**
   * Reads a file that is in the memory of a process only, as the kernel's own library is.
   *
   * @param pid the process
   * @param start the address of its first byte
   * @param end the address after its last
   * @return the file, or empty when it cannot be read
   */
  public static Optional<LoadedFile> inMemory(long pid, long start, long end) {
    long size = end - start;
    if (start < 0 || size <= 0 || size > MOST_BYTES) {
      return Optional.empty();
    }
    byte[] bytes = new byte[(int) size];
    try (RandomAccessFile memory = new RandomAccessFile("/proc/" + pid + "/mem", "r")) {
      memory.seek(start);
      memory.readFully(bytes);
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.of(new LoadedFile(ElfFile.parse(ByteBuffer.wrap(bytes))));
  }

  /**
   * Finds the symbol of what is at an offset.
   *
   * @param offset an offset in the file
   * @return the symbol that covers it; one without a size if it comes right before
   */
  public Optional<Found> symbol(long offset) {
    for (ElfSegment segment : file.segments()) {
      long within = offset - segment.offset();
      if (segment.type() == ElfSegment.PT_LOAD
          && Long.compareUnsigned(within, segment.fileSize()) < 0) {
        long address = segment.address() + within;
        return file.nearestSymbol(address)
            .filter(symbol -> symbol.covers(address) || symbol.size() == 0)
            .map(symbol -> new Found(symbol, address));
      }
    }
    return Optional.empty();
  }
}
