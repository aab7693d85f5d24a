package bpf4j.compiler.traffic;

import bpf4j.syscall.io.Fd;
import bpf4j.syscall.net.Sockets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Packets over 127.0.0.1 whose numbers and lengths are known. */
public final class Loopback {
  public static final int IPV4_HEADER = 20;
  public static final int UDP_HEADER = 8;
  public static final int ICMP_HEADER = 8;

  private static final int CHECKSUM = 2;
  private static final byte ECHO_REQUEST = 8;

  private Loopback() {}

  /** 127.0.0.1. */
  public static InetAddress address() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  /** Sends datagrams to an open port and returns when all have been received. */
  public static void datagrams(int count, int payload) throws IOException {
    try (DatagramChannel receiver = DatagramChannel.open();
        DatagramChannel sender = DatagramChannel.open()) {
      receiver.setOption(StandardSocketOptions.SO_RCVBUF, 1 << 20);
      receiver.bind(new InetSocketAddress(address(), 0));
      ByteBuffer buffer = ByteBuffer.allocate(payload);
      for (int i = 0; i < count; i++) {
        sender.send(buffer.rewind(), receiver.getLocalAddress());
        receiver.receive(buffer.rewind());
      }
    }
  }

  /** Sends datagrams to a closed port; each is answered by an ICMP message. */
  public static void datagramsToNobody(int count) throws IOException {
    InetSocketAddress closed;
    try (DatagramChannel channel = DatagramChannel.open()) {
      channel.bind(new InetSocketAddress(address(), 0));
      closed = (InetSocketAddress) channel.getLocalAddress();
    }
    try (DatagramChannel sender = DatagramChannel.open()) {
      for (int i = 0; i < count; i++) {
        sender.send(ByteBuffer.allocate(1), closed);
      }
    }
  }

  /** Sends echo requests; each is answered at once. */
  public static void pings(int count, int payload) throws IOException {
    try (Fd socket = Sockets.icmp(false)) {
      for (int i = 0; i < count; i++) {
        Sockets.sendTo(socket, echoRequest(i, payload), new InetSocketAddress(address(), 0));
      }
    }
  }

  private static byte[] echoRequest(int sequence, int payload) {
    ByteBuffer message = ByteBuffer.allocate(ICMP_HEADER + payload);
    message.put(0, ECHO_REQUEST).putShort(6, (short) sequence);
    int sum = Short.toUnsignedInt(message.getShort(0)) + Short.toUnsignedInt(message.getShort(6));
    message.putShort(CHECKSUM, (short) ~((sum & 0xffff) + (sum >>> Short.SIZE)));
    return message.array();
  }

  /** Opens connections, sends bytes each way, closes them. */
  public static void connections(int count, int bytes) throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(address(), 0));
      for (int i = 0; i < count; i++) {
        try (SocketChannel client = SocketChannel.open(server.getLocalAddress());
            SocketChannel accepted = server.accept()) {
          client.write(ByteBuffer.allocate(bytes));
          read(accepted, bytes);
          accepted.write(ByteBuffer.allocate(bytes));
          read(client, bytes);
        }
      }
    }
  }

  private static void read(SocketChannel channel, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new IOException("the connection ended early");
      }
    }
  }
}
