package bpf4j.compiler.packet;

/** Port numbers that kernel-side code asks for (IANA, "Service Name and Port Number Registry"). */
public final class Ports {
  /** File transfer, control. */
  public static final int FTP = 21;

  /** Secure shell. */
  public static final int SSH = 22;

  /** Telnet. */
  public static final int TELNET = 23;

  /** Mail transfer. */
  public static final int SMTP = 25;

  /** Domain names. */
  public static final int DNS = 53;

  /** Dynamic host configuration, server side. */
  public static final int DHCP_SERVER = 67;

  /** Dynamic host configuration, client side. */
  public static final int DHCP_CLIENT = 68;

  /** Trivial file transfer. */
  public static final int TFTP = 69;

  /** Web. */
  public static final int HTTP = 80;

  /** Kerberos. */
  public static final int KERBEROS = 88;

  /** Mailbox access, POP3. */
  public static final int POP3 = 110;

  /** Network time. */
  public static final int NTP = 123;

  /** Mailbox access, IMAP. */
  public static final int IMAP = 143;

  /** Network management. */
  public static final int SNMP = 161;

  /** Network management, notifications. */
  public static final int SNMP_TRAP = 162;

  /** Border gateways. */
  public static final int BGP = 179;

  /** Directory access. */
  public static final int LDAP = 389;

  /** Web over TLS or QUIC. */
  public static final int HTTPS = 443;

  /** System log over UDP. */
  public static final int SYSLOG = 514;

  /** IPv6 host configuration, client side. */
  public static final int DHCPV6_CLIENT = 546;

  /** IPv6 host configuration, server side. */
  public static final int DHCPV6_SERVER = 547;

  /** Domain names over TLS. */
  public static final int DNS_OVER_TLS = 853;

  /** Network file system. */
  public static final int NFS = 2049;

  /** MySQL. */
  public static final int MYSQL = 3306;

  /** Virtual extensible LAN. */
  public static final int VXLAN = 4789;

  /** Multicast DNS. */
  public static final int MDNS = 5353;

  /** PostgreSQL. */
  public static final int POSTGRESQL = 5432;

  /** Generic network virtualization. */
  public static final int GENEVE = 6081;

  /** Redis. */
  public static final int REDIS = 6379;

  /** Web, alternative. */
  public static final int HTTP_ALTERNATIVE = 8080;

  /** WireGuard, by custom. */
  public static final int WIREGUARD = 51820;

  private Ports() {}
}
