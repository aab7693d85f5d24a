package bpf4j.compiler.kernel;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.compiler.internal.simulate.HelperTwin;
import bpf4j.compiler.internal.simulate.TargetTwin;
import bpf4j.maps.BpfTargets;
import bpf4j.syscall.bpf.MapType;
import bpf4j.syscall.bpf.ProgramType;

/**
 * Sends packets elsewhere. The forms without "clone" take effect when the program returns the
 * verdict they give.
 *
 * <p>On the JVM these methods answer as a {@link bpf4j.compiler.SimulatedKernel} is told to.
 */
public final class Redirect {
  private Redirect() {}

  /**
   * Sends the packet out by another device, or into it ({@code bpf_redirect}, Linux 4.4).
   *
   * @param interfaceIndex the device
   * @param flags 1 to have it received there ({@code BPF_F_INGRESS}), else 0
   * @return the verdict to return
   */
  @Helper(
      id = 23,
      name = "redirect",
      since = "4.4",
      callers = {
        ProgramType.SCHED_CLS,
        ProgramType.SCHED_ACT,
        ProgramType.XDP,
        ProgramType.LWT_XMIT
      })
  public static int to(int interfaceIndex, long flags) {
    return (int) HelperTwin.number("redirect", interfaceIndex, flags);
  }

  /**
   * Sends a copy of the packet out by another device, or into it ({@code bpf_clone_redirect}, Linux
   * 4.2).
   *
   * @param interfaceIndex the device
   * @param flags 1 to have it received there ({@code BPF_F_INGRESS}), else 0
   * @return 0, or a negative errno
   */
  @Helper(
      id = 13,
      name = "clone_redirect",
      since = "4.2",
      callers = {ProgramType.SCHED_CLS, ProgramType.SCHED_ACT, ProgramType.LWT_XMIT},
      arguments = {Argument.CONTEXT, Argument.VALUE, Argument.VALUE},
      result = Result.STATUS)
  public static long cloneTo(int interfaceIndex, long flags) {
    return HelperTwin.number("clone_redirect", interfaceIndex, flags);
  }

  /**
   * Sends the packet out by another device, to the neighbour that the routing table names ({@code
   * bpf_redirect_neigh}, Linux 5.10).
   *
   * @param interfaceIndex the device
   * @return the verdict to return
   */
  @Helper(
      id = 152,
      name = "redirect_neigh",
      since = "5.10",
      callers = {ProgramType.SCHED_CLS, ProgramType.SCHED_ACT},
      arguments = {Argument.VALUE, Argument.ZERO, Argument.ZERO, Argument.ZERO})
  public static int toNeighbour(int interfaceIndex) {
    return (int) HelperTwin.number("redirect_neigh", interfaceIndex);
  }

  /**
   * Has the packet received by the peer of a virtual device, in its network namespace ({@code
   * bpf_redirect_peer}, Linux 5.10).
   *
   * @param interfaceIndex the device on this side
   * @return the verdict to return
   */
  @Helper(
      id = 155,
      name = "redirect_peer",
      since = "5.10",
      callers = {ProgramType.SCHED_CLS, ProgramType.SCHED_ACT},
      arguments = {Argument.VALUE, Argument.ZERO})
  public static int toPeer(int interfaceIndex) {
    return (int) HelperTwin.number("redirect_peer", interfaceIndex);
  }

  /**
   * Sends the packet to the device, CPU or AF_XDP socket that a map has for a key ({@code
   * bpf_redirect_map}, Linux 4.14).
   *
   * @param map the map
   * @param key the key
   * @return true if the map has a target: return {@code XdpAction.REDIRECT} then
   */
  @Helper(
      id = 51,
      name = "redirect_map",
      since = "4.14",
      callers = ProgramType.XDP,
      arguments = {Argument.MAP, Argument.VALUE, Argument.ZERO},
      mapTypes = {MapType.DEVMAP, MapType.DEVMAP_HASH, MapType.CPUMAP, MapType.XSKMAP})
  public static boolean toMap(BpfTargets<Integer> map, int key) {
    return TargetTwin.has(map, key);
  }
}
