package bpf4j.elf.debug;

import bpf4j.elf.ElfCompressionException;
import bpf4j.elf.ElfFile;
import bpf4j.elf.ElfFormatException;
import bpf4j.elf.ElfHeader;
import bpf4j.elf.debug.DebugFile.FoundBy;
import bpf4j.elf.internal.debug.Checksum;
import bpf4j.elf.internal.debug.EmbeddedSymbols;
import bpf4j.elf.internal.process.Root;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Finds the debug files of stripped programs and libraries.
 *
 * <pre>{@code
 * ElfFile libc = DebugFiles.open(Path.of("/lib/x86_64-linux-gnu/libc.so.6"));
 * libc.findSymbol("_int_malloc");   // found when the symbols of libc are installed
 * }</pre>
 *
 * <p>The places are those where GDB looks, in its order:
 *
 * <ol>
 *   <li>{@code /usr/lib/debug/.build-id/xx/yyyy.debug}, for the build-id {@code xxyyyy};
 *   <li>the file that {@link DebugLink} names in the directory of the file, in {@code .debug} below
 *       that, and in the directory of the same path below {@code /usr/lib/debug}; for the path as
 *       it is given, and as it is with symbolic links followed.
 * </ol>
 *
 * <p>The first is taken only if it has this build-id, the others if they have the checksum; all
 * have to be for the same processor. Immutable and safe for use by several threads.
 */
public final class DebugFiles {
  private static final String FOLDER = "/usr/lib/debug";
  private static final Path ROOT = Path.of("root");
  private static final int LEAST_BUILD_ID = 4;

  private final List<Root> roots;

  private DebugFiles(List<Root> roots) {
    this.roots = roots;
  }

  /**
   * Looks for the debug files that are installed on this machine.
   *
   * @return the finder
   */
  public static DebugFiles ofSystem() {
    return new DebugFiles(List.of(Root.HERE));
  }

  /**
   * Looks for the debug files that a process sees, which may be in a container, then for those that
   * are installed on this machine.
   *
   * @param pid the process
   * @return the finder
   */
  public static DebugFiles of(long pid) {
    return new DebugFiles(List.of(Root.of(pid), Root.HERE));
  }

  /**
   * Looks for debug files in a copy of a file system, such as the root directory of an image.
   *
   * @param root the directory that stands for {@code /}
   * @return the finder
   */
  public static DebugFiles below(Path root) {
    return new DebugFiles(List.of(new Root(root)));
  }

  /**
   * Opens a program or library with the symbols that it was stripped of.
   *
   * @param path the file; if it is below {@code /proc/PID/root}, where {@link
   *     bpf4j.elf.process.BinaryFiles} finds the files of a process, its debug file is looked for
   *     there first
   * @return the file, {@link #complete completed} as far as can be
   * @throws UncheckedIOException when it cannot be opened or mapped
   * @throws ElfFormatException when it is not an ELF file, or its symbol table is malformed
   */
  public static ElfFile open(Path path) {
    ElfFile file = ElfFile.open(path);
    Path absolute = path.toAbsolutePath().normalize();
    if (absolute.getNameCount() > 3
        && absolute.startsWith("/proc")
        && absolute.getName(2).equals(ROOT)) {
      Root root = new Root(Path.of("/").resolve(absolute.subpath(0, 3)));
      return new DebugFiles(List.of(root, Root.HERE)).complete(file, root.outside(absolute));
    }
    return ofSystem().complete(file, absolute);
  }

  /**
   * Finds the debug file of a file.
   *
   * @param file a program or library
   * @param path its absolute path, as the process sees it; near it the debug file is looked for
   * @return the debug file, or empty; files that do not belong to it, or cannot be read, are passed
   *     over
   * @throws ElfFormatException when the notes or the link of the file are malformed
   */
  public Optional<DebugFile> find(ElfFile file, Path path) {
    String buildId = file.buildId().orElse("");
    if (buildId.length() >= LEAST_BUILD_ID) {
      String place =
          FOLDER + "/.build-id/" + buildId.substring(0, 2) + "/" + buildId.substring(2) + ".debug";
      for (Root root : roots) {
        Path candidate = root.inside(place);
        Optional<ElfFile> debug = open(candidate, file).filter(found -> hasBuildId(found, buildId));
        if (debug.isPresent()) {
          return Optional.of(new DebugFile(candidate, FoundBy.BUILD_ID, debug.get()));
        }
      }
    }
    Optional<DebugLink> link = DebugLink.of(file);
    return link.flatMap(named -> find(file, path, named));
  }

  private Optional<DebugFile> find(ElfFile file, Path path, DebugLink link) {
    for (Root root : roots) {
      for (Path candidate : candidates(root, path, link.fileName())) {
        Optional<ElfFile> debug = open(candidate, file);
        if (debug.isPresent() && hasChecksum(candidate, link.checksum())) {
          return Optional.of(new DebugFile(candidate, FoundBy.DEBUG_LINK, debug.get()));
        }
      }
    }
    return Optional.empty();
  }

  private static Set<Path> candidates(Root root, Path path, String name) {
    Set<Path> found = new LinkedHashSet<>();
    Path absolute = path.toAbsolutePath().normalize();
    for (Path place : List.of(absolute, root.outside(root.inside(absolute.toString())))) {
      Path folder = place.getParent();
      if (folder != null) {
        for (String near :
            List.of(
                folder + "/" + name, folder + "/.debug/" + name, FOLDER + folder + "/" + name)) {
          found.add(root.inside(near));
        }
      }
    }
    return found;
  }

  /**
   * Reads the symbols that are in a stripped file itself: its section {@code .gnu_debugdata}, which
   * some distributions add so that stacks show the names of functions that are not exported.
   *
   * @param file a program or library
   * @return an ELF file with these symbols in {@code .symtab}, or empty when there is no such
   *     section
   * @throws ElfCompressionException when it takes more than 40 MiB when decompressed, or needs more
   *     than 20 MiB to be decompressed
   * @throws ElfFormatException when it is malformed
   */
  public static Optional<ElfFile> embedded(ElfFile file) {
    return EmbeddedSymbols.of(file);
  }

  /**
   * Adds to a file the symbols that it was stripped of.
   *
   * @param file a program or library
   * @param path its absolute path, as the process sees it
   * @return the file itself if it has a {@code .symtab}; else the file with the symbols of its
   *     debug file or, when there is none, with those that are {@link #embedded}; the file itself
   *     when there is neither, or when they are malformed
   */
  public ElfFile complete(ElfFile file, Path path) {
    if (!file.symbols().isEmpty()) {
      return file;
    }
    return attempt(() -> find(file, path).map(DebugFile::file))
        .or(() -> attempt(() -> embedded(file)))
        .map(file::withSymbolsOf)
        .orElse(file);
  }

  private static Optional<ElfFile> attempt(Supplier<Optional<ElfFile>> source) {
    try {
      return source.get().filter(found -> !found.symbols().isEmpty());
    } catch (ElfFormatException | ElfCompressionException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static Optional<ElfFile> open(Path candidate, ElfFile original) {
    try {
      if (!Files.isRegularFile(candidate)) {
        return Optional.empty();
      }
      ElfFile file = ElfFile.open(candidate);
      ElfHeader header = file.header();
      boolean isLike =
          header.machine() == original.header().machine()
              && header.is64Bit() == original.header().is64Bit()
              && header.byteOrder().equals(original.header().byteOrder());
      return isLike ? Optional.of(file) : Optional.empty();
    } catch (ElfFormatException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static boolean hasBuildId(ElfFile file, String buildId) {
    try {
      return file.buildId().filter(buildId::equals).isPresent();
    } catch (ElfFormatException e) {
      return false;
    }
  }

  private static boolean hasChecksum(Path file, int checksum) {
    try {
      return Checksum.of(file) == checksum;
    } catch (IOException e) {
      return false;
    }
  }
}
