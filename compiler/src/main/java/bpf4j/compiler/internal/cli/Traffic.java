package bpf4j.compiler.internal.cli;

import bpf4j.syscall.io.Fd;
import bpf4j.syscall.net.Sockets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A few packets of each protocol over 127.0.0.1. */
final class Traffic {
  private static final int ECHO_SIZE = 64;
  private static final byte ECHO_REQUEST = 8;
  private static final int CHECKSUM = 2;

  private Traffic() {}

  /** Whether an interface sees what is sent to 127.0.0.1. */
  static boolean reaches(String interfaceName) {
    try {
      NetworkInterface found = NetworkInterface.getByName(interfaceName);
      return found != null && found.isLoopback();
    } catch (IOException e) {
      return false;
    }
  }

  /** Sends: an echo request, which the kernel answers; a datagram; a connection and its end. */
  static void make() {
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      ping(loopback);
      datagram(loopback);
      connection(loopback);
    } catch (IOException e) {
      throw new UncheckedIOException("no packets could be sent to 127.0.0.1", e);
    }
  }

  private static void ping(InetAddress to) {
    try (Fd socket = Sockets.icmp(false)) {
      Sockets.sendTo(socket, echoRequest(), new InetSocketAddress(to, 0));
    }
  }

  /** RFC 792: type, code, checksum, identifier, sequence number, data. */
  static byte[] echoRequest() {
    ByteBuffer message = ByteBuffer.allocate(ECHO_SIZE);
    message.put(0, ECHO_REQUEST);
    int sum = 0;
    for (int i = 0; i < ECHO_SIZE; i += Short.BYTES) {
      sum += Short.toUnsignedInt(message.getShort(i));
    }
    sum = (sum & 0xffff) + (sum >>> Short.SIZE);
    message.putShort(CHECKSUM, (short) ~sum);
    return message.array();
  }

  private static void datagram(InetAddress to) throws IOException {
    try (DatagramChannel receiver = DatagramChannel.open();
        DatagramChannel sender = DatagramChannel.open()) {
      receiver.bind(new InetSocketAddress(to, 0));
      sender.send(ByteBuffer.allocate(1), receiver.getLocalAddress());
    }
  }

  private static void connection(InetAddress to) throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(to, 0));
      try (SocketChannel client = SocketChannel.open(server.getLocalAddress());
          SocketChannel accepted = server.accept()) {
        client.shutdownOutput();
        accepted.read(ByteBuffer.allocate(1));
      }
    }
  }
}
