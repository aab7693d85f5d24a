package bpf4j.syscall.net;

import bpf4j.syscall.Errno;
import bpf4j.syscall.internal.failure.Failures;
import bpf4j.syscall.internal.libc.LibC;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.io.NativeMemory;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Sockets: {@code socket(2)}, {@code bind(2)}, {@code sendto(2)}, {@code recv(2)}. Thread-safe.
 *
 * <p>Java's own channels do ordinary networking better; these are for what Java has no class for.
 */
public final class Sockets {
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int AF_PACKET = 17;
  private static final int SOCK_STREAM = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_RAW = 3;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int SOCK_NONBLOCK = 0x800;
  private static final int ETH_P_ALL = 3;
  private static final int IPPROTO_ICMP = 1;
  private static final int IPPROTO_ICMPV6 = 58;
  private static final int MSG_DONTWAIT = 0x40;

  private static final int SOCKADDR_LL_SIZE = 20;
  private static final int SLL_PROTOCOL = 2;
  private static final int SLL_IFINDEX = 4;
  private static final int SOCKADDR_IN_SIZE = 16;
  private static final int SOCKADDR_IN6_SIZE = 28;
  private static final int SIN_PORT = 2;
  private static final int SIN_ADDR = 4;
  private static final int SIN6_ADDR = 8;
  private static final int SIN6_SCOPE_ID = 24;

  private Sockets() {}

  /**
   * Opens an {@code AF_PACKET} socket that gets a copy of every packet of one interface, from the
   * link layer's header on. Needs CAP_NET_RAW. No packet is queued before the call returns, nor can
   * the socket see any other interface.
   *
   * @param interfaceIndex the interface, of {@link InterfaceIndex}
   * @param outgoing whether to see packets being sent too; on a loopback interface each packet is
   *     seen twice then. False sets {@code PACKET_IGNORE_OUTGOING} (Linux 4.20)
   * @return the socket, non-blocking, owned by the caller
   * @throws bpf4j.syscall.SyscallException with EPERM without CAP_NET_RAW, ENODEV or ENXIO if there
   *     is no such interface, ENETDOWN if it is down
   */
  public static Fd packet(int interfaceIndex, boolean outgoing) {
    // Protocol 0 receives nothing until bind(2) names both the protocol and the interface.
    Fd socket = open(AF_PACKET, SOCK_RAW, 0);
    try (NativeMemory address = NativeMemory.allocate(SOCKADDR_LL_SIZE)) {
      if (!outgoing) {
        SocketOptions.ignoreOutgoing(socket, true);
      }
      ByteBuffer b = address.buffer();
      b.putShort(0, (short) AF_PACKET);
      b.putShort(SLL_PROTOCOL, bigEndian((short) ETH_P_ALL));
      b.putInt(SLL_IFINDEX, interfaceIndex);
      bind(socket, address, "bind(AF_PACKET, interface " + interfaceIndex + ")");
      return socket;
    } catch (RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Opens an unbound UDP socket.
   *
   * @param ipv6 whether for IPv6
   * @return the socket, blocking, owned by the caller
   */
  public static Fd udp(boolean ipv6) {
    return open(ipv6 ? AF_INET6 : AF_INET, SOCK_DGRAM, 0);
  }

  /**
   * Opens an unbound TCP socket.
   *
   * @param ipv6 whether for IPv6
   * @return the socket, blocking, owned by the caller
   */
  public static Fd tcp(boolean ipv6) {
    return open(ipv6 ? AF_INET6 : AF_INET, SOCK_STREAM, 0);
  }

  /**
   * Opens a raw ICMP socket. Needs CAP_NET_RAW. What is sent starts with the ICMP header, whose
   * checksum the caller computes for IPv4 and the kernel for IPv6; what is received starts with the
   * IPv4 header, or the ICMPv6 header.
   *
   * @param ipv6 whether for ICMPv6
   * @return the socket, non-blocking, owned by the caller
   */
  public static Fd icmp(boolean ipv6) {
    return open(
        ipv6 ? AF_INET6 : AF_INET, SOCK_RAW | SOCK_NONBLOCK, ipv6 ? IPPROTO_ICMPV6 : IPPROTO_ICMP);
  }

  private static Fd open(int domain, int type, int protocol) {
    int nonBlocking = domain == AF_PACKET ? SOCK_NONBLOCK : 0;
    long result = LibC.instance().socket(domain, type | SOCK_CLOEXEC | nonBlocking, protocol);
    String call = "socket(" + (domain == AF_PACKET ? "AF_PACKET" : "AF_INET") + ")";
    if (result == -Errno.EPERM.number()) {
      throw Failures.of(call, result, "Raw and packet sockets need CAP_NET_RAW.");
    }
    return Fd.own((int) Failures.check(call, result));
  }

  /**
   * Binds a socket to a local address.
   *
   * @param socket a socket of the address's family
   * @param address the address; port 0 lets the kernel choose
   */
  public static void bind(Fd socket, InetSocketAddress address) {
    try (NativeMemory memory = socketAddress(address)) {
      bind(socket, memory, "bind(" + address + ")");
    }
  }

  private static void bind(Fd socket, NativeMemory address, String call) {
    int fd = socket.acquire();
    try {
      Failures.check(call, LibC.instance().bind(fd, address.address(), address.size()));
    } finally {
      socket.release();
    }
  }

  /**
   * Sends one datagram.
   *
   * @param socket a datagram or raw socket
   * @param data what to send
   * @param to where to; for raw sockets the port does not matter
   */
  public static void sendTo(Fd socket, byte[] data, InetSocketAddress to) {
    int fd = socket.acquire();
    try (NativeMemory bytes = NativeMemory.allocate(Math.max(1, data.length));
        NativeMemory address = socketAddress(to)) {
      bytes.buffer().put(0, data);
      long result =
          LibC.instance()
              .sendto(fd, bytes.address(), data.length, 0, address.address(), address.size());
      Failures.check("sendto(" + to + ")", result);
    } finally {
      socket.release();
    }
  }

  /**
   * Takes one datagram or packet if there is one, without waiting.
   *
   * @param socket a socket
   * @param buffer address of room for it
   * @param size how many bytes fit; the rest of a longer packet is lost
   * @return the number of bytes, -1 if there is nothing now
   */
  public static int receiveNow(Fd socket, long buffer, int size) {
    int fd = socket.acquire();
    try {
      long result = LibC.instance().recv(fd, buffer, size, MSG_DONTWAIT);
      return result == -Errno.EAGAIN.number() ? -1 : (int) Failures.check("recv", result);
    } finally {
      socket.release();
    }
  }

  private static NativeMemory socketAddress(InetSocketAddress address) {
    if (address.getAddress() instanceof Inet4Address ip) {
      NativeMemory memory = NativeMemory.allocate(SOCKADDR_IN_SIZE);
      ByteBuffer b = memory.buffer();
      b.putShort(0, (short) AF_INET);
      b.putShort(SIN_PORT, bigEndian((short) address.getPort()));
      b.put(SIN_ADDR, ip.getAddress());
      return memory;
    }
    if (address.getAddress() instanceof Inet6Address ip) {
      NativeMemory memory = NativeMemory.allocate(SOCKADDR_IN6_SIZE);
      ByteBuffer b = memory.buffer();
      b.putShort(0, (short) AF_INET6);
      b.putShort(SIN_PORT, bigEndian((short) address.getPort()));
      b.put(SIN6_ADDR, ip.getAddress());
      b.putInt(SIN6_SCOPE_ID, ip.getScopeId());
      return memory;
    }
    throw new IllegalArgumentException("the host of " + address + " could not be resolved");
  }

  private static short bigEndian(short value) {
    return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? value : Short.reverseBytes(value);
  }
}
