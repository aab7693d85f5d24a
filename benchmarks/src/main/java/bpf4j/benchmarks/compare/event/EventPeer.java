package bpf4j.benchmarks.compare.event;

import bpf4j.benchmarks.compare.peer.Peer;
import bpf4j.benchmarks.compare.peer.PeerException;
import bpf4j.benchmarks.compare.peer.Processor;
import bpf4j.benchmarks.compare.peer.Tool;
import bpf4j.perf.EventChannel;
import bpf4j.syscall.bpf.InfoCalls;
import bpf4j.syscall.bpf.ObjectCalls;
import bpf4j.syscall.bpf.ObjectKind;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.system.Machine;
import java.util.List;
import java.util.Set;

/**
 * A peer's program {@code rings} with the channel that it reads and a program that fills it. Some
 * open a channel of ours by its id; BCC's only know those of their own programs, so theirs is
 * filled by a program of theirs, which this side runs.
 */
final class EventPeer implements AutoCloseable {
  /** Those who can read events, in the order of the rows. */
  static final List<Tool> TOOLS =
      List.of(Tool.LIBBPF, Tool.CILIUM, Tool.BCC_PYTHON, Tool.BCC_LUA, Tool.BPFTRACE);

  private static final Set<Tool> BY_ID = Set.of(Tool.LIBBPF, Tool.CILIUM);

  private final Peer peer;
  private final EventChannel<?> channel;
  private final RingEvents events;

  private EventPeer(Peer peer, EventChannel<?> channel, RingEvents events) {
    this.peer = peer;
    this.channel = channel;
    this.events = events;
  }

  static <T> EventPeer start(
      Tool tool, ChannelKind kind, EventSizes.EventSize<T> size, Processor processor) {
    if (tool == Tool.BPFTRACE) {
      throw new PeerException("cannot: its programs cannot be run on demand, only traced with");
    }
    String pages = Integer.toString(ChannelKind.BYTES / Machine.pageSize());
    if (!BY_ID.contains(tool)) {
      Peer peer =
          new Peer(
              processor.command(
                  tool.command("rings", kind.argument(), Integer.toString(size.bytes()), pages)));
      try {
        return new EventPeer(peer, null, RingEvents.of(programOf(peer)));
      } catch (RuntimeException e) {
        peer.close();
        throw e;
      }
    }
    EventChannel<T> channel = kind.create(size);
    try {
      String id = Integer.toString(InfoCalls.map(channel.fd()).id());
      Peer peer = new Peer(processor.command(tool.command("rings", kind.argument(), id, pages)));
      return new EventPeer(peer, channel, new RingEvents(channel, size.bytes()));
    } catch (RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static Fd programOf(Peer peer) {
    int id = (int) peer.run("program", 0).sum();
    return ObjectCalls.openById(ObjectKind.PROGRAM, id)
        .orElseThrow(() -> new PeerException("its program " + id + " is gone"));
  }

  Peer peer() {
    return peer;
  }

  RingEvents events() {
    return events;
  }

  @Override
  public void close() {
    peer.close();
    events.close();
    if (channel != null) {
      channel.close();
    }
  }
}
