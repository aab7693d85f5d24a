package bpf4j.compiler.kernel;

import bpf4j.maps.layout.BigEndian;
import bpf4j.maps.layout.U16;

/**
 * What the kernel tells of a socket ({@code struct bpf_sock}): a copy, as of when it was asked for.
 * Numbers are in host order.
 *
 * @param boundInterface the index of the interface that it is bound to; 0 for none
 * @param family {@code AF_INET} (2) or {@code AF_INET6} (10)
 * @param type {@code SOCK_STREAM} (1), {@code SOCK_DGRAM} (2)
 * @param protocol the IP protocol, such as 6 for TCP
 * @param mark {@code SO_MARK}
 * @param priority {@code SO_PRIORITY}
 * @param source the socket's own IPv4 address
 * @param source6 the socket's own IPv6 address
 * @param sourcePort the socket's own port
 * @param destinationPort the other side's port; 0 for none
 * @param destination the other side's IPv4 address
 * @param destination6 the other side's IPv6 address
 * @param state {@code BPF_TCP_ESTABLISHED} (1) and so on
 * @param receiveQueue the queue that packets come in by; -1 if that is not known
 */
public record SocketInfo(
    int boundInterface,
    int family,
    int type,
    int protocol,
    int mark,
    int priority,
    @BigEndian int source,
    Words source6,
    int sourcePort,
    @BigEndian @U16 int destinationPort,
    @BigEndian int destination,
    Words destination6,
    int state,
    int receiveQueue) {

  /**
   * An IPv6 address, four bytes a number.
   *
   * @param first bytes 0 to 3
   * @param second bytes 4 to 7
   * @param third bytes 8 to 11
   * @param fourth bytes 12 to 15
   */
  public record Words(
      @BigEndian int first, @BigEndian int second, @BigEndian int third, @BigEndian int fourth) {}
}
