package bpf4j.benchmarks.compare.count;

import bpf4j.benchmarks.compare.peer.Peer;
import java.util.List;

/** A program {@code counter}, which stays up and is told to attach and to detach. */
final class PeerSide implements CountingSide {
  private final Peer peer;
  private final int index;

  PeerSide(List<String> command, Counted counted) {
    peer = new Peer(command);
    index = counted.index();
  }

  @Override
  public ProcessHandle process() {
    return peer.process();
  }

  @Override
  public void attach() {
    peer.run("attach", 0);
  }

  @Override
  public void detach() {
    peer.run("detach", 0);
  }

  @Override
  public long count() {
    return peer.run("count", index).sum();
  }

  @Override
  public void close() {
    peer.close();
  }
}
