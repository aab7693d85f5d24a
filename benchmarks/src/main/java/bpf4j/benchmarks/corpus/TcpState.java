package bpf4j.benchmarks.corpus;

import bpf4j.compiler.packet.Ipv4;
import bpf4j.compiler.packet.Tcp;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfHash;
import bpf4j.maps.layout.U16;

/** Follows the state of TCP connections by their flags and counts which states they come to. */
final class TcpState {
  private static final int NONE = 0;
  private static final int SYN_SENT = 1;
  private static final int ESTABLISHED = 2;
  private static final int FIN_WAIT = 3;
  private static final int CLOSED = 4;

  record Connection(int source, int destination, @U16 int sourcePort, @U16 int destinationPort) {}

  private TcpState() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfHash<Connection, Integer> states =
        maps.hash("states", Connection.class, Integer.class, 16_384);
    BpfArray<Long> entered = maps.array("entered", Long.class, 5);
    return CorpusProgram.tap(
        skb -> {
          Ipv4 ip = skb.ipOrNull();
          if (ip == null) {
            return;
          }
          Tcp tcp = ip.tcpOrNull();
          if (tcp == null) {
            return;
          }
          var connection =
              new Connection(
                  ip.source(), ip.destination(), tcp.sourcePort(), tcp.destinationPort());
          int flags = tcp.flags();
          int state = states.getOrDefault(connection, NONE);
          int next = next(state, flags);
          if (next != state) {
            states.put(connection, next);
            entered.add(next, 1);
          }
        });
  }

  private static int next(int state, int flags) {
    if ((flags & 4) != 0) {
      return CLOSED;
    }
    boolean fin = (flags & 1) != 0;
    boolean syn = (flags & 2) != 0;
    boolean ack = (flags & 16) != 0;
    return switch (state) {
      case NONE, CLOSED -> syn ? SYN_SENT : state;
      case SYN_SENT -> ack ? ESTABLISHED : state;
      case ESTABLISHED -> fin ? FIN_WAIT : state;
      case FIN_WAIT -> ack ? CLOSED : state;
      default -> state;
    };
  }
}
