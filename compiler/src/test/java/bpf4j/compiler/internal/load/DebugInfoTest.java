package bpf4j.compiler.internal.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.compiler.SocketFilter.Filter;
import bpf4j.compiler.VerifierException;
import bpf4j.compiler.context.SkBuff;
import bpf4j.compiler.internal.codegen.GeneratedCode;
import bpf4j.compiler.internal.codegen.LineEntry;
import bpf4j.compiler.internal.ir.SourcePosition;
import bpf4j.compiler.internal.isa.Assembler;
import bpf4j.compiler.internal.isa.IsaLevel;
import bpf4j.compiler.internal.isa.MemSize;
import bpf4j.elf.Btf;
import bpf4j.elf.BtfType;
import bpf4j.syscall.bpf.ProgramFlags;
import bpf4j.syscall.io.Fd;
import bpf4j.testkit.Requirements;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The kernel knows which Java line each instruction comes from. */
class DebugInfoTest {
  private static final String FILE = "DebugInfoTest.java";

  private static int line(int offset) {
    return new Throwable().getStackTrace()[1].getLineNumber() + offset;
  }

  @Test
  void linesRiseAndAreThereFromTheStart() {
    int first = line(0);
    Compilation compilation =
        Compilation.of(
            (Filter)
                p -> {
                  int sum = p.u8(0);
                  sum += p.u8(1) * 3;
                  return sum;
                },
            CompileOptions.filter());
    List<Integer> slots = new ArrayList<>();
    List<Integer> lines = new ArrayList<>();
    for (LineEntry entry : compilation.code().lines()) {
      slots.add(entry.slot());
      lines.add(entry.position().line());
      assertThat(entry.position().file()).isEqualTo(FILE);
    }
    assertThat(slots).isSorted().doesNotHaveDuplicates();
    assertThat(slots.get(slots.size() - 1)).isLessThan(compilation.code().code().size());
    assertThat(lines).contains(first + 5, first + 6);
  }

  @Test
  @SuppressWarnings("serial") // a private method is what is to be inlined
  void bpftoolShowsJavaLines() throws IOException, InterruptedException {
    Requirements.root();
    String bpftool = Requirements.tool("bpftool");
    int line = line(5);
    Compilation compilation =
        Compilation.of(
            (Filter)
                p -> {
                  int sum = p.u16(3);
                  return helper(p) + sum;
                },
            CompileOptions.filter());
    try (FailureMap failures = FailureMap.of(compilation.code());
        Fd fd = ProgramLoader.load(compilation, failures)) {
      String dump = dump(bpftool, fd);
      assertThat(dump)
          .contains("int " + compilation.name() + "(void * context)")
          .contains("; " + FILE + ":" + line + " ")
          .contains("[file:" + FILE + " line_num:" + line + " ");
      assertThat(dump.lines().filter(text -> text.contains(FILE + ":" + helperLine() + " helper")))
          .isNotEmpty();
    }
  }

  private static int helper(SkBuff p) {
    return p.u8(7) * 5;
  }

  private static int helperLine() {
    return line(-4);
  }

  private static String dump(String bpftool, Fd fd) throws IOException, InterruptedException {
    String id = Long.toString(programId(fd));
    Process process =
        new ProcessBuilder(bpftool, "prog", "dump", "xlated", "id", id, "linum")
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return text;
  }

  private static long programId(Fd fd) throws IOException {
    return Files.readAllLines(Path.of("/proc/self/fdinfo/" + fd.number())).stream()
        .filter(line -> line.startsWith("prog_id:"))
        .mapToLong(line -> Long.parseLong(line.substring("prog_id:".length()).strip()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anyNameIsOneThatTheKernelTakes() {
    Requirements.root();
    for (String name : List.of("Größe", "a-b.c$d", "1st", "veryLongNameOfAProgram", "$$$", "日本")) {
      assertThat(ProgramNames.mangle(name)).matches("[A-Za-z0-9_]{1,15}");
      GeneratedCode code = code(List.of(new LineEntry(0, new SourcePosition(name, 1, name))));
      Compilation compilation = compilation(ProgramNames.mangle(name), code);
      try (FailureMap failures = FailureMap.NONE;
          Fd fd = ProgramLoader.load(compilation, failures)) {
        assertThat(fd.number()).isPositive();
      }
    }
  }

  @Test
  void codeWithoutLinesLoadsToo() {
    Requirements.root();
    try (FailureMap failures = FailureMap.NONE;
        Fd fd = ProgramLoader.load(compilation("nothing", code(List.of())), failures)) {
      assertThat(fd.number()).isPositive();
    }
  }

  /** {@code r0 = 0; exit}. */
  private static GeneratedCode code(List<LineEntry> lines) {
    Assembler assembler = new Assembler(IsaLevel.V3).mov64Imm(0, 0).exit();
    return new GeneratedCode(assembler.finish(), lines, List.of(), List.of(), 2, 0);
  }

  private static Compilation compilation(String name, GeneratedCode code) {
    return new Compilation(name, CompileOptions.filter(), code, null, null, false);
  }

  @Test
  void refusedInstructionsAreNamedByTheirJavaLine() {
    Requirements.root();
    Assembler assembler = new Assembler(IsaLevel.V3);
    assembler.mov64Imm(0, 0);
    assembler.mov64Imm(1, 5);
    // The stack there has never been written, and 5 is no pointer.
    assembler.ldx(MemSize.DW, 2, 1, 0);
    assembler.exit();
    SourcePosition good = new SourcePosition("Good.java", 10, "run");
    SourcePosition bad = new SourcePosition("Bad.java", 20, "run");
    SourcePosition after = new SourcePosition("After.java", 30, "run");
    List<LineEntry> lines =
        List.of(new LineEntry(0, good), new LineEntry(1, bad), new LineEntry(3, after));
    GeneratedCode code = new GeneratedCode(assembler.finish(), lines, List.of(), List.of(), 4, 0);
    try (FailureMap failures = FailureMap.NONE) {
      assertThatThrownBy(() -> ProgramLoader.load(compilation("broken", code), failures))
          .isInstanceOfSatisfying(
              VerifierException.class,
              e -> {
                assertThat(e.file()).isEqualTo("Bad.java");
                assertThat(e.line()).isEqualTo(20);
                assertThat(e.reason()).contains("R1 invalid mem access");
                assertThat(e).hasMessageStartingWith("Bad.java:20: ");
                assertThat(e.log()).contains("Bad.java:20 run", "processed ");
              });
    }
  }

  @Test
  void flagsForTestingAreTaken() {
    Requirements.root();
    try (FailureMap failures = FailureMap.NONE;
        Fd fd =
            ProgramLoader.load(
                compilation("nothing", code(List.of())), failures, ProgramFlags.TEST_STATE_FREQ)) {
      assertThat(fd.number()).isPositive();
    }
  }

  /** The type information by itself, as our own reader sees it. */
  @Test
  void typeInformationDescribesTheProgram() {
    DebugInfo debug = DebugInfo.of(compilation("nothing", code(List.of())));
    Btf btf = Btf.parse(ByteBuffer.wrap(debug.btf()).order(ByteOrder.nativeOrder()));
    BtfType.Prototype prototype = btf.prototype("nothing").orElseThrow();
    assertThat(btf.sizeOf(prototype.returnType())).isEqualTo(4);
    assertThat(prototype.parameters()).hasSize(1);
    assertThat(debug.functions()).hasSize(DebugInfo.FUNCTION_RECORD);
    assertThat(debug.lines()).hasSize(DebugInfo.LINE_RECORD);
  }
}
