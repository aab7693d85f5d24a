package bpf4j.compiler.packet;

/**
 * EtherTypes: what an Ethernet frame carries (IANA, "IEEE 802 Numbers"; {@code linux/if_ether.h}).
 */
public final class EtherType {
  /** No EtherType: the kernel's {@code ETH_P_802_3}, a raw IEEE 802.3 frame. */
  public static final int RAW_802_3 = 0x0001;

  /** No EtherType: the kernel's {@code ETH_P_802_2}, an IEEE 802.3 frame with an LLC header. */
  public static final int LLC_802_2 = 0x0004;

  /** Internet Protocol version 4. */
  public static final int IPV4 = 0x0800;

  /** Address resolution. */
  public static final int ARP = 0x0806;

  /** Wake-on-LAN. */
  public static final int WAKE_ON_LAN = 0x0842;

  /** Transparent interconnection of many links. */
  public static final int TRILL = 0x22F3;

  /** Ethernet in another protocol's payload, as GRE and Geneve name it. */
  public static final int TRANSPARENT_BRIDGING = 0x6558;

  /** Reverse address resolution. */
  public static final int RARP = 0x8035;

  /** VLAN tag (802.1Q). */
  public static final int VLAN = 0x8100;

  /** Internet Protocol version 6. */
  public static final int IPV6 = 0x86DD;

  /** Pause frames. */
  public static final int FLOW_CONTROL = 0x8808;

  /** Link aggregation and its like. */
  public static final int SLOW_PROTOCOLS = 0x8809;

  /** Label switching, unicast. */
  public static final int MPLS = 0x8847;

  /** Label switching, multicast. */
  public static final int MPLS_MULTICAST = 0x8848;

  /** PPP over Ethernet, discovery. */
  public static final int PPPOE_DISCOVERY = 0x8863;

  /** PPP over Ethernet, session. */
  public static final int PPPOE_SESSION = 0x8864;

  /** Port access control (802.1X). */
  public static final int EAPOL = 0x888E;

  /** Outer VLAN tag (802.1ad). */
  public static final int SERVICE_VLAN = 0x88A8;

  /** Link layer discovery. */
  public static final int LLDP = 0x88CC;

  /** MAC security (802.1AE). */
  public static final int MACSEC = 0x88E5;

  /** Precision time. */
  public static final int PTP = 0x88F7;

  /** Fibre Channel over Ethernet. */
  public static final int FCOE = 0x8906;

  /** Network service header. */
  public static final int NSH = 0x894F;

  /**
   * A type's name, for printing; not for kernel-side code.
   *
   * @param etherType a number as {@link Ethernet#etherType} returns it
   * @return the constant's name, such as {@code "IPV4"}; the number itself when it has none
   */
  public static String name(int etherType) {
    return Names.ETHER_TYPES.of(etherType);
  }

  private EtherType() {}
}
