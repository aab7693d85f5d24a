package bpf4j.perf.attach;

import bpf4j.elf.code.CodeLocation;
import bpf4j.elf.code.CodeLocationException;
import bpf4j.elf.code.CodeSymbols;
import bpf4j.elf.debug.DebugFiles;
import bpf4j.elf.process.BinaryFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * Places in a file's code, found and ready to be attached to.
 *
 * @param file a path by which this process opens the file
 * @param sites the places, at least one
 * @param atReturn whether at the functions' return instead of at the place itself
 * @param pid the process; none for all
 * @param cookie what {@code bpf_get_attach_cookie} returns, 0 for none
 */
public record UserProbe(
    Path file, List<Site> sites, boolean atReturn, OptionalLong pid, long cookie) {
  /**
   * One place.
   *
   * @param name what it is called, for messages
   * @param offset where the instruction is in the file
   * @param counter where in the file the counter is that the program looks at before it gets there
   *     (a semaphore of USDT); 0 for none
   */
  public record Site(String name, long offset, long counter) {}

  /** Copies the list, and refuses an empty one. */
  public UserProbe {
    sites = List.copyOf(sites);
    if (sites.isEmpty()) {
      throw new CodeLocationException("there is nothing to attach to in " + file, List.of());
    }
  }

  /**
   * Finds functions.
   *
   * @param function the functions
   * @param atReturn whether at their return
   * @return the places
   * @throws CodeLocationException if there is no such file or function, or several that may be
   *     meant, or it is chosen at run time (IFUNC), or a return of Go is asked for
   * @throws bpf4j.elf.ElfFormatException if the file is malformed
   */
  public static UserProbe of(UserFunction function, boolean atReturn) {
    Path file = find(function.file(), function.pid());
    CodeSymbols symbols = CodeSymbols.of(DebugFiles.open(file));
    if (atReturn && symbols.isGo()) {
      throw new CodeLocationException(
          file
              + " has code of Go, which moves its stacks: a probe at a return would end the"
              + " process. Attach to the function's entry, or to its return instructions by offset",
          List.of());
    }
    List<Site> sites =
        locations(symbols, function).stream()
            .map(place -> new Site(place.toString(), place.fileOffset(), 0))
            .toList();
    if (sites.isEmpty()) {
      throw new CodeLocationException(
          "no function of " + file + " matches " + function.name(), List.of());
    }
    return new UserProbe(file, sites, atReturn, function.pid(), function.cookie());
  }

  private static List<CodeLocation> locations(CodeSymbols symbols, UserFunction function) {
    return switch (function.how()) {
      case NAME -> List.of(symbols.find(function.name()));
      case PATTERN -> symbols.matching(function.name());
      case IMPLEMENTATIONS -> symbols.implementations(function.name());
    };
  }

  /**
   * Finds a file by its name.
   *
   * @param name a path, or the name of a library or program
   * @param pid the process that means it; none for this machine
   * @return a path by which this process opens it
   * @throws CodeLocationException if there is none
   */
  public static Path find(String name, OptionalLong pid) {
    return (pid.isPresent() ? BinaryFiles.find(name, pid.getAsLong()) : BinaryFiles.find(name))
        .orElseThrow(
            () ->
                new CodeLocationException(
                    "there is no program or library "
                        + name
                        + (pid.isPresent() ? " for process " + pid.getAsLong() : "")
                        + "; give its path",
                    List.of()));
  }

  String describe() {
    StringBuilder text = new StringBuilder(atReturn ? "uretprobe " : "uprobe ").append(file);
    text.append(':').append(sites.get(0).name());
    text.append(" at offset 0x").append(Long.toHexString(sites.get(0).offset()));
    if (sites.size() > 1) {
      text.append(" and ").append(sites.size() - 1).append(" more places");
    }
    pid.ifPresent(id -> text.append(" in process ").append(id));
    return text.toString();
  }
}
