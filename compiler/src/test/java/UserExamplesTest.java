import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.AttachedProgram;
import bpf4j.compiler.Uprobe;
import bpf4j.compiler.traffic.NativeProgram;
import bpf4j.elf.ElfFile;
import bpf4j.elf.usdt.UsdtProbes;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfMaps;
import bpf4j.testkit.Requirements;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples that watch shells, C++ programs and JVMs, on those that the tests start. */
class UserExamplesTest {
  @TempDir Path folder;

  @BeforeEach
  void needsRoot() {
    Requirements.root();
  }

  @Test
  void linesAreReadInTheOrderOfTime() throws Exception {
    String typing = Requirements.tool("script");
    try (ExampleProcess example = ExampleProcess.start(UprobeReadlinePerf.class, folder)) {
      example.awaitErrors(said -> said.contains("readline"));
      Process shell =
          new ProcessBuilder(typing, "-qc", "/bin/bash --norc --noprofile -i", "/dev/null")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (Writer keys = shell.outputWriter(StandardCharsets.UTF_8)) {
        keys.write("true first\ntrue second\nexit\n");
        keys.flush();
        shell.waitFor();
      }
      shell.getInputStream().close();
      shell.getErrorStream().close();
      assertThat(example.interrupt())
          .containsPattern("(?s) bash +true first\n.* bash +true second\n.* bash +exit\n")
          .containsPattern("\n[0-9]+ lines, 0 lost\n$");
    }
  }

  private static final String STORE =
      """
      #include <iostream>
      #include <string>
      namespace store {
      struct Database {
        long sum = 0;
        __attribute__((noinline, noclone)) bool set(const std::string &key, long value);
        __attribute__((noinline, noclone)) bool set(long key, long value);
      };
      bool Database::set(const std::string &key, long value) {
        sum += value + (long) key.size();
        return true;
      }
      bool Database::set(long key, long value) {
        sum += key + value;
        return false;
      }
      }
      int main() {
        std::string line;
        store::Database database;
        while (std::getline(std::cin, line)) {
          bool first = database.set(line, 1);
          bool second = database.set(7, 1);
          std::cout << first << second << std::endl;
        }
      }
      """;

  @Test
  void callsOfFunctionsInCxxAreCountedByTheirStrings() throws Exception {
    Path program = NativeProgram.compile(folder, "store.cc", STORE);
    String set =
        "store::Database::set(std::__cxx11::basic_string<char, std::char_traits<char>,"
            + " std::allocator<char> > const&, long)";
    try (BpfHash<UprobeCxx.Call, Long> calls =
            BpfMaps.lruHash(UprobeCxx.Call.class, Long.class, 1024);
        NativeProgram target = NativeProgram.start(program);
        AttachedProgram probe =
            Uprobe.attach(program.toString(), set, UprobeCxx.program(calls, 1, "user:"))) {
      target.ask("user:1");
      target.ask("user:17 with a name that is longer than what strings have in themselves");
      target.ask("user:1");
      assertThat(target.ask("other:1")).isEqualTo("10");
      int pid = (int) target.pid();
      assertThat(probe.failures()).isEmpty();
      assertThat(calls.size()).isEqualTo(2);
      assertThat(calls.get(new UprobeCxx.Call(pid, "user:1"))).isEqualTo(2);
      String longest = "user:17 with a name that is longer than what strings have in themselves";
      assertThat(calls.get(new UprobeCxx.Call(pid, longest.substring(0, 63)))).isEqualTo(1);
    }
  }

  @Test
  void cxxFunctionsThatMayBeSeveralAreRefusedByName() throws Exception {
    Path program = NativeProgram.compile(folder, "store.cc", STORE);
    try (ExampleProcess example =
        ExampleProcess.start(UprobeCxx.class, folder, program.toString(), "store::Database::set")) {
      assertThat(example.finish(1)).isEmpty();
      assertThat(example.errors()).contains("store::Database::set(long, long)");
    }
  }

  /** A JVM that does, for each line, something of each kind. */
  static final class Busy {
    /** Is loaded when it is used first. */
    static final class LoadedLate {
      static final Object SOMETHING = new Object();

      private LoadedLate() {}
    }

    private Busy() {}

    static int enteredByName() {
      return 1;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
      while (System.in.read() == '\n') {
        Thread thread = new Thread(System::gc, "named by a test");
        thread.start();
        thread.join();
        System.out.println(LoadedLate.SOMETHING.hashCode() + enteredByName());
      }
    }
  }

  @Test
  void jvmsAreWatchedByTheirOwnProbes() throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+DTraceMethodProbes",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Busy.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Path library = Path.of(System.getProperty("java.home"), "lib/server/libjvm.so");
    try (BufferedReader answers = jvm.inputReader();
        Writer commands = jvm.outputWriter(StandardCharsets.UTF_8);
        ExampleProcess example =
            ExampleProcess.start(
                UsdtJvm.class, folder, "-m", "UserExamples", String.valueOf(jvm.pid()))) {
      if (UsdtProbes.find(ElfFile.open(library), "hotspot", "thread__start").isEmpty()) {
        assertThat(example.finish(1)).isEmpty();
        assertThat(example.errors()).contains("cannot be watched by static probes");
        return;
      }
      example.awaitErrors(said -> said.contains("watching"));
      commands.write("\n");
      commands.flush();
      assertThat(answers.readLine()).isNotNull();
      assertThat(example.interrupt())
          .containsPattern("[0-9]+ thread named by a test\n")
          .containsPattern("[0-9]+ class  UserExamplesTest\\$Busy\\$LoadedLate\n")
          .containsPattern("[0-9]+ method UserExamplesTest\\$Busy.enteredByName\n")
          .containsPattern("[0-9]+ gc     [0-9]+ us\n")
          .containsPattern("\n[0-9]+ events, 0 lost\n$");
    } finally {
      jvm.destroyForcibly().onExit().join();
    }
  }

  @Test
  void programsWithoutProbesAreToldFromJvms() throws Exception {
    Path program = NativeProgram.compile(folder, "store.cc", STORE);
    try (NativeProgram target = NativeProgram.start(program);
        ExampleProcess example =
            ExampleProcess.start(UsdtJvm.class, folder, String.valueOf(target.pid()))) {
      assertThat(example.finish(1)).isEmpty();
      assertThat(example.errors()).contains("This JVM cannot be watched by static probes: ");
    }
  }
}
