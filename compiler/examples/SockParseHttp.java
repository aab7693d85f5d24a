import bpf4j.compiler.SocketFilter;
import bpf4j.compiler.packet.Ipv4;
import bpf4j.compiler.packet.PacketView;
import bpf4j.compiler.packet.Tcp;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfMaps;
import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;

/**
 * Counts the HTTP/1 messages of an interface by what they are and prints the counts every second.
 * Needs root.
 *
 * <pre>
 * java -cp compiler/target/bpf4j-all.jar compiler/examples/SockParseHttp.java lo 10
 * RESPONSE 3 GET 2 POST 1 messages
 * </pre>
 */
final class SockParseHttp {
  private static final String USAGE =
      """
      usage: SockParseHttp [interface [seconds]]
      Counts HTTP/1 requests by method, and responses, in IPv4 TCP segments that start with one;
      without arguments those of lo, for 10 seconds.
      """;

  /** What a segment can start with; {@link #message} tells which by its first four bytes. */
  static final List<String> MESSAGES =
      List.of(
          "RESPONSE",
          "GET",
          "HEAD",
          "POST",
          "PUT",
          "DELETE",
          "CONNECT",
          "OPTIONS",
          "TRACE",
          "PATCH");

  private SockParseHttp() {}

  /** What runs in the kernel, for each packet. */
  static SocketFilter.Tap program(BpfArray<Long> messages) {
    return skb -> {
      Ipv4 ip = skb.ipOrNull();
      if (ip == null) {
        return;
      }
      Tcp tcp = ip.tcpOrNull();
      if (tcp == null) {
        return;
      }
      PacketView data = tcp.payload(PacketView.class);
      if (data.offset() + 4 > skb.len()) {
        return;
      }
      int message = message(data.i32(0));
      if (message >= 0) {
        messages.add(message, 1);
      }
    };
  }

  /** An index of {@link #MESSAGES}; -1 when it is none of them. */
  private static int message(int fourBytes) {
    return switch (fourBytes) {
      case 'H' << 24 | 'T' << 16 | 'T' << 8 | 'P' -> 0;
      case 'G' << 24 | 'E' << 16 | 'T' << 8 | ' ' -> 1;
      case 'H' << 24 | 'E' << 16 | 'A' << 8 | 'D' -> 2;
      case 'P' << 24 | 'O' << 16 | 'S' << 8 | 'T' -> 3;
      case 'P' << 24 | 'U' << 16 | 'T' << 8 | ' ' -> 4;
      case 'D' << 24 | 'E' << 16 | 'L' << 8 | 'E' -> 5;
      case 'C' << 24 | 'O' << 16 | 'N' << 8 | 'N' -> 6;
      case 'O' << 24 | 'P' << 16 | 'T' << 8 | 'I' -> 7;
      case 'T' << 24 | 'R' << 16 | 'A' << 8 | 'C' -> 8;
      case 'P' << 24 | 'A' << 16 | 'T' << 8 | 'C' -> 9;
      default -> -1;
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

    try (var messages = BpfMaps.array(Long.class, MESSAGES.size());
        var filter = SocketFilter.attach(device, program(messages))) {
      for (int i = 0; i < seconds && filter.await(Duration.ofSeconds(1)); i++) {
        System.out.println(text(messages));
      }
    }
  }

  private static String text(BpfArray<Long> messages) {
    StringJoiner line = new StringJoiner(" ", "", " messages");
    line.setEmptyValue("no messages");
    messages.forEach(
        (message, count) -> {
          if (count > 0) {
            line.add(MESSAGES.get(message)).add(count.toString());
          }
        });
    return line.toString();
  }
}
