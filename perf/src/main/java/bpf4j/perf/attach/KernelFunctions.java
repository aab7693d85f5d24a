package bpf4j.perf.attach;

import bpf4j.elf.NearNames;
import bpf4j.perf.internal.tracefs.TraceFs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of the running kernel's functions. */
final class KernelFunctions {
  private static final Path SYMBOLS = Path.of("/proc/kallsyms");
  private static final String FTRACE = "available_filter_functions";
  private static final int NAME_COLUMN = 2;

  private KernelFunctions() {}

  /** What {@code sys_write} is called on each architecture, tried after the name itself. */
  static List<String> spellings(String name) {
    if (!name.startsWith("sys_")) {
      return List.of(name);
    }
    return switch (System.getProperty("os.arch", "")) {
      case "amd64", "x86_64" -> List.of(name, "__x64_" + name);
      case "aarch64" -> List.of(name, "__arm64_" + name);
      case "riscv64" -> List.of(name, "__riscv_" + name);
      case "s390x" -> List.of(name, "__s390x_" + name);
      default -> List.of(name);
    };
  }

  /** The functions that a pattern matches, of those that the kernel says can be attached to. */
  static List<String> matching(String pattern) {
    Pattern names =
        Pattern.compile(
            pattern
                .chars()
                .mapToObj(
                    c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining()));
    List<String> found =
        attachable().stream().filter(name -> names.matcher(name).matches()).distinct().toList();
    if (found.isEmpty()) {
      throw new NoSuchKernelFunctionException("matching " + pattern, List.of());
    }
    return found;
  }

  /** Modules' functions have the module behind them, which is cut off. */
  private static List<String> attachable() {
    try (TraceFs tracing = TraceFs.open()) {
      Optional<String> functions = tracing.read(FTRACE);
      if (functions.isPresent()) {
        return functions.get().lines().map(line -> line.split(" ", 2)[0]).toList();
      }
    }
    return symbols();
  }

  /** The exception for a function that is not there. */
  static NoSuchKernelFunctionException missing(String name) {
    return new NoSuchKernelFunctionException(name, NearNames.of(name, symbols()));
  }

  private static List<String> symbols() {
    try (Stream<String> lines = Files.lines(SYMBOLS, StandardCharsets.ISO_8859_1)) {
      return lines
          .map(line -> line.split("[ \t]", 4))
          .filter(columns -> columns[1].equalsIgnoreCase("t"))
          .map(columns -> columns[NAME_COLUMN])
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + SYMBOLS, e);
    }
  }
}
