import bpf4j.compiler.SocketFilter;
import bpf4j.compiler.packet.IpProtocol;
import bpf4j.compiler.packet.Ipv4;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfMaps;
import java.time.Duration;

/**
 * Adds up the bytes of an interface's IPv4 packets by protocol, IPv4 headers included, and prints
 * the sums every second. Needs root.
 *
 * <pre>
 * java -cp compiler/target/bpf4j-all.jar compiler/examples/SockProtoLen.java lo 10
 * TCP 648 UDP 1160 ICMP 504 bytes
 * </pre>
 */
final class SockProtoLen {
  private static final String USAGE =
      """
      usage: SockProtoLen [interface [seconds]]
      Adds up the bytes of IPv4 packets by protocol; without arguments those of lo, for 10 seconds.
      """;

  private SockProtoLen() {}

  /** What runs in the kernel, for each packet. */
  static SocketFilter.Tap program(BpfArray<Long> bytes) {
    return skb -> {
      Ipv4 ip = skb.ip();
      bytes.add(ip.protocol(), ip.totalLength());
    };
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

    try (var bytes = BpfMaps.array(Long.class, 256);
        var filter = SocketFilter.attach(device, program(bytes))) {
      for (int i = 0; i < seconds && filter.await(Duration.ofSeconds(1)); i++) {
        System.out.printf(
            "TCP %d UDP %d ICMP %d bytes%n",
            bytes.get(IpProtocol.TCP), bytes.get(IpProtocol.UDP), bytes.get(IpProtocol.ICMP));
      }
    }
  }
}
