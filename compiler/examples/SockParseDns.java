import bpf4j.compiler.SocketFilter;
import bpf4j.compiler.packet.DnsType;
import bpf4j.compiler.packet.Ipv4;
import bpf4j.compiler.packet.Ports;
import bpf4j.compiler.packet.Udp;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfMaps;
import java.time.Duration;
import java.util.StringJoiner;

/**
 * Counts the DNS queries of an interface by what they ask for and prints the counts every second.
 * Needs root.
 *
 * <pre>
 * java -cp compiler/target/bpf4j-all.jar compiler/examples/SockParseDns.java lo 10
 * A 2 AAAA 2 MX 1 queries
 * </pre>
 */
final class SockParseDns {
  private static final String USAGE =
      """
      usage: SockParseDns [interface [seconds]]
      Counts DNS queries (IPv4, UDP port 53) by type; without arguments those of lo, for 10 seconds.
      """;

  /** As many as there can be types, so that none is left out. */
  static final int TYPES = 65_536;

  private SockParseDns() {}

  /** What runs in the kernel, for each packet. */
  static SocketFilter.Tap program(BpfArray<Long> queries) {
    return skb -> {
      Ipv4 ip = skb.ipOrNull();
      if (ip == null) {
        return;
      }
      Udp udp = ip.udpOrNull();
      if (udp != null && udp.destinationPort() == Ports.DNS) {
        queries.add(udp.dns().questionType(), 1);
      }
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

    try (var queries = BpfMaps.array(Long.class, TYPES);
        var filter = SocketFilter.attach(device, program(queries))) {
      for (int i = 0; i < seconds && filter.await(Duration.ofSeconds(1)); i++) {
        System.out.println(text(queries));
      }
    }
  }

  private static String text(BpfArray<Long> queries) {
    StringJoiner line = new StringJoiner(" ", "", " queries");
    line.setEmptyValue("no queries");
    queries.forEach(
        (type, count) -> {
          if (count > 0) {
            line.add(DnsType.name(type)).add(count.toString());
          }
        });
    return line.toString();
  }
}
