package bpf4j.benchmarks.compare.count;

import java.util.List;

/** A program {@code counter} that knows no way to detach but to end. */
final class RestartedSide implements CountingSide {
  private final List<String> command;
  private final Counted counted;
  private PeerSide running;

  RestartedSide(List<String> command, Counted counted) {
    this.command = command;
    this.counted = counted;
  }

  @Override
  public void attach() {
    running = new PeerSide(command, counted);
    running.attach();
  }

  @Override
  public void detach() {
    close();
  }

  @Override
  public long count() {
    return running.count();
  }

  @Override
  public ProcessHandle process() {
    return running.process();
  }

  @Override
  public void close() {
    if (running != null) {
      running.close();
      running = null;
    }
  }
}
