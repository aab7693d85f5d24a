import bpf4j.compiler.SocketFilter;
import bpf4j.compiler.packet.Ipv4;
import bpf4j.compiler.packet.PacketView;
import bpf4j.compiler.packet.Tcp;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfMaps;
import java.time.Duration;
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

  /** What a segment can start with. */
  enum Message {
    RESPONSE,
    GET,
    HEAD,
    POST,
    PUT,
    DELETE,
    CONNECT,
    OPTIONS,
    TRACE,
    PATCH;

    /** Tells by the first four bytes; null when it is none of them. */
    static Message startingWith(int fourBytes) {
      return switch (fourBytes) {
        case 'H' << 24 | 'T' << 16 | 'T' << 8 | 'P' -> RESPONSE;
        case 'G' << 24 | 'E' << 16 | 'T' << 8 | ' ' -> GET;
        case 'H' << 24 | 'E' << 16 | 'A' << 8 | 'D' -> HEAD;
        case 'P' << 24 | 'O' << 16 | 'S' << 8 | 'T' -> POST;
        case 'P' << 24 | 'U' << 16 | 'T' << 8 | ' ' -> PUT;
        case 'D' << 24 | 'E' << 16 | 'L' << 8 | 'E' -> DELETE;
        case 'C' << 24 | 'O' << 16 | 'N' << 8 | 'N' -> CONNECT;
        case 'O' << 24 | 'P' << 16 | 'T' << 8 | 'I' -> OPTIONS;
        case 'T' << 24 | 'R' << 16 | 'A' << 8 | 'C' -> TRACE;
        case 'P' << 24 | 'A' << 16 | 'T' << 8 | 'C' -> PATCH;
        default -> null;
      };
    }
  }

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
      Message message = Message.startingWith(data.i32(0));
      if (message != null) {
        messages.add(message.ordinal(), 1);
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

    try (var messages = BpfMaps.array(Long.class, Message.values().length);
        var filter = SocketFilter.attach(device, program(messages))) {
      for (int i = 0; i < seconds && filter.await(Duration.ofSeconds(1)); i++) {
        System.out.println(text(messages));
      }
    }
  }

  private static String text(BpfArray<Long> messages) {
    StringJoiner line = new StringJoiner(" ", "", " messages");
    line.setEmptyValue("no messages");
    for (Message message : Message.values()) {
      long count = messages.get(message.ordinal());
      if (count > 0) {
        line.add(message.name()).add(Long.toString(count));
      }
    }
    return line.toString();
  }
}
