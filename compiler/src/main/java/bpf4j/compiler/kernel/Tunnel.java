package bpf4j.compiler.kernel;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.compiler.internal.simulate.HelperTwin;
import bpf4j.syscall.bpf.ProgramType;

/**
 * Metadata of tunnels: what the outer headers said, or shall say.
 *
 * <p>On the JVM these methods answer as a {@link bpf4j.compiler.SimulatedKernel} is told to.
 */
public final class Tunnel {
  private Tunnel() {}

  /**
   * {@code struct bpf_tunnel_key} of {@code linux/bpf.h}.
   *
   * @param id the tunnel's id
   * @param remote0 the remote address: an IPv4 address in host order, or the first part of an IPv6
   *     address in network order
   * @param remote1 its second part
   * @param remote2 its third part
   * @param remote3 its fourth part
   * @param tos the type of service
   * @param ttl the time to live
   * @param flags tunnel flags when got; zero when set
   * @param label the flow label
   * @param local0 the local address, as the remote one
   * @param local1 its second part
   * @param local2 its third part
   * @param local3 its fourth part
   */
  public record Key(
      int id,
      int remote0,
      int remote1,
      int remote2,
      int remote3,
      byte tos,
      byte ttl,
      short flags,
      int label,
      int local0,
      int local1,
      int local2,
      int local3) {}

  /**
   * What the packet came through; the run fails when it did not come through a tunnel ({@code
   * bpf_skb_get_tunnel_key}, Linux 4.3).
   *
   * @param flags 1 for IPv6 addresses ({@code BPF_F_TUNINFO_IPV6}), 16 for the tunnel's flags
   *     ({@code BPF_F_TUNINFO_FLAGS})
   * @return the key
   */
  @Helper(
      id = 20,
      name = "skb_get_tunnel_key",
      since = "4.3",
      callers = {ProgramType.SCHED_CLS, ProgramType.SCHED_ACT, ProgramType.LWT_XMIT},
      arguments = {Argument.CONTEXT, Argument.RESULT_MEMORY, Argument.SIZE, Argument.VALUE},
      result = Result.STATUS)
  public static Key key(long flags) {
    return HelperTwin.object(Key.class, "skb_get_tunnel_key", flags);
  }

  /**
   * What the packet shall be sent through ({@code bpf_skb_set_tunnel_key}, Linux 4.3).
   *
   * @param key the key
   * @param flags an or of {@code BPF_F_TUNINFO_IPV6} 1, {@code BPF_F_ZERO_CSUM_TX} 2, {@code
   *     BPF_F_DONT_FRAGMENT} 4, {@code BPF_F_SEQ_NUMBER} 8
   * @return 0, or a negative errno
   */
  @Helper(
      id = 21,
      name = "skb_set_tunnel_key",
      since = "4.3",
      callers = {ProgramType.SCHED_CLS, ProgramType.SCHED_ACT, ProgramType.LWT_XMIT},
      arguments = {Argument.CONTEXT, Argument.MEMORY, Argument.SIZE, Argument.VALUE},
      result = Result.STATUS)
  public static long setKey(Key key, long flags) {
    return HelperTwin.number("skb_set_tunnel_key", key, flags);
  }

  /**
   * The tunnel's options, of the packet that came through it ({@code bpf_skb_get_tunnel_opt}, Linux
   * 4.6).
   *
   * @param to takes them
   * @return their length, or a negative errno
   */
  @Helper(
      id = 29,
      name = "skb_get_tunnel_opt",
      since = "4.6",
      callers = {ProgramType.SCHED_CLS, ProgramType.SCHED_ACT, ProgramType.LWT_XMIT},
      arguments = {Argument.CONTEXT, Argument.UNINITIALIZED_MEMORY, Argument.SIZE},
      result = Result.STATUS)
  public static long options(byte[] to) {
    return HelperTwin.number("skb_get_tunnel_opt", to);
  }

  /**
   * The options that the tunnel shall send ({@code bpf_skb_set_tunnel_opt}, Linux 4.6).
   *
   * @param from the options, a multiple of four bytes
   * @return 0, or a negative errno
   */
  @Helper(
      id = 30,
      name = "skb_set_tunnel_opt",
      since = "4.6",
      callers = {ProgramType.SCHED_CLS, ProgramType.SCHED_ACT, ProgramType.LWT_XMIT},
      arguments = {Argument.CONTEXT, Argument.MEMORY, Argument.SIZE},
      result = Result.STATUS)
  public static long setOptions(byte[] from) {
    return HelperTwin.number("skb_set_tunnel_opt", from);
  }
}
