package bpf4j.elf.internal.symbolize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Has a JVM list the code that it has compiled. */
public final class JavaCode {
  private static final int SECONDS = 20;

  private JavaCode() {}

  /**
   * Runs {@code jcmd PID Compiler.perfmap}.
   *
   * @param pid the JVM
   * @return whether it succeeded
   */
  public static boolean list(long pid) {
    Path program;
    try {
      program = Files.readSymbolicLink(Path.of("/proc/" + pid + "/exe"));
    } catch (IOException e) {
      return false;
    }
    if (!program.getFileName().toString().equals("java")) {
      return false;
    }
    Path command = program.resolveSibling("jcmd");
    if (!Files.isExecutable(command)) {
      command = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    }
    return Files.isExecutable(command) && run(command, pid);
  }

  private static boolean run(Path command, long pid) {
    try {
      Process process =
          new ProcessBuilder(command.toString(), String.valueOf(pid), "Compiler.perfmap")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      process.getInputStream().close();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
