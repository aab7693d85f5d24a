package bpf4j.maps.layout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.fail;

import bpf4j.testkit.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Asks the C compiler for the sizes and offsets that C text has. */
final class GccLayouts {

  private GccLayouts() {}

  /**
   * The values of C expressions, each a {@code size_t}.
   *
   * @param definitions C text before {@code main}
   * @param expressions what to print
   */
  static List<Integer> values(Path folder, String definitions, List<String> expressions)
      throws IOException, InterruptedException {
    String compiler = Requirements.tool("gcc", "cc");
    StringBuilder text = new StringBuilder();
    text.append("#include <stddef.h>\n#include <stdio.h>\n#include <linux/types.h>\n");
    text.append(definitions).append("\nint main(void) {\n");
    for (String expression : expressions) {
      text.append("  printf(\"%zu\\n\", ").append(expression).append(");\n");
    }
    text.append("  return 0;\n}\n");
    Path source = folder.resolve("layouts.c");
    Path program = folder.resolve("layouts");
    Files.writeString(source, text);
    run(compiler, "-O0", "-w", "-o", program.toString(), source.toString());
    List<Integer> values = new ArrayList<>();
    for (String line : run(program.toString()).split("\n")) {
      values.add(Integer.valueOf(line));
    }
    return values;
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      fail(String.join(" ", command) + " failed:\n" + output);
    }
    return output;
  }
}
