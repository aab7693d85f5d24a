import bpf4j.compiler.SocketFilter;
import bpf4j.compiler.packet.IpProtocol;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfMaps;
import java.time.Duration;

/**
 * Counts the IPv4 packets of an interface by protocol and prints the counts every second. Needs
 * root.
 *
 * <pre>
 * java -cp compiler/target/bpf4j-all.jar compiler/examples/SockProto.java lo 10
 * TCP 12 UDP 40 ICMP 6 packets
 * </pre>
 */
final class SockProto {
  private static final String USAGE =
      """
      usage: SockProto [interface [seconds]]
      Counts IPv4 packets by protocol; without arguments those of lo, for 10 seconds.
      """;

  private SockProto() {}

  /** What runs in the kernel, for each packet. */
  static SocketFilter.Tap program(BpfArray<Long> packets) {
    return skb -> packets.add(skb.ip().protocol(), 1);
  }

  public static void main(String[] args) {
    if (args.length > 2
        || args.length > 0 && args[0].startsWith("-")
        || args.length > 1 && !args[1].matches("[1-9][0-9]{0,5}")) {
      System.err.print(USAGE);
      System.exit(2);
    }
    String device = args.length > 0 ? args[0] : "lo";
    int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 10;

    try (var packets = BpfMaps.array(Long.class, 256);
        var filter = SocketFilter.attach(device, program(packets))) {
      for (int i = 0; i < seconds && filter.await(Duration.ofSeconds(1)); i++) {
        System.out.printf(
            "TCP %d UDP %d ICMP %d packets%n",
            packets.get(IpProtocol.TCP), packets.get(IpProtocol.UDP), packets.get(IpProtocol.ICMP));
      }
    }
  }
}
