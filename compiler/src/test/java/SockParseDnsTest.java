import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.SocketFilter;
import bpf4j.compiler.packet.DnsType;
import bpf4j.compiler.packet.Ports;
import bpf4j.compiler.traffic.DnsServer;
import bpf4j.compiler.traffic.Loopback;
import bpf4j.compiler.traffic.NetworkNamespace;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfMaps;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.Hashtable;
import java.util.Map;
import java.util.TreeMap;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;
import org.junit.jupiter.api.Test;

/** Real queries by the JDK's own resolver to a name server of the test's own. */
class SockParseDnsTest {
  private static final int CAA = 257;

  @Test
  void countsQueriesByType() throws Exception {
    NetworkNamespace.run(
        () -> {
          try (DnsServer server = DnsServer.start();
              BpfArray<Long> queries = BpfMaps.array(Long.class, SockParseDns.TYPES);
              SocketFilter filter = SocketFilter.attach("lo", SockParseDns.program(queries))) {
            query("localhost", "A");
            query("www.example.com", "A", "A");
            query("www.example.com", "AAAA");
            query("one.two.three.four.five.six.seven.eight.example.com", "AAAA", "MX", "TXT");
            query("a".repeat(63) + ".example", "MX");
            query("a.".repeat(126) + "a", "SRV");

            Map<Integer, Long> expected =
                Map.of(
                    DnsType.A,
                    3L,
                    DnsType.AAAA,
                    2L,
                    DnsType.MX,
                    2L,
                    DnsType.TXT,
                    1L,
                    DnsType.SRV,
                    1L);
            assertThat(server.queries()).isEqualTo(expected);
            assertThat(counts(queries)).isEqualTo(expected);
            assertThat(filter.failures()).isEmpty();
          }
        });
  }

  @Test
  void countsTypesPastOneByteAndTheRootButNoOtherPort() throws Exception {
    NetworkNamespace.run(
        () -> {
          try (BpfArray<Long> queries = BpfMaps.array(Long.class, SockParseDns.TYPES);
              SocketFilter filter = SocketFilter.attach("lo", SockParseDns.program(queries))) {
            send(Ports.DNS, message(CAA, "example", "com"));
            send(Ports.DNS, message(DnsType.NS));
            send(Ports.DNS, message(65_535, "x"));
            send(Ports.MDNS, message(DnsType.A, "example", "local"));

            assertThat(counts(queries)).isEqualTo(Map.of(CAA, 1L, DnsType.NS, 1L, 65_535, 1L));
            assertThat(filter.failures()).isEmpty();
          }
        });
  }

  @Test
  void leavesOutWhatIsCutOffOrMalformed() throws Exception {
    NetworkNamespace.run(
        () -> {
          try (BpfArray<Long> queries = BpfMaps.array(Long.class, SockParseDns.TYPES);
              SocketFilter filter = SocketFilter.attach("lo", SockParseDns.program(queries))) {
            ByteBuffer whole = message(DnsType.A, "example", "com");
            for (int length = 0; length < whole.limit() - 2; length++) {
              send(Ports.DNS, whole.duplicate().limit(length).slice());
            }
            ByteBuffer reserved = message(DnsType.A, "example");
            reserved.put(12, (byte) 0x80);
            send(Ports.DNS, reserved);
            assertThat(counts(queries)).isEmpty();

            send(Ports.DNS, message(DnsType.A, "example", "com"));
            assertThat(counts(queries)).isEqualTo(Map.of(DnsType.A, 1L));
            assertThat(filter.failures()).hasSizeLessThanOrEqualTo(1);
          }
        });
  }

  private static Map<Integer, Long> counts(BpfArray<Long> queries) {
    Map<Integer, Long> counts = new TreeMap<>();
    queries.forEach(
        (type, count) -> {
          if (count != 0) {
            counts.put(type, count);
          }
        });
    return counts;
  }

  /** One query for each type, by the one resolver in the JDK that asks for any type. */
  @SuppressWarnings({"BanJNDI", "JdkObsolete"})
  private static void query(String name, String... types) throws NamingException {
    Hashtable<String, String> environment = new Hashtable<>();
    environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
    environment.put(Context.PROVIDER_URL, "dns://127.0.0.1");
    // So that a busy machine is not asked twice.
    environment.put("com.sun.jndi.dns.timeout.initial", "60000");
    environment.put("com.sun.jndi.dns.timeout.retries", "1");
    DirContext resolver = new InitialDirContext(environment);
    try {
      for (String type : types) {
        assertThat(resolver.getAttributes(name, new String[] {type}).size()).isZero();
      }
    } finally {
      resolver.close();
    }
  }

  /** A query as RFC 1035 has it, with the position at 0. */
  private static ByteBuffer message(int type, String... labels) {
    ByteBuffer message = ByteBuffer.allocate(512);
    message.putShort((short) 1).putShort((short) 0x0100).putShort((short) 1).position(12);
    for (String label : labels) {
      message.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
    }
    return message.put((byte) 0).putShort((short) type).putShort((short) 1).flip();
  }

  private static void send(int port, ByteBuffer message) throws Exception {
    try (DatagramChannel receiver = DatagramChannel.open();
        DatagramChannel sender = DatagramChannel.open()) {
      receiver.bind(new InetSocketAddress(Loopback.address(), port));
      sender.send(message, receiver.getLocalAddress());
      receiver.receive(ByteBuffer.allocate(512));
    }
  }
}
