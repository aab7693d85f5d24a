package bpf4j.compiler.language;

import static bpf4j.compiler.language.Idiom.idiom;
import static bpf4j.compiler.language.Numbers.a;
import static bpf4j.compiler.language.Numbers.b;
import static bpf4j.compiler.language.Numbers.x;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bpf4j.compiler.KernelProgram;
import bpf4j.compiler.SocketFilter;
import bpf4j.compiler.context.SkBuff;
import bpf4j.testkit.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@code System.out} as the kernel's trace log. */
class PrintTest {
  private static final Path LOG = Path.of("/sys/kernel/tracing/trace");

  private static int print(SkBuff p) {
    System.out.println("plain 100%");
    System.out.println(a(p));
    System.out.println(x(p));
    System.out.printf("%d and %05d of %s, 100%%%n", a(p), b(p), "all");
    System.out.printf("%x %X %-4d|", (byte) -1, x(p), (short) 7);
    System.out.println(a(p) > 3 ? "large" : "small");
    return 1;
  }

  @Test
  void writesLines() throws IOException {
    Requirements.root();
    assumeTrue(Files.isReadable(LOG), LOG + " is not there: tracefs is not mounted");
    byte[] packet = new byte[64];
    packet[3] = 11;
    packet[7] = 5;
    packet[15] = 97;
    try (KernelProgram program = SocketFilter.compileFilter(PrintTest::print).load()) {
      program.testRun(packet);
    }
    List<String> lines = Files.readAllLines(LOG);
    assertThat(lines.stream().map(line -> line.replaceFirst(".*bpf_trace_printk: ", "")))
        .containsSubsequence(
            "plain 100%", "11", "97", "11 and 00005 of all, 100%", "ff 61 7   |", "large");
  }

  @TestFactory
  Stream<DynamicTest> loads() {
    return Idiom.agree(
        idiom(
            "a loop that prints",
            p -> {
              for (int i = 0; i < 2; i++) {
                System.out.printf("%d: %d%n", i, p.u8(i));
              }
              return b(p);
            }));
  }
}
