package bpf4j.compiler.kernel;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.compiler.declare.Helper.Since;
import bpf4j.compiler.internal.simulate.HelperTwin;
import bpf4j.syscall.bpf.ProgramType;

/**
 * What the kernel knows of a packet and its socket.
 *
 * <p>On the JVM these methods answer as a {@link bpf4j.compiler.SimulatedKernel} is told to.
 */
public final class PacketInfo {
  private PacketInfo() {}

  /**
   * The packet's flow hash, computed if need be ({@code bpf_get_hash_recalc}, Linux 4.8).
   *
   * @return any number
   */
  @Helper(
      id = 34,
      name = "get_hash_recalc",
      since = "4.8",
      callers = {
        ProgramType.SCHED_CLS,
        ProgramType.SCHED_ACT,
        ProgramType.LWT_IN,
        ProgramType.LWT_OUT,
        ProgramType.LWT_XMIT,
        ProgramType.LWT_SEG6LOCAL
      },
      arguments = {Argument.CONTEXT})
  public static int hash() {
    return (int) HelperTwin.number("get_hash_recalc");
  }

  /**
   * Sets the packet's flow hash ({@code bpf_set_hash}, Linux 4.13).
   *
   * @param hash the hash
   */
  @Helper(
      id = 48,
      name = "set_hash",
      since = "4.13",
      callers = {ProgramType.SCHED_CLS, ProgramType.SCHED_ACT},
      arguments = {Argument.CONTEXT, Argument.VALUE},
      result = Result.STATUS)
  public static void setHash(int hash) {
    HelperTwin.call("set_hash", hash);
  }

  /**
   * Has the flow hash computed anew when it is next needed ({@code bpf_set_hash_invalid}, Linux
   * 4.9).
   */
  @Helper(
      id = 41,
      name = "set_hash_invalid",
      since = "4.9",
      callers = {ProgramType.SCHED_CLS, ProgramType.SCHED_ACT, ProgramType.LWT_XMIT},
      arguments = {Argument.CONTEXT},
      result = Result.VOID)
  public static void invalidateHash() {
    HelperTwin.call("set_hash_invalid");
  }

  /**
   * The realm of the packet's route ({@code bpf_get_route_realm}, Linux 4.4).
   *
   * @return the realm, 0 if none
   */
  @Helper(
      id = 24,
      name = "get_route_realm",
      since = "4.4",
      callers = {
        ProgramType.SCHED_CLS,
        ProgramType.SCHED_ACT,
        ProgramType.LWT_IN,
        ProgramType.LWT_OUT,
        ProgramType.LWT_XMIT,
        ProgramType.LWT_SEG6LOCAL
      },
      arguments = {Argument.CONTEXT})
  public static int routeRealm() {
    return (int) HelperTwin.number("get_route_realm");
  }

  /**
   * The {@code net_cls} tag of the control group that has sent the packet ({@code
   * bpf_get_cgroup_classid}, Linux 4.3).
   *
   * @return the tag, 0 if none
   */
  @Helper(
      id = 17,
      name = "get_cgroup_classid",
      since = "4.3",
      callers = {
        ProgramType.SCHED_CLS,
        ProgramType.SCHED_ACT,
        ProgramType.CGROUP_SOCK,
        ProgramType.LWT_IN,
        ProgramType.LWT_OUT,
        ProgramType.LWT_XMIT,
        ProgramType.SK_MSG,
        ProgramType.CGROUP_SOCK_ADDR,
        ProgramType.LWT_SEG6LOCAL
      },
      arguments = {Argument.CONTEXT})
  public static int classId() {
    return (int) HelperTwin.number("get_cgroup_classid");
  }

  /**
   * The {@code net_cls} tag of the packet's socket ({@code bpf_skb_cgroup_classid}, Linux 5.10).
   *
   * @return the tag, 0 if none
   */
  @Helper(
      id = 151,
      name = "skb_cgroup_classid",
      since = "5.10",
      callers = {ProgramType.SCHED_CLS, ProgramType.SCHED_ACT},
      arguments = {Argument.CONTEXT})
  public static long socketClassId() {
    return HelperTwin.number("skb_cgroup_classid");
  }

  /**
   * The control group of the packet's socket ({@code bpf_skb_cgroup_id}, Linux 4.18).
   *
   * @return its id, 0 if there is no socket
   */
  @Helper(
      id = 79,
      name = "skb_cgroup_id",
      since = "4.18",
      callers = {ProgramType.SCHED_CLS, ProgramType.SCHED_ACT, ProgramType.CGROUP_SKB},
      arguments = {Argument.CONTEXT})
  public static long cgroupId() {
    return HelperTwin.number("skb_cgroup_id");
  }

  /**
   * An ancestor of the control group of the packet's socket ({@code bpf_skb_ancestor_cgroup_id},
   * Linux 4.19).
   *
   * @param level 0 for the root, 1 for its children, and so on
   * @return its id, 0 if there is none
   */
  @Helper(
      id = 83,
      name = "skb_ancestor_cgroup_id",
      since = "4.19",
      callers = {ProgramType.SCHED_CLS, ProgramType.SCHED_ACT, ProgramType.CGROUP_SKB},
      arguments = {Argument.CONTEXT, Argument.VALUE})
  public static long ancestorCgroupId(int level) {
    return HelperTwin.number("skb_ancestor_cgroup_id", level);
  }

  /**
   * A number that stands for the socket as long as the system runs ({@code bpf_get_socket_cookie},
   * Linux 4.12).
   *
   * @return the number, 0 if there is no socket
   */
  @Helper(
      id = 46,
      name = "get_socket_cookie",
      since = "4.12",
      callers = {
        ProgramType.SOCKET_FILTER,
        ProgramType.SCHED_CLS,
        ProgramType.SCHED_ACT,
        ProgramType.CGROUP_SKB,
        ProgramType.CGROUP_SOCK,
        ProgramType.SOCK_OPS,
        ProgramType.SK_SKB,
        ProgramType.CGROUP_SOCK_ADDR,
        ProgramType.SK_REUSEPORT,
        ProgramType.TRACING
      },
      arguments = {Argument.CONTEXT})
  public static long socketCookie() {
    return HelperTwin.number("get_socket_cookie");
  }

  /**
   * The user that owns the packet's socket ({@code bpf_get_socket_uid}, Linux 4.12).
   *
   * @return its id; the overflow user, 65534 as a rule, if there is no full socket
   */
  @Helper(
      id = 47,
      name = "get_socket_uid",
      since = "4.12",
      callers = {
        ProgramType.SOCKET_FILTER,
        ProgramType.SCHED_CLS,
        ProgramType.SCHED_ACT,
        ProgramType.CGROUP_SKB,
        ProgramType.SK_SKB
      },
      arguments = {Argument.CONTEXT})
  public static int socketUser() {
    return (int) HelperTwin.number("get_socket_uid");
  }

  /**
   * A number that stands for the network namespace as long as the system runs ({@code
   * bpf_get_netns_cookie}, Linux 5.7).
   *
   * @return the number
   */
  @Helper(
      id = 122,
      name = "get_netns_cookie",
      since = "5.7",
      sinceFor = {
        @Since(programType = ProgramType.CGROUP_SKB, kernel = "6.15"),
        @Since(programType = ProgramType.SCHED_ACT, kernel = "6.13"),
        @Since(programType = ProgramType.SCHED_CLS, kernel = "6.13"),
        @Since(programType = ProgramType.SOCKET_FILTER, kernel = "6.15")
      },
      callers = {
        ProgramType.SOCKET_FILTER,
        ProgramType.SCHED_CLS,
        ProgramType.SCHED_ACT,
        ProgramType.CGROUP_SKB,
        ProgramType.CGROUP_SOCK,
        ProgramType.SOCK_OPS,
        ProgramType.SK_MSG,
        ProgramType.CGROUP_SOCK_ADDR,
        ProgramType.CGROUP_SOCKOPT
      },
      arguments = {Argument.CONTEXT})
  public static long networkNamespaceCookie() {
    return HelperTwin.number("get_netns_cookie");
  }
}
