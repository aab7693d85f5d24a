package bpf4j.elf.internal.process;

import bpf4j.elf.ElfFile;
import bpf4j.elf.ElfFormatException;
import bpf4j.elf.ElfHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The file system as a process sees it, below its root directory, and the places where its dynamic
 * linker looks for libraries.
 */
public final class FileSystem {
  private static final List<String> FOLDERS =
      List.of("/lib64", "/usr/lib64", "/lib", "/usr/lib", "/usr/local/lib");
  private static final List<String> PROGRAM_FOLDERS =
      List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

  private final Root root;
  private final ElfHeader like;

  /**
   * Makes the view.
   *
   * @param root the root directory
   * @param like the header of a program whose libraries are looked for
   */
  public FileSystem(Root root, ElfHeader like) {
    this.root = root;
    this.like = like;
  }

  /**
   * Finds a library.
   *
   * @param name its name
   * @return a path below the root, or empty
   */
  public Optional<Path> library(LibraryName name) {
    for (boolean any : new boolean[] {true, false}) {
      Optional<Path> found =
          cache().stream()
              .filter(entry -> entry.isForAnyProcessor() == any && name.matches(entry.name()))
              .sorted(Comparator.comparing(LinkerCache.Entry::name, FileSystem::newestFirst))
              .map(entry -> root.inside(entry.path()))
              .filter(this::isOfThisKind)
              .findFirst();
      if (found.isPresent()) {
        return found;
      }
    }
    for (String folder : folders()) {
      Optional<Path> found = list(folder, name).filter(this::isOfThisKind).findFirst();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /**
   * Finds a program in the usual directories.
   *
   * @param name its name
   * @return a path below the root, or empty
   */
  public Optional<Path> program(String name) {
    return PROGRAM_FOLDERS.stream()
        .map(folder -> root.inside(folder + "/" + name))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private List<LinkerCache.Entry> cache() {
    try {
      return LinkerCache.entries(Files.readAllBytes(root.inside("/etc/ld.so.cache")));
    } catch (IOException e) {
      // musl and Android have none.
      return List.of();
    }
  }

  private List<String> folders() {
    List<String> folders = new ArrayList<>(FOLDERS);
    String processor =
        switch (like.machine()) {
          case ElfHeader.EM_X86_64 -> "x86_64";
          case ElfHeader.EM_386 -> "i386";
          case ElfHeader.EM_AARCH64 -> "aarch64";
          case ElfHeader.EM_RISCV -> "riscv64";
          default -> "unknown";
        };
    folders.add(0, "/usr/lib/" + processor + "-linux-gnu");
    folders.add(0, "/lib/" + processor + "-linux-gnu");
    return folders;
  }

  private Stream<Path> list(String folder, LibraryName name) {
    try (Stream<Path> files = Files.list(root.inside(folder))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name::matches)
          .sorted(FileSystem::newestFirst)
          .map(file -> root.inside(folder + "/" + file))
          .toList()
          .stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  /** Compares digits as numbers, the highest first; so {@code libx.so.10} is before {@code .9}. */
  private static int newestFirst(String a, String b) {
    String[] left = a.split("(?<=\\D)(?=\\d)|(?<=\\d)(?=\\D)");
    String[] right = b.split("(?<=\\D)(?=\\d)|(?<=\\d)(?=\\D)");
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      boolean areNumbers =
          Character.isDigit(left[i].charAt(0)) && Character.isDigit(right[i].charAt(0));
      int order =
          areNumbers && left[i].length() != right[i].length()
              ? right[i].length() - left[i].length()
              : right[i].compareTo(left[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.length, right.length);
  }

  private boolean isOfThisKind(Path path) {
    try {
      if (!Files.isRegularFile(path)) {
        return false;
      }
      ElfHeader header = ElfFile.open(path).header();
      return header.machine() == like.machine()
          && header.is64Bit() == like.is64Bit()
          && header.type() == ElfHeader.ET_DYN;
    } catch (ElfFormatException | UncheckedIOException e) {
      // A linker script, which libc.so often is, or a file that may not be read.
      return false;
    }
  }
}
