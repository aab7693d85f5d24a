import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.SocketFilter;
import bpf4j.compiler.traffic.Loopback;
import bpf4j.compiler.traffic.NetworkNamespace;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfMaps;
import bpf4j.testkit.AllowsOpenFiles;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Real requests by the JDK's own client to the JDK's own server. */
@AllowsOpenFiles("an HttpClient before Java 21 cannot be closed")
class SockParseHttpTest {

  @Test
  void countsMessagesByMethod() throws Exception {
    NetworkNamespace.run(
        () -> {
          try (BpfArray<Long> messages =
                  BpfMaps.array(Long.class, SockParseHttp.Message.values().length);
              SocketFilter filter = SocketFilter.attach("lo", SockParseHttp.program(messages))) {
            HttpServer server = HttpServer.create(new InetSocketAddress(Loopback.address(), 0), 0);
            server.createContext("/", SockParseHttpTest::answer);
            server.start();
            try {
              HttpClient client =
                  HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
              URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/x");
              request(client, uri, "GET", 3);
              request(client, uri, "HEAD", 2);
              request(client, uri, "POST", 4);
              request(client, uri, "PUT", 1);
              request(client, uri, "DELETE", 2);
              request(client, uri, "OPTIONS", 1);
              request(client, uri, "TRACE", 1);
              request(client, uri, "PATCH", 2);
            } finally {
              server.stop(0);
            }
            assertThat(counts(messages))
                .isEqualTo(
                    Map.of(
                        "GET",
                        3L,
                        "HEAD",
                        2L,
                        "POST",
                        4L,
                        "PUT",
                        1L,
                        "DELETE",
                        2L,
                        "OPTIONS",
                        1L,
                        "TRACE",
                        1L,
                        "PATCH",
                        2L,
                        "RESPONSE",
                        16L));
            assertThat(filter.failures()).isEmpty();
          }
        });
  }

  @Test
  void countsTunnelsAndNothingThatOnlyLooksAlike() throws Exception {
    NetworkNamespace.run(
        () -> {
          try (BpfArray<Long> messages =
                  BpfMaps.array(Long.class, SockParseHttp.Message.values().length);
              SocketFilter filter = SocketFilter.attach("lo", SockParseHttp.program(messages))) {
            segments("CONNECT example.com:443 HTTP/1.1\r\n\r\n", "GET", "GETS", "get /", "x GET /");
            Loopback.datagrams(2, 100);
            assertThat(counts(messages)).isEqualTo(Map.of("CONNECT", 1L));
            assertThat(filter.failures()).isEmpty();
          }
        });
  }

  /** Answers with a body of which no part looks like a message. */
  private static void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    byte[] body = "done".getBytes(StandardCharsets.US_ASCII);
    boolean bodiless = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(200, bodiless ? -1 : body.length);
    if (!bodiless) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private static void request(HttpClient client, URI uri, String method, int times)
      throws Exception {
    for (int i = 0; i < times; i++) {
      HttpRequest request =
          HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString("nothing")).build();
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(200);
    }
  }

  /** Sends each text in a segment of its own, on a connection of its own. */
  private static void segments(String... texts) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, Loopback.address())) {
      for (String text : texts) {
        try (Socket client = new Socket(Loopback.address(), server.getLocalPort());
            Socket accepted = server.accept()) {
          byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
          client.getOutputStream().write(bytes);
          assertThat(accepted.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);
        }
      }
    }
  }

  private static Map<String, Long> counts(BpfArray<Long> messages) {
    Map<String, Long> counts = new TreeMap<>();
    messages.forEach(
        (message, count) -> {
          if (count != 0) {
            counts.put(SockParseHttp.Message.values()[message].name(), count);
          }
        });
    return counts;
  }
}
