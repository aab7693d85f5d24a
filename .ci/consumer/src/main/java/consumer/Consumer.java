package consumer;

import bpf4j.compiler.SocketFilter;
import bpf4j.maps.BpfMaps;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;

/** Sends datagrams over loopback and has the kernel count them. */
public final class Consumer {
  private static final int DATAGRAMS = 100;
  private static final int UDP = 17;

  private Consumer() {}

  /**
   * Ends with 1 if the kernel counted anything but the datagrams that were sent.
   *
   * @param args none
   * @throws IOException if a datagram cannot be sent
   */
  public static void main(String[] args) throws IOException {
    try (var receiver = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      int port = receiver.getLocalPort();
      try (var packets = BpfMaps.array(Long.class, 256);
          var lo =
              SocketFilter.attach(
                  "lo",
                  skb -> {
                    var ip = skb.ip();
                    if (ip.protocol() == UDP && ip.udp().destinationPort() == port) {
                      packets.add(UDP, 1);
                    }
                  })) {
        try (var sender = new DatagramSocket()) {
          byte[] payload = new byte[32];
          for (int i = 0; i < DATAGRAMS; i++) {
            sender.send(
                new DatagramPacket(payload, payload.length, receiver.getLocalSocketAddress()));
          }
        }
        lo.await(Duration.ofMillis(100));
        long counted = packets.get(UDP);
        System.out.println(counted + " of " + DATAGRAMS + " datagrams counted");
        System.exit(counted == DATAGRAMS ? 0 : 1);
      }
    }
  }
}
