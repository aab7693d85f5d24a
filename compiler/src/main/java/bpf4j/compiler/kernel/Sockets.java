package bpf4j.compiler.kernel;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.compiler.internal.simulate.HelperTwin;
import bpf4j.maps.layout.BigEndian;
import bpf4j.maps.layout.Size;
import bpf4j.maps.layout.U16;
import bpf4j.syscall.bpf.ProgramType;

/**
 * Finds the sockets that packets are for. What is found is a copy: the kernel's own is given back
 * at once, so there is nothing to close.
 *
 * <p>On the JVM these methods answer as a {@link bpf4j.compiler.SimulatedKernel} is told to, with a
 * {@link SocketInfo} or null.
 */
public final class Sockets {
  /** {@code BPF_F_CURRENT_NETNS}: the network namespace of the packet's device or socket. */
  public static final long CURRENT_NAMESPACE = -1;

  private Sockets() {}

  /**
   * Both ends of a connection by IPv4, as a packet has them: the sender's first ({@code struct
   * bpf_sock_tuple}).
   *
   * @param source the sender's address
   * @param destination the receiver's address
   * @param sourcePort the sender's port
   * @param destinationPort the receiver's port
   */
  public record Ipv4Ends(
      @BigEndian int source,
      @BigEndian int destination,
      @BigEndian @U16 int sourcePort,
      @BigEndian @U16 int destinationPort) {}

  /**
   * Both ends of a connection by IPv6, as a packet has them: the sender's first ({@code struct
   * bpf_sock_tuple}).
   *
   * @param source the sender's address
   * @param destination the receiver's address
   * @param sourcePort the sender's port
   * @param destinationPort the receiver's port
   */
  public record Ipv6Ends(
      @Size(16) byte[] source,
      @Size(16) byte[] destination,
      @BigEndian @U16 int sourcePort,
      @BigEndian @U16 int destinationPort) {}

  /**
   * Finds the TCP socket that a packet is for ({@code bpf_sk_lookup_tcp}, Linux 4.20, in XDP
   * programs 5.0, GPL-only).
   *
   * @param ends the packet's, or those of an answer to it
   * @param namespace a network namespace's id, or {@link #CURRENT_NAMESPACE}
   * @return what the kernel tells of the socket; null if there is none
   */
  @Helper(
      id = 84,
      name = "sk_lookup_tcp",
      since = "4.20",
      sinceFor = {
        @Helper.Since(programType = ProgramType.XDP, kernel = "5.0"),
        @Helper.Since(programType = ProgramType.CGROUP_SOCK_ADDR, kernel = "5.0")
      },
      callers = {
        ProgramType.SCHED_CLS,
        ProgramType.SCHED_ACT,
        ProgramType.XDP,
        ProgramType.SK_SKB,
        ProgramType.CGROUP_SOCK_ADDR
      },
      arguments = {Argument.CONTEXT, Argument.MEMORY, Argument.SIZE, Argument.VALUE, Argument.ZERO},
      result = Result.SOCKET_OR_NULL,
      undo = @Helper.Undo(id = 86, name = "sk_release"))
  public static SocketInfo findTcp(Ipv4Ends ends, long namespace) {
    return HelperTwin.objectOrNull(SocketInfo.class, "sk_lookup_tcp", ends, namespace);
  }

  /**
   * Finds the TCP socket that a packet is for ({@code bpf_sk_lookup_tcp}, Linux 4.20, in XDP
   * programs 5.0, GPL-only).
   *
   * @param ends the packet's, or those of an answer to it
   * @param namespace a network namespace's id, or {@link #CURRENT_NAMESPACE}
   * @return what the kernel tells of the socket; null if there is none
   */
  @Helper(
      id = 84,
      name = "sk_lookup_tcp",
      since = "4.20",
      sinceFor = {
        @Helper.Since(programType = ProgramType.XDP, kernel = "5.0"),
        @Helper.Since(programType = ProgramType.CGROUP_SOCK_ADDR, kernel = "5.0")
      },
      callers = {
        ProgramType.SCHED_CLS,
        ProgramType.SCHED_ACT,
        ProgramType.XDP,
        ProgramType.SK_SKB,
        ProgramType.CGROUP_SOCK_ADDR
      },
      arguments = {Argument.CONTEXT, Argument.MEMORY, Argument.SIZE, Argument.VALUE, Argument.ZERO},
      result = Result.SOCKET_OR_NULL,
      undo = @Helper.Undo(id = 86, name = "sk_release"))
  public static SocketInfo findTcp6(Ipv6Ends ends, long namespace) {
    return HelperTwin.objectOrNull(SocketInfo.class, "sk_lookup_tcp", ends, namespace);
  }

  /**
   * Finds the UDP socket that a packet is for ({@code bpf_sk_lookup_udp}, Linux 4.20, in XDP
   * programs 5.0, GPL-only).
   *
   * @param ends the packet's, or those of an answer to it
   * @param namespace a network namespace's id, or {@link #CURRENT_NAMESPACE}
   * @return what the kernel tells of the socket; null if there is none
   */
  @Helper(
      id = 85,
      name = "sk_lookup_udp",
      since = "4.20",
      sinceFor = {
        @Helper.Since(programType = ProgramType.XDP, kernel = "5.0"),
        @Helper.Since(programType = ProgramType.CGROUP_SOCK_ADDR, kernel = "5.0")
      },
      callers = {
        ProgramType.SCHED_CLS,
        ProgramType.SCHED_ACT,
        ProgramType.XDP,
        ProgramType.SK_SKB,
        ProgramType.CGROUP_SOCK_ADDR
      },
      arguments = {Argument.CONTEXT, Argument.MEMORY, Argument.SIZE, Argument.VALUE, Argument.ZERO},
      result = Result.SOCKET_OR_NULL,
      undo = @Helper.Undo(id = 86, name = "sk_release"))
  public static SocketInfo findUdp(Ipv4Ends ends, long namespace) {
    return HelperTwin.objectOrNull(SocketInfo.class, "sk_lookup_udp", ends, namespace);
  }

  /**
   * Finds the UDP socket that a packet is for ({@code bpf_sk_lookup_udp}, Linux 4.20, in XDP
   * programs 5.0, GPL-only).
   *
   * @param ends the packet's, or those of an answer to it
   * @param namespace a network namespace's id, or {@link #CURRENT_NAMESPACE}
   * @return what the kernel tells of the socket; null if there is none
   */
  @Helper(
      id = 85,
      name = "sk_lookup_udp",
      since = "4.20",
      sinceFor = {
        @Helper.Since(programType = ProgramType.XDP, kernel = "5.0"),
        @Helper.Since(programType = ProgramType.CGROUP_SOCK_ADDR, kernel = "5.0")
      },
      callers = {
        ProgramType.SCHED_CLS,
        ProgramType.SCHED_ACT,
        ProgramType.XDP,
        ProgramType.SK_SKB,
        ProgramType.CGROUP_SOCK_ADDR
      },
      arguments = {Argument.CONTEXT, Argument.MEMORY, Argument.SIZE, Argument.VALUE, Argument.ZERO},
      result = Result.SOCKET_OR_NULL,
      undo = @Helper.Undo(id = 86, name = "sk_release"))
  public static SocketInfo findUdp6(Ipv6Ends ends, long namespace) {
    return HelperTwin.objectOrNull(SocketInfo.class, "sk_lookup_udp", ends, namespace);
  }
}
