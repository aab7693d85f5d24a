package bpf4j.compiler.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.testkit.Requirements;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A C or C++ program that a test compiles and runs, and that answers each line by a line. */
public final class NativeProgram implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;
  private final Writer input;

  private NativeProgram(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.input = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** Compiles a source, without optimizations that would remove functions. */
  public static Path compile(Path folder, String name, String source) throws Exception {
    boolean plus = name.endsWith(".cc");
    String compiler = plus ? Requirements.tool("g++", "clang++") : Requirements.tool("gcc", "cc");
    Path file = Files.writeString(folder.resolve(name), source);
    Path program = folder.resolve(name.substring(0, name.indexOf('.')));
    Process process =
        new ProcessBuilder(compiler, "-O1", "-g", "-o", program.toString(), file.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
    return program;
  }

  public static NativeProgram start(Path program) throws IOException {
    return new NativeProgram(new ProcessBuilder(program.toString()).start());
  }

  /** Sends a line and waits for the answer. */
  public String ask(String line) throws IOException {
    input.write(line + "\n");
    input.flush();
    return output.readLine();
  }

  public long pid() {
    return process.pid();
  }

  @Override
  public void close() throws IOException {
    input.close();
    process.onExit().join();
    output.close();
    process.getErrorStream().close();
  }
}
