package bpf4j.compiler;

import bpf4j.compiler.context.SkBuff;

/** Whom a packet is for: values of {@link SkBuff#pktType} ({@code linux/if_packet.h}). */
public final class PacketType {
  /** For this host. */
  public static final int HOST = 0;

  /** For every host on the link. */
  public static final int BROADCAST = 1;

  /** For a group of hosts. */
  public static final int MULTICAST = 2;

  /** For another host; seen because the device is promiscuous. */
  public static final int OTHER_HOST = 3;

  /** Sent by this host. */
  public static final int OUTGOING = 4;

  private PacketType() {}
}
