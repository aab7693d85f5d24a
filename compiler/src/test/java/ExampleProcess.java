import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** An example that runs in a JVM of its own, until it is interrupted as by Ctrl-C. */
final class ExampleProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Path output;
  private final Path errors;

  private ExampleProcess(Process process, Path output, Path errors) {
    this.process = process;
    this.output = output;
    this.errors = errors;
  }

  static ExampleProcess start(Class<?> example, Path folder, String... arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                example.getName()));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(folder, "output", ".txt");
    Path errors = Files.createTempFile(folder, "errors", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    return new ExampleProcess(process, output, errors);
  }

  /** {@return what it has printed by now} */
  String output() {
    return read(output);
  }

  /** {@return what it has said by now, among that what it is attached to} */
  String errors() {
    return read(errors);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it says something. */
  void awaitErrors(Predicate<String> condition) throws InterruptedException {
    for (long end = System.nanoTime() + PATIENCE.toNanos();
        !condition.test(errors()) && process.isAlive() && System.nanoTime() < end; ) {
      Thread.sleep(20);
    }
    assertThat(errors()).matches(condition);
  }

  /** Presses Ctrl-C, and waits for what it prints then. */
  String interrupt() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
    return finish(130);
  }

  /** Waits until it ends by itself. */
  String finish(int exitCode) throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(errors()).isEqualTo(exitCode);
    return output();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
