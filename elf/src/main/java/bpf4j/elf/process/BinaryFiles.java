package bpf4j.elf.process;

import bpf4j.elf.ElfFile;
import bpf4j.elf.ElfFormatException;
import bpf4j.elf.ElfHeader;
import bpf4j.elf.internal.process.FileSystem;
import bpf4j.elf.internal.process.LibraryName;
import bpf4j.elf.internal.process.Root;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds the file that the name of a library or program means.
 *
 * <p>A name is a path ({@code /bin/bash}), a library ({@code libssl.so.3}, {@code libssl.so}, or
 * {@code ssl} for short) or, where there is no such library, a program ({@code bash}).
 *
 * <pre>{@code
 * Path libc = BinaryFiles.find("c").orElseThrow();
 * Path theirs = BinaryFiles.find("c", pid).orElseThrow();
 * }</pre>
 */
public final class BinaryFiles {
  private BinaryFiles() {}

  /**
   * Finds a file as the dynamic linker would find it for a process of this machine: by the cache
   * {@code /etc/ld.so.cache}, then in the usual directories. Variants for special processors
   * ({@code glibc-hwcaps}) are not preferred: ask for a process to learn what it uses.
   *
   * @param name the name
   * @return the file, or empty
   */
  public static Optional<Path> find(String name) {
    return find(name, Root.HERE, Path.of("/proc/self/exe"));
  }

  /**
   * Finds a file as a process sees it: a library that it has loaded or, if it has loaded no such, a
   * file below its root directory. So a process in a container leads to the files of the container.
   *
   * @param name the name
   * @param pid the process
   * @return a path by which this process can open the file, even when the other's has been deleted
   *     since: below {@code /proc/PID}; or empty
   * @throws UncheckedIOException when there is no such process, or it may not be looked at
   */
  public static Optional<Path> find(String name, long pid) {
    Path process = Path.of("/proc", Long.toString(pid));
    List<ProcessMapping> files =
        ProcessMaps.of(pid).stream().filter(ProcessMapping::isFile).toList();
    boolean isPath = name.indexOf('/') >= 0;
    LibraryName library = LibraryName.parse(name);
    for (ProcessMapping mapping : files) {
      String fileName = mapping.fileName();
      boolean isMeant =
          isPath ? mapping.path().equals(name) : library.matches(fileName) || fileName.equals(name);
      if (isMeant && isElf(open(mapping, pid))) {
        return Optional.of(open(mapping, pid));
      }
    }
    // Files of old libraries are named differently from what is asked for: libc-2.31.so.
    for (ProcessMapping mapping : files) {
      if (!isPath && mapping.isExecutable() && hasSoname(open(mapping, pid), library)) {
        return Optional.of(open(mapping, pid));
      }
    }
    return find(name, Root.of(pid), process.resolve("exe"));
  }

  /**
   * Returns a path by which the file of a mapping can be opened from here.
   *
   * @param mapping a mapping that {@link ProcessMapping#isFile is of a file}
   * @param pid the process that has it
   * @return the file below the root directory of the process or, when another file has its name by
   *     now, the mapping itself in {@code /proc/PID/map_files}, which takes {@code
   *     CAP_CHECKPOINT_RESTORE} or {@code CAP_SYS_ADMIN}
   */
  public static Path open(ProcessMapping mapping, long pid) {
    Path process = Path.of("/proc", Long.toString(pid));
    Path root = process.resolve("root");
    Path file = root.resolve(mapping.path().substring(1));
    if (!mapping.isDeleted() && hasInode(file, mapping.inode())) {
      return file;
    }
    String range = Long.toHexString(mapping.start()) + "-" + Long.toHexString(mapping.end());
    return process.resolve("map_files").resolve(range);
  }

  private static boolean hasInode(Path file, long inode) {
    try {
      return Files.getAttribute(file, "unix:ino").equals(inode);
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<Path> find(String name, Root root, Path program) {
    if (name.indexOf('/') >= 0) {
      if (!name.startsWith("/")) {
        return Optional.of(Path.of(name)).filter(Files::isRegularFile);
      }
      Path path = root.equals(Root.HERE) ? Path.of(name) : root.inside(name);
      return Optional.of(path).filter(Files::isRegularFile);
    }
    FileSystem files = new FileSystem(root, header(program));
    return files.library(LibraryName.parse(name)).or(() -> files.program(name));
  }

  private static ElfHeader header(Path program) {
    return ElfFile.open(program).header();
  }

  private static boolean isElf(Path path) {
    try {
      ElfFile.open(path).header();
      return true;
    } catch (ElfFormatException | UncheckedIOException e) {
      return false;
    }
  }

  private static boolean hasSoname(Path path, LibraryName name) {
    try {
      return ElfFile.open(path).soname().filter(name::matches).isPresent();
    } catch (ElfFormatException | UncheckedIOException e) {
      return false;
    }
  }
}
