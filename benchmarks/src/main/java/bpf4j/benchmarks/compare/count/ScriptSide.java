package bpf4j.benchmarks.compare.count;

import bpf4j.benchmarks.compare.peer.Peer;
import bpf4j.benchmarks.compare.peer.PeerException;
import bpf4j.benchmarks.compare.peer.Processor;
import bpf4j.benchmarks.compare.peer.Tool;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A script of bpftrace, which prints what it has counted now and then. It is attached once it has
 * counted something, so {@code traced} is made to do that.
 */
final class ScriptSide implements CountingSide {
  private static final long PATIENCE_NANOS = 30_000_000_000L;
  private static final String MARK = "@n: ";

  private final List<String> command;
  private final Counted counted;
  private final Peer traced;
  private Process process;
  private BufferedReader lines;

  ScriptSide(Counted counted, Peer traced) {
    if (counted == Counted.PACKETS) {
      throw new PeerException("cannot: it has no programs for sockets");
    }
    this.counted = counted;
    this.traced = traced;
    command =
        Tool.BPFTRACE.script(counted.probe() + " { @n = count(); } interval:ms:50 { print(@n); }");
  }

  @Override
  public void attach() {
    try {
      process = new ProcessBuilder(Processor.all(command)).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new PeerException("cannot be run: " + e.getMessage());
    }
    lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.ISO_8859_1));
    long end = System.nanoTime() + PATIENCE_NANOS;
    String said = "bpftrace says nothing";
    try {
      for (long count = 0; count == 0; ) {
        String line = lines.readLine();
        if (line == null || System.nanoTime() > end) {
          close();
          throw new PeerException(said);
        }
        traced.run(counted.operation(), 1);
        count = number(line);
        said = line.isBlank() ? said : line;
      }
    } catch (IOException e) {
      throw new PeerException("bpftrace: " + e.getMessage());
    }
  }

  private static long number(String line) {
    return line.startsWith(MARK) ? Long.parseLong(line.substring(MARK.length()).strip()) : 0;
  }

  /** The second line from now on: the next may have been on its way. */
  @Override
  public long count() {
    try {
      long number = 0;
      for (int seen = 0; seen < 2; ) {
        String line = lines.readLine();
        if (line == null) {
          throw new PeerException("bpftrace has ended");
        }
        if (line.startsWith(MARK)) {
          number = number(line);
          seen = lines.ready() ? 0 : seen + 1;
        }
      }
      return number;
    } catch (IOException e) {
      throw new PeerException("bpftrace: " + e.getMessage());
    }
  }

  @Override
  public ProcessHandle process() {
    return process.toHandle();
  }

  @Override
  public void detach() {
    close();
  }

  @Override
  public void close() {
    if (process == null) {
      return;
    }
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      lines.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new PeerException("bpftrace: " + e.getMessage());
    }
    process = null;
  }
}
