package bpf4j.perf.trace;

import bpf4j.perf.internal.tracefs.TraceFs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The kernel's trace log while it is written ({@code trace_pipe}): what programs print by {@code
 * System.out}, and whatever else is traced. Each line is read once, by whoever comes first on the
 * whole machine: for looking at programs while they are made, not for a production's events.
 *
 * <p>Reading waits for lines. {@link #close()} by another thread, or an interrupt of the reading
 * one, ends the wait and the log. One thread at a time reads.
 */
public final class TracePipe implements AutoCloseable {
  private static final int BUFFER = 1 << 14;

  private final FileChannel file;
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).limit(0);
  private byte[] line = new byte[256];
  private int length;

  private TracePipe(FileChannel file) {
    this.file = file;
  }

  /**
   * Opens the log of this machine. Needs root, or read access to tracefs where that is mounted.
   *
   * @return the log, to be closed
   * @throws UncheckedIOException if it cannot be opened
   */
  public static TracePipe open() {
    try (TraceFs traceFs = TraceFs.open()) {
      return open(traceFs.path("trace_pipe"));
    }
  }

  /**
   * Opens a log, such as that of an instance ({@code instances/NAME/trace_pipe}).
   *
   * @param file where it is
   * @return the log, to be closed
   * @throws UncheckedIOException if it cannot be opened
   */
  public static TracePipe open(Path file) {
    try {
      return new TracePipe(FileChannel.open(file, StandardOpenOption.READ));
    } catch (IOException e) {
      throw new UncheckedIOException("the trace log cannot be opened: " + e.getMessage(), e);
    }
  }

  /**
   * Waits for the next line.
   *
   * @return the line; empty at the end, when the log was closed or the thread interrupted
   * @throws UncheckedIOException if reading fails
   */
  public Optional<TraceLine> next() {
    length = 0;
    try {
      while (true) {
        if (!bytes.hasRemaining() && !fill()) {
          return length == 0 ? Optional.empty() : Optional.of(parsed());
        }
        byte next = bytes.get();
        if (next == '\n') {
          return Optional.of(parsed());
        }
        add(next);
      }
    } catch (ClosedChannelException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("the trace log cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * The lines as they come, until the log is closed.
   *
   * @return a sequential stream
   */
  public Stream<TraceLine> lines() {
    return Stream.generate(this::next).takeWhile(Optional::isPresent).map(Optional::orElseThrow);
  }

  private boolean fill() throws IOException {
    bytes.clear();
    int count = file.read(bytes);
    bytes.flip();
    return count > 0;
  }

  private void add(byte next) {
    if (length == line.length) {
      line = Arrays.copyOf(line, 2 * length);
    }
    line[length++] = next;
  }

  private TraceLine parsed() {
    return TraceLine.parse(new String(line, 0, length, StandardCharsets.UTF_8));
  }

  /** Ends reading. Closing twice is harmless. */
  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the trace log cannot be closed: " + e.getMessage(), e);
    }
  }
}
