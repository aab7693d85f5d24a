package bpf4j.compiler.packet;

/** EtherTypes: what an Ethernet frame carries (IANA, "IEEE 802 Numbers"; {@code linux/if_ether.h}). */
public final class EtherType {
  /** Internet Protocol version 4. */
  public static final int IPV4 = 0x0800;

  /** No EtherType: the kernel's {@code ETH_P_802_3}, a raw IEEE 802.3 frame. */
  public static final int RAW_802_3 = 0x0001;

  /** No EtherType: the kernel's {@code ETH_P_802_2}, an IEEE 802.3 frame with an LLC header. */
  public static final int LLC_802_2 = 0x0004;

  private EtherType() {}
}
