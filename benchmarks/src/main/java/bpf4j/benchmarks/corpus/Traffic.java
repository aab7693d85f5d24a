package bpf4j.benchmarks.corpus;

/** What a program of the corpus is mostly given; now and then it is given any of the others. */
public enum Traffic {
  /** IPv4 with TCP, UDP or another protocol. */
  IPV4,
  /** IPv4 TCP segments with the start of some protocol's text. */
  TCP,
  /** IPv4 UDP datagrams. */
  UDP,
  /** IPv4 DNS queries. */
  DNS,
  /** VXLAN in IPv4. */
  VXLAN,
  /** ICMP echo requests in IPv4. */
  ECHO,
  /** IPv6, most with extension headers. */
  IPV6,
  /** ARP for IPv4. */
  ARP,
  /** Frames with one or two VLAN tags. */
  VLAN,
  /** What a UDP socket's filter is given: a UDP header and a payload. */
  DATAGRAM,
  /** The arguments of {@code sys_enter}: registers and the system call's number. */
  SYSTEM_CALL
}
