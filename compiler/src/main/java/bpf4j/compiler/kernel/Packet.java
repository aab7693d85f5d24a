package bpf4j.compiler.kernel;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.compiler.declare.Helper.Since;
import bpf4j.compiler.internal.simulate.HelperTwin;
import bpf4j.syscall.bpf.ProgramType;

/**
 * Changes to the packet of a program that is given a {@code struct sk_buff}: TC, lightweight
 * tunnels, socket maps.
 *
 * <p>On the JVM these methods answer as a {@link bpf4j.compiler.SimulatedKernel} is told to, and
 * change nothing.
 */
public final class Packet {
  private Packet() {}

  /**
   * Overwrites bytes of the packet ({@code bpf_skb_store_bytes}, Linux 4.1).
   *
   * @param offset where to, counted from the packet's first byte
   * @param from the bytes
   * @param flags 1 to update the checksum, 2 to invalidate the hash ({@code BPF_F_RECOMPUTE_CSUM},
   *     {@code BPF_F_INVALIDATE_HASH})
   * @return 0, or a negative errno
   */
  @Helper(
      id = 9,
      name = "skb_store_bytes",
      since = "4.1",
      callers = {
        ProgramType.SCHED_CLS,
        ProgramType.SCHED_ACT,
        ProgramType.LWT_XMIT,
        ProgramType.SK_SKB
      },
      arguments = {
        Argument.CONTEXT,
        Argument.VALUE,
        Argument.MEMORY,
        Argument.SIZE,
        Argument.VALUE
      },
      result = Result.STATUS)
  public static long store(int offset, byte[] from, long flags) {
    return HelperTwin.number("skb_store_bytes", offset, from, flags);
  }

  /**
   * Makes the packet's beginning linear, so that it can be read where it lies, and writable ({@code
   * bpf_skb_pull_data}, Linux 4.9).
   *
   * @param length how many bytes; 0 for what is linear already
   * @return 0, or a negative errno
   */
  @Helper(
      id = 39,
      name = "skb_pull_data",
      since = "4.9",
      callers = {
        ProgramType.SCHED_CLS,
        ProgramType.SCHED_ACT,
        ProgramType.LWT_IN,
        ProgramType.LWT_OUT,
        ProgramType.LWT_XMIT,
        ProgramType.SK_SKB,
        ProgramType.LWT_SEG6LOCAL
      },
      arguments = {Argument.CONTEXT, Argument.VALUE},
      result = Result.STATUS)
  public static long pull(int length) {
    return HelperTwin.number("skb_pull_data", length);
  }

  /**
   * Cuts or extends the packet at its end. Meant for answers made of requests: offloads are lost
   * ({@code bpf_skb_change_tail}, Linux 4.9).
   *
   * @param length the new length
   * @return 0, or a negative errno
   */
  @Helper(
      id = 38,
      name = "skb_change_tail",
      since = "4.9",
      callers = {
        ProgramType.SCHED_CLS,
        ProgramType.SCHED_ACT,
        ProgramType.LWT_XMIT,
        ProgramType.SK_SKB
      },
      arguments = {Argument.CONTEXT, Argument.VALUE, Argument.ZERO},
      result = Result.STATUS)
  public static long changeTail(int length) {
    return HelperTwin.number("skb_change_tail", length);
  }

  /**
   * Adds room in front of the packet, as for a link-layer header ({@code bpf_skb_change_head},
   * Linux 4.10).
   *
   * @param growth how many bytes
   * @return 0, or a negative errno
   */
  @Helper(
      id = 43,
      name = "skb_change_head",
      since = "4.10",
      sinceFor = {
        @Since(programType = ProgramType.SCHED_ACT, kernel = "5.8"),
        @Since(programType = ProgramType.SCHED_CLS, kernel = "5.8")
      },
      callers = {
        ProgramType.SCHED_CLS,
        ProgramType.SCHED_ACT,
        ProgramType.LWT_XMIT,
        ProgramType.SK_SKB
      },
      arguments = {Argument.CONTEXT, Argument.VALUE, Argument.ZERO},
      result = Result.STATUS)
  public static long changeHead(int growth) {
    return HelperTwin.number("skb_change_head", growth);
  }

  /**
   * Turns an IPv4 packet into an IPv6 one or the reverse, by the size of its header alone; its
   * content is for the program to write ({@code bpf_skb_change_proto}, Linux 4.8).
   *
   * @param etherType the new EtherType in network order
   * @return 0, or a negative errno
   */
  @Helper(
      id = 31,
      name = "skb_change_proto",
      since = "4.8",
      callers = {ProgramType.SCHED_CLS, ProgramType.SCHED_ACT},
      arguments = {Argument.CONTEXT, Argument.VALUE, Argument.ZERO},
      result = Result.STATUS)
  public static long changeProtocol(int etherType) {
    return HelperTwin.number("skb_change_proto", etherType);
  }

  /**
   * Changes whom the packet is for ({@code bpf_skb_change_type}, Linux 4.8).
   *
   * @param type {@code PACKET_HOST} 0, {@code PACKET_BROADCAST} 1, {@code PACKET_MULTICAST} 2,
   *     {@code PACKET_OTHERHOST} 3
   * @return 0, or a negative errno
   */
  @Helper(
      id = 32,
      name = "skb_change_type",
      since = "4.8",
      callers = {ProgramType.SCHED_CLS, ProgramType.SCHED_ACT},
      arguments = {Argument.CONTEXT, Argument.VALUE},
      result = Result.STATUS)
  public static long changeType(int type) {
    return HelperTwin.number("skb_change_type", type);
  }

  /**
   * Adds or removes room behind the link-layer or the network header ({@code bpf_skb_adjust_room},
   * Linux 4.13).
   *
   * @param difference how many bytes; negative to remove
   * @param mode 0 behind the network header, 1 behind the link-layer header ({@code
   *     BPF_ADJ_ROOM_*})
   * @param flags an or of {@code BPF_F_ADJ_ROOM_*}
   * @return 0, or a negative errno
   */
  @Helper(
      id = 50,
      name = "skb_adjust_room",
      since = "4.13",
      callers = {ProgramType.SCHED_CLS, ProgramType.SCHED_ACT, ProgramType.SK_SKB},
      arguments = {Argument.CONTEXT, Argument.VALUE, Argument.VALUE, Argument.VALUE},
      result = Result.STATUS)
  public static long adjustRoom(int difference, int mode, long flags) {
    return HelperTwin.number("skb_adjust_room", difference, mode, flags);
  }

  /**
   * Puts a VLAN tag in front of the packet ({@code bpf_skb_vlan_push}, Linux 4.3).
   *
   * @param protocol its EtherType in network order
   * @param tag the tag control information
   * @return 0, or a negative errno
   */
  @Helper(
      id = 18,
      name = "skb_vlan_push",
      since = "4.3",
      callers = {ProgramType.SCHED_CLS, ProgramType.SCHED_ACT},
      arguments = {Argument.CONTEXT, Argument.VALUE, Argument.VALUE},
      result = Result.STATUS)
  public static long pushVlan(int protocol, int tag) {
    return HelperTwin.number("skb_vlan_push", protocol, tag);
  }

  /**
   * Takes the outermost VLAN tag off the packet ({@code bpf_skb_vlan_pop}, Linux 4.3).
   *
   * @return 0, or a negative errno
   */
  @Helper(
      id = 19,
      name = "skb_vlan_pop",
      since = "4.3",
      callers = {ProgramType.SCHED_CLS, ProgramType.SCHED_ACT},
      arguments = {Argument.CONTEXT},
      result = Result.STATUS)
  public static long popVlan() {
    return HelperTwin.number("skb_vlan_pop");
  }

  /**
   * Sets the time at which the packet is to be sent, or was received ({@code bpf_skb_set_tstamp},
   * Linux 5.18).
   *
   * @param time nanoseconds
   * @param type 0 for the receiving time, 1 for the sending time of the monotonic clock ({@code
   *     BPF_SKB_CLOCK_*})
   * @return 0, or a negative errno
   */
  @Helper(
      id = 192,
      name = "skb_set_tstamp",
      since = "5.18",
      callers = {ProgramType.SCHED_CLS, ProgramType.SCHED_ACT},
      arguments = {Argument.CONTEXT, Argument.VALUE, Argument.VALUE},
      result = Result.STATUS)
  public static long setTimestamp(long time, int type) {
    return HelperTwin.number("skb_set_tstamp", time, type);
  }

  /**
   * Marks the packet as having met congestion, where its sender takes that ({@code
   * bpf_skb_ecn_set_ce}, Linux 5.1).
   *
   * @return whether it is marked now
   */
  @Helper(
      id = 97,
      name = "skb_ecn_set_ce",
      since = "5.1",
      callers = {ProgramType.SCHED_CLS, ProgramType.SCHED_ACT, ProgramType.CGROUP_SKB},
      arguments = {Argument.CONTEXT})
  public static boolean markCongestion() {
    return HelperTwin.number("skb_ecn_set_ce") != 0;
  }
}
