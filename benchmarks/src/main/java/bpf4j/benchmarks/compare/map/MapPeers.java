package bpf4j.benchmarks.compare.map;

import bpf4j.benchmarks.compare.peer.Peer;
import bpf4j.benchmarks.compare.peer.PeerException;
import bpf4j.benchmarks.compare.peer.Processor;
import bpf4j.benchmarks.compare.peer.Tool;
import bpf4j.maps.BpfMap;
import bpf4j.syscall.bpf.InfoCalls;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The peers' programs {@code map_ops} for one map. Some open the very same map by its id; BCC's
 * only know maps of their own programs, so theirs is another, made the same way.
 */
final class MapPeers implements AutoCloseable {
  /** Those who can do something with maps, in the order of the rows. */
  static final List<Tool> TOOLS =
      List.of(Tool.LIBBPF, Tool.CILIUM, Tool.BCC_PYTHON, Tool.BCC_LUA, Tool.BPFTRACE);

  private static final Set<Tool> BY_ID = Set.of(Tool.LIBBPF, Tool.CILIUM);

  private final Processor processor;
  private final BpfMap map;
  private final String kind;
  private final int entries;
  private final Runnable seed;
  private final Map<Tool, Peer> peers = new EnumMap<>(Tool.class);
  private final Map<Tool, PeerException> missing = new EnumMap<>(Tool.class);

  /**
   * Nothing is started yet.
   *
   * @param map ours
   * @param kind what the peers call such a map
   * @param entries how many it has at most
   * @param seed puts into it what the peers' operation {@code seed} does
   */
  MapPeers(Processor processor, BpfMap map, String kind, int entries, Runnable seed) {
    this.processor = processor;
    this.map = map;
    this.kind = kind;
    this.entries = entries;
    this.seed = seed;
  }

  /** The peer, which is started when it is asked for first. */
  Peer peer(Tool tool) {
    if (missing.containsKey(tool)) {
      throw missing.get(tool);
    }
    try {
      return peers.computeIfAbsent(tool, this::start);
    } catch (PeerException e) {
      missing.put(tool, e);
      throw e;
    }
  }

  private Peer start(Tool tool) {
    if (tool == Tool.BPFTRACE) {
      throw new PeerException(
          "cannot: its maps are out of reach for anything but its own programs");
    }
    return new Peer(
        processor.command(
            shares(tool)
                ? tool.command("map_ops", id())
                : tool.command("map_ops", kind, Integer.toString(entries))));
  }

  String id() {
    return Integer.toString(InfoCalls.map(map.fd()).id());
  }

  /** Whether it works on our map, not on one of its own. */
  static boolean shares(Tool tool) {
    return BY_ID.contains(tool);
  }

  int entries() {
    return entries;
  }

  /** What reading starts from. */
  void seedOurs() {
    seed.run();
  }

  /** Puts the same into our map and, if it has another, the peer's. */
  void seed(Tool tool, Peer peer) {
    seed.run();
    if (!shares(tool)) {
      peer.run("seed", entries);
    }
  }

  @Override
  public void close() {
    peers.values().forEach(Peer::close);
  }
}
