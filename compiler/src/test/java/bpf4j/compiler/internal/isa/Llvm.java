package bpf4j.compiler.internal.isa;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** LLVM's BPF assembler and disassembler, 19 or later (the first with all v4 instructions). */
final class Llvm {
  private static final List<String> SUFFIXES = List.of("-19", "-20", "-21", "-22");
  private static final Pattern DISASSEMBLED =
      Pattern.compile(" +([0-9]+):\t((?:[0-9a-f]{2} )+[0-9a-f]{2})\t(.*)");

  private Llvm() {}

  /** One line of llvm-objdump: the slot index, the bytes as slots, and the text. */
  record Line(int position, List<Long> slots, String text) {}

  /** Assembles text for v4. */
  static long[] assemble(Path dir, List<String> lines) {
    return disassemble(object(dir, lines)).stream()
        .flatMap(line -> line.slots().stream())
        .mapToLong(Long::longValue)
        .toArray();
  }

  /** Disassembles slots as v4. */
  static List<Line> disassemble(Path dir, long[] slots) {
    List<String> lines = new ArrayList<>(slots.length);
    for (long slot : slots) {
      lines.add(".quad " + slot);
    }
    return disassemble(object(dir, lines));
  }

  private static Path object(Path dir, List<String> lines) {
    try {
      Path source = Files.write(dir.resolve("insns.s"), lines);
      Path object = dir.resolve("insns.o");
      run(
          tool("llvm-mc"),
          "-triple=bpfel",
          "-mcpu=v4",
          "-filetype=obj",
          "-o",
          object.toString(),
          source.toString());
      return object;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Line> disassemble(Path object) {
    String text =
        run(
            tool("llvm-objdump"),
            "--disassemble-zeroes",
            "--no-print-imm-hex",
            "--mcpu=v4",
            "-d",
            object.toString());
    return text.lines()
        .map(DISASSEMBLED::matcher)
        .filter(Matcher::matches)
        .map(m -> new Line(Integer.parseInt(m.group(1)), slots(m.group(2)), m.group(3)))
        .toList();
  }

  private static List<Long> slots(String bytes) {
    byte[] raw = HexFormat.ofDelimiter(" ").parseHex(bytes);
    ByteBuffer buffer = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
    List<Long> slots = new ArrayList<>();
    while (buffer.hasRemaining()) {
      slots.add(buffer.getLong());
    }
    return slots;
  }

  private static String tool(String name) {
    Optional<String> found =
        SUFFIXES.stream()
            .map(suffix -> name + suffix)
            .filter(
                candidate ->
                    Pattern.compile(":")
                        .splitAsStream(System.getenv("PATH"))
                        .anyMatch(dir -> Files.isExecutable(Path.of(dir, candidate))))
            .findFirst();
    if (found.isEmpty()) {
      String reason = name + " 19 or later is not installed (Debian: apt-get install llvm-19)";
      return "true".equals(System.getenv("CI")) ? fail(reason) : abort(reason);
    }
    return found.get();
  }

  private static String run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        fail(String.join(" ", command) + " failed:\n" + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
