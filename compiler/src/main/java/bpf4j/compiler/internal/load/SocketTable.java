package bpf4j.compiler.internal.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds a channel's file descriptor without reaching into the JDK: by its addresses in {@code
 * /proc/self/net}, which give the socket's inode, and by that in {@code /proc/self/fd}.
 */
final class SocketTable {
  private static final int LOCAL = 1;
  private static final int REMOTE = 2;
  private static final int INODE = 9;

  private SocketTable() {}

  static int descriptorOf(NetworkChannel channel) {
    if (!channel.isOpen()) {
      throw new IllegalArgumentException(channel + " is closed");
    }
    try {
      InetSocketAddress local = inet(channel, channel.getLocalAddress());
      Set<String> inodes = new HashSet<>();
      String protocol = channel instanceof DatagramChannel ? "udp" : "tcp";
      InetSocketAddress remote = remoteOf(channel);
      for (String table : List.of(protocol, protocol + "6")) {
        addInodes(Path.of("/proc/thread-self/net", table), local, remote, inodes);
      }
      return find(channel, inodes);
    } catch (IOException e) {
      throw new UncheckedIOException("the socket of " + channel + " cannot be found", e);
    }
  }

  private static InetSocketAddress inet(NetworkChannel channel, SocketAddress address) {
    if (address instanceof InetSocketAddress inet && inet.getPort() != 0) {
      return inet;
    }
    throw new IllegalArgumentException(
        channel + " has no local address yet; bind or connect it before attaching a filter");
  }

  private static InetSocketAddress remoteOf(NetworkChannel channel) throws IOException {
    if (channel instanceof SocketChannel stream) {
      return (InetSocketAddress) stream.getRemoteAddress();
    } else if (channel instanceof DatagramChannel datagram) {
      return (InetSocketAddress) datagram.getRemoteAddress();
    }
    throw new IllegalArgumentException(
        channel + " receives no packets of its own; pass a DatagramChannel or a SocketChannel");
  }

  private static void addInodes(
      Path table, InetSocketAddress local, InetSocketAddress remote, Set<String> inodes)
      throws IOException {
    if (!Files.exists(table)) {
      return;
    }
    for (String line : Files.readAllLines(table)) {
      String[] words = line.strip().split("\\s+", -1);
      if (words.length > INODE
          && matches(words[LOCAL], local)
          && (remote == null || matches(words[REMOTE], remote))) {
        inodes.add("socket:[" + words[INODE] + "]");
      }
    }
  }

  /** Addresses stand there as 32-bit words in the machine's order, ports as numbers. */
  private static boolean matches(String word, InetSocketAddress address) {
    int colon = word.indexOf(':');
    if (colon < 0 || !word.substring(colon + 1).equals(hex(address.getPort(), 4))) {
      return false;
    }
    String bytes = word.substring(0, colon);
    InetAddress inet = address.getAddress();
    String plain = words(inet.getAddress());
    String mapped =
        inet instanceof Inet4Address ? "0000000000000000" + hexWord(0xffff) + plain : plain;
    boolean any = inet.isAnyLocalAddress() && bytes.chars().allMatch(c -> c == '0');
    return any || bytes.equals(plain) || bytes.equals(mapped);
  }

  private static String words(byte[] address) {
    ByteBuffer buffer = ByteBuffer.wrap(address).order(ByteOrder.nativeOrder());
    StringBuilder out = new StringBuilder();
    while (buffer.hasRemaining()) {
      out.append(hex(buffer.getInt(), 8));
    }
    return out.toString();
  }

  private static String hexWord(int networkOrder) {
    return words(ByteBuffer.allocate(4).putInt(networkOrder).array());
  }

  private static String hex(int value, int digits) {
    return String.format(Locale.ROOT, "%0" + digits + "X", value);
  }

  private static int find(NetworkChannel channel, Set<String> inodes) throws IOException {
    int found = -1;
    try (DirectoryStream<Path> fds = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path fd : fds) {
        if (!Files.isSymbolicLink(fd)) {
          continue;
        }
        String target;
        try {
          target = Files.readSymbolicLink(fd).toString();
        } catch (IOException e) {
          continue; // Closed since it was listed.
        }
        if (inodes.contains(target)) {
          if (found >= 0) {
            throw new IllegalArgumentException(
                "several sockets of this process have the address of "
                    + channel
                    + "; pass the file descriptor's number instead");
          }
          found = Integer.parseInt(fd.getFileName().toString());
        }
      }
    }
    if (found < 0) {
      throw new IllegalArgumentException(
          "no socket of this process was found for "
              + channel
              + "; pass the file descriptor's number instead");
    }
    return found;
  }
}
