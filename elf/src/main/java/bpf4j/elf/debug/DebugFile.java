package bpf4j.elf.debug;

import bpf4j.elf.ElfFile;
import java.nio.file.Path;

/**
 * A file with the debug information of another.
 *
 * @param path where it is
 * @param foundBy how it was found, and is known to belong to the other
 * @param file the file; its segments hold nothing, and its sections only what is not loaded
 */
public record DebugFile(Path path, FoundBy foundBy, ElfFile file) {
  /** How a debug file was found. */
  public enum FoundBy {
    /** Both have the same build-id. */
    BUILD_ID,
    /** The other names it, and it has the checksum that the other gives. */
    DEBUG_LINK
  }
}
