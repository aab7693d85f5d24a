package bpf4j.compiler.traffic;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.Map;
import java.util.TreeMap;

/** A name server that knows every name and has nothing to say about it; it counts what is asked. */
public final class DnsServer implements AutoCloseable {
  private static final int PORT = 53;
  private static final int HEADER = 12;
  private static final int QUERY_LIMIT = 512;
  private static final short RESPONSE_WITHOUT_ERROR = (short) 0x8180;

  private final DatagramChannel channel;
  private final Thread thread;
  private final Map<Integer, Long> queries = new TreeMap<>();

  private DnsServer(DatagramChannel channel) {
    this.channel = channel;
    thread = new Thread(this::serve, "name server");
  }

  /** Serves at 127.0.0.1, port 53. */
  public static DnsServer start() throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      channel.bind(new InetSocketAddress(Loopback.address(), PORT));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    DnsServer server = new DnsServer(channel);
    server.thread.start();
    return server;
  }

  private void serve() {
    ByteBuffer message = ByteBuffer.allocate(QUERY_LIMIT);
    try {
      while (true) {
        InetSocketAddress client = (InetSocketAddress) channel.receive(message.clear());
        message.flip();
        int end = nameEnd(message);
        synchronized (queries) {
          queries.merge(Short.toUnsignedInt(message.getShort(end)), 1L, Long::sum);
        }
        message.putShort(2, RESPONSE_WITHOUT_ERROR);
        channel.send(message.rewind(), client);
      }
    } catch (ClosedChannelException e) {
      // That is how it ends.
    } catch (IOException e) {
      throw new AssertionError("the name server failed", e);
    }
  }

  private static int nameEnd(ByteBuffer message) {
    int at = HEADER;
    while (message.get(at) != 0) {
      at += message.get(at) + 1;
    }
    return at + 1;
  }

  /** How often each type was asked for. */
  public Map<Integer, Long> queries() {
    synchronized (queries) {
      return new TreeMap<>(queries);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
