package bpf4j.syscall.net;

import bpf4j.syscall.Errno;
import bpf4j.syscall.internal.failure.Failures;
import bpf4j.syscall.internal.libc.LibC;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.io.NativeMemory;

/** {@code setsockopt(2)} and {@code getsockopt(2)} for what concerns BPF. Thread-safe. */
public final class SocketOptions {
  private static final int SOL_SOCKET = 1;
  private static final int SO_REUSEPORT = 15;
  private static final int SO_DETACH_FILTER = 27;
  private static final int SO_LOCK_FILTER = 44;
  private static final int SO_ATTACH_BPF = 50;
  private static final int SO_ATTACH_REUSEPORT_EBPF = 52;
  private static final int SO_COOKIE = 57;
  private static final int SO_DETACH_REUSEPORT_BPF = 68;
  private static final int SOL_PACKET = 263;
  private static final int PACKET_IGNORE_OUTGOING = 23;

  private SocketOptions() {}

  /**
   * Attaches a socket filter program ({@code SO_ATTACH_BPF}, Linux 3.19), in place of one that is
   * there.
   *
   * @param socket any socket, also one borrowed from Java
   * @param program a loaded program of type socket filter
   */
  public static void attachFilter(Fd socket, Fd program) {
    setFd(socket, SO_ATTACH_BPF, "SO_ATTACH_BPF", program);
  }

  /**
   * Detaches the socket's filter ({@code SO_DETACH_BPF}, the same number as {@code
   * SO_DETACH_FILTER}).
   *
   * @param socket the socket
   * @return false if there was none
   */
  public static boolean detachFilter(Fd socket) {
    return detach(socket, SO_DETACH_FILTER, "SO_DETACH_BPF");
  }

  /**
   * Forbids changing the socket's filter from now on ({@code SO_LOCK_FILTER}, Linux 3.9).
   *
   * @param socket the socket
   */
  public static void lockFilter(Fd socket) {
    setInt(socket, SOL_SOCKET, SO_LOCK_FILTER, "SO_LOCK_FILTER", 1);
  }

  /**
   * Attaches a program that chooses the socket of a reuseport group ({@code
   * SO_ATTACH_REUSEPORT_EBPF}, Linux 4.5).
   *
   * @param socket a socket of the group, with {@link #reusePort} set before it was bound
   * @param program a loaded program of type socket filter or sk_reuseport
   */
  public static void attachReusePort(Fd socket, Fd program) {
    setFd(socket, SO_ATTACH_REUSEPORT_EBPF, "SO_ATTACH_REUSEPORT_EBPF", program);
  }

  /**
   * Detaches the program of a reuseport group ({@code SO_DETACH_REUSEPORT_BPF}, Linux 5.3).
   *
   * @param socket a socket of the group
   * @return false if there was none
   */
  public static boolean detachReusePort(Fd socket) {
    return detach(socket, SO_DETACH_REUSEPORT_BPF, "SO_DETACH_REUSEPORT_BPF");
  }

  /**
   * Lets several sockets bind to one address ({@code SO_REUSEPORT}, Linux 3.9).
   *
   * @param socket an unbound socket
   */
  public static void reusePort(Fd socket) {
    setInt(socket, SOL_SOCKET, SO_REUSEPORT, "SO_REUSEPORT", 1);
  }

  /**
   * Returns the socket's cookie ({@code SO_COOKIE}, Linux 4.12), the same number that {@code
   * bpf_get_socket_cookie} gives a program.
   *
   * @param socket the socket
   * @return a number that no other socket of this boot has
   */
  public static long cookie(Fd socket) {
    int fd = socket.acquire();
    try (NativeMemory memory = NativeMemory.allocate(Long.BYTES + Integer.BYTES)) {
      memory.buffer().putInt(Long.BYTES, Long.BYTES);
      long value = memory.address();
      long result =
          LibC.instance().getsockopt(fd, SOL_SOCKET, SO_COOKIE, value, value + Long.BYTES);
      Failures.check("getsockopt(SO_COOKIE)", result);
      return memory.buffer().getLong(0);
    } finally {
      socket.release();
    }
  }

  static void ignoreOutgoing(Fd socket, boolean ignore) {
    setInt(socket, SOL_PACKET, PACKET_IGNORE_OUTGOING, "PACKET_IGNORE_OUTGOING", ignore ? 1 : 0);
  }

  private static void setFd(Fd socket, int option, String name, Fd value) {
    int number = value.acquire();
    try {
      setInt(socket, SOL_SOCKET, option, name, number);
    } finally {
      value.release();
    }
  }

  private static void setInt(Fd socket, int level, int option, String name, int value) {
    Failures.check("setsockopt(" + name + ")", set(socket, level, option, value));
  }

  private static boolean detach(Fd socket, int option, String name) {
    long result = set(socket, SOL_SOCKET, option, 0);
    if (result == -Errno.ENOENT.number()) {
      return false;
    }
    Failures.check("setsockopt(" + name + ")", result);
    return true;
  }

  private static long set(Fd socket, int level, int option, int value) {
    int fd = socket.acquire();
    try (NativeMemory memory = NativeMemory.allocate(Integer.BYTES)) {
      memory.buffer().putInt(0, value);
      return LibC.instance().setsockopt(fd, level, option, memory.address(), Integer.BYTES);
    } finally {
      socket.release();
    }
  }
}
