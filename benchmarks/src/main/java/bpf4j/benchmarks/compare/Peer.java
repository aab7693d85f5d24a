package bpf4j.benchmarks.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A program that does batches as told on its standard input: a line with an operation and a number
 * there, a line with a {@link Cost} back. While it works this side sleeps, and the other way round.
 * Not thread-safe.
 */
final class Peer implements AutoCloseable {
  private final Process process;
  private final Writer to;
  private final BufferedReader from;
  private final String version;

  /**
   * Starts the program.
   *
   * @param command the program and its arguments; its first line is to be its name and version
   */
  Peer(List<String> command) {
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      to = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII);
      from =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
      version = answer();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + command, e);
    }
  }

  /** What it calls itself. */
  String version() {
    return version;
  }

  /** Does a batch of one of its operations. */
  Cost run(String operation, int times) {
    try {
      to.write(operation + " " + times + "\n");
      to.flush();
      String[] numbers = answer().split(" ");
      return new Cost(
          Long.parseLong(numbers[0]),
          Long.parseLong(numbers[1]),
          Long.parseUnsignedLong(numbers[2]));
    } catch (IOException e) {
      throw new UncheckedIOException("the peer is gone", e);
    }
  }

  private String answer() throws IOException {
    String line = from.readLine();
    if (line == null) {
      throw new IOException("the peer has ended without an answer");
    }
    return line;
  }

  /** Ends it. */
  @Override
  public void close() {
    try {
      to.close();
      process.waitFor();
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
  }
}
