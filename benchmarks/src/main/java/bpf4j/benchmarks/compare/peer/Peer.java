package bpf4j.benchmarks.compare.peer;

import bpf4j.benchmarks.compare.measure.Cost;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A program that does batches as told on its standard input. Its first line is its name and
 * version; then, for each line with an operation and a number that it is given, it answers with one
 * line: nanoseconds on the clock, nanoseconds on the processor, and a number made of the results;
 * or {@code error:} and why. While it works this side sleeps, and the other way round. It ends with
 * its standard input. Not thread-safe.
 */
public final class Peer implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;
  private static final ScheduledExecutorService WATCH =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "watch of peers");
            thread.setDaemon(true);
            return thread;
          });

  private final String name;
  private final Process process;
  private final Path errors;
  private final Writer to;
  private final BufferedReader from;
  private final String version;

  /**
   * Starts the program and waits for its first line.
   *
   * @param command the program and its arguments
   * @throws PeerException if it does not get that far; with its last words
   */
  public Peer(List<String> command) {
    name = Path.of(command.get(0)).getFileName().toString();
    try {
      errors = Files.createTempFile("peer", ".log");
      process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    } catch (IOException e) {
      throw new PeerException("cannot be run: " + e.getMessage());
    }
    to = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII);
    from =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.ISO_8859_1));
    try {
      version = answer();
    } catch (PeerException e) {
      close();
      throw e;
    }
  }

  /** {@return what it calls itself} */
  public String version() {
    return version;
  }

  /** {@return its process} */
  public ProcessHandle process() {
    return process.toHandle();
  }

  /**
   * Has it do a batch of one of its operations.
   *
   * @param operation which, without blanks
   * @param number how often, or whatever else the operation takes
   * @return what that took and came to
   * @throws PeerException if it cannot
   */
  public Cost run(String operation, long number) {
    try {
      to.write(operation + " " + number + "\n");
      to.flush();
    } catch (IOException e) {
      throw gone();
    }
    String answer = answer();
    String[] numbers = answer.split(" ", 3);
    if (numbers.length < 3) {
      throw new PeerException("answers \"" + answer + "\"");
    }
    return new Cost(
        Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseUnsignedLong(numbers[2]));
  }

  private String answer() {
    Future<?> watch = WATCH.schedule(process::destroyForcibly, PATIENCE_SECONDS, TimeUnit.SECONDS);
    try {
      String line = from.readLine();
      if (line == null) {
        throw gone();
      }
      if (line.startsWith("error: ")) {
        throw new PeerException(line.substring("error: ".length()));
      }
      return line;
    } catch (IOException e) {
      throw gone();
    } finally {
      watch.cancel(false);
    }
  }

  /** Its last words, now that it says nothing any more. */
  private PeerException gone() {
    try {
      process.waitFor(1, TimeUnit.SECONDS);
      return new PeerException(name + ": " + Commands.complaint(Commands.text(errors)));
    } catch (IOException e) {
      return new PeerException(name + " is gone: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new PeerException("interrupted");
    }
  }

  /** Ends it. */
  @Override
  public void close() {
    try {
      to.close();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
    } finally {
      Commands.delete(errors);
    }
  }
}
