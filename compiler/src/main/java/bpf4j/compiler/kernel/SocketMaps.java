package bpf4j.compiler.kernel;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.compiler.internal.simulate.HelperTwin;
import bpf4j.compiler.internal.simulate.TargetTwin;
import bpf4j.maps.BpfDescriptors;
import bpf4j.syscall.bpf.MapType;
import bpf4j.syscall.bpf.ProgramType;

/**
 * Sends data to sockets in maps, puts sockets into maps, and selects among those of a reuseport
 * group.
 *
 * <p>On the JVM the redirections find what was put into the map's twin; putting and selecting
 * answer as a {@link bpf4j.compiler.SimulatedKernel} is told to.
 */
public final class SocketMaps {
  /** {@code BPF_F_INGRESS}: the data is received by the socket, not sent by it. */
  public static final long INGRESS = 1;

  private SocketMaps() {}

  /**
   * Sends data of a stream to another socket ({@code bpf_sk_redirect_map}, Linux 4.14).
   *
   * @param map a map of sockets by index
   * @param index the index
   * @param flags {@link #INGRESS} or 0
   * @return whether there is a socket: return {@code SkAction.PASS} then
   */
  @Helper(
      id = 52,
      name = "sk_redirect_map",
      since = "4.14",
      callers = ProgramType.SK_SKB,
      arguments = {Argument.CONTEXT, Argument.MAP, Argument.VALUE, Argument.VALUE},
      mapTypes = MapType.SOCKMAP)
  public static boolean redirectStream(BpfDescriptors<Integer> map, int index, long flags) {
    return TargetTwin.has(map, index);
  }

  /**
   * Sends data of a stream to another socket ({@code bpf_sk_redirect_hash}, Linux 4.18).
   *
   * @param <K> the type of a key
   * @param map a map of sockets by key
   * @param key the key
   * @param flags {@link #INGRESS} or 0
   * @return whether there is a socket: return {@code SkAction.PASS} then
   */
  @Helper(
      id = 72,
      name = "sk_redirect_hash",
      since = "4.18",
      callers = ProgramType.SK_SKB,
      arguments = {Argument.CONTEXT, Argument.MAP, Argument.MAP_KEY, Argument.VALUE},
      mapTypes = MapType.SOCKHASH)
  public static <K> boolean redirectStreamByKey(BpfDescriptors<K> map, K key, long flags) {
    return TargetTwin.has(map, key);
  }

  /**
   * Sends a message to another socket ({@code bpf_msg_redirect_map}, Linux 4.17).
   *
   * @param map a map of sockets by index
   * @param index the index
   * @param flags {@link #INGRESS} or 0
   * @return whether there is a socket: return {@code SkAction.PASS} then
   */
  @Helper(
      id = 60,
      name = "msg_redirect_map",
      since = "4.17",
      callers = ProgramType.SK_MSG,
      arguments = {Argument.CONTEXT, Argument.MAP, Argument.VALUE, Argument.VALUE},
      mapTypes = MapType.SOCKMAP)
  public static boolean redirectMessage(BpfDescriptors<Integer> map, int index, long flags) {
    return TargetTwin.has(map, index);
  }

  /**
   * Sends a message to another socket ({@code bpf_msg_redirect_hash}, Linux 4.18).
   *
   * @param <K> the type of a key
   * @param map a map of sockets by key
   * @param key the key
   * @param flags {@link #INGRESS} or 0
   * @return whether there is a socket: return {@code SkAction.PASS} then
   */
  @Helper(
      id = 71,
      name = "msg_redirect_hash",
      since = "4.18",
      callers = ProgramType.SK_MSG,
      arguments = {Argument.CONTEXT, Argument.MAP, Argument.MAP_KEY, Argument.VALUE},
      mapTypes = MapType.SOCKHASH)
  public static <K> boolean redirectMessageByKey(BpfDescriptors<K> map, K key, long flags) {
    return TargetTwin.has(map, key);
  }

  /**
   * Puts the socket of a socket operations program into a map ({@code bpf_sock_map_update}, Linux
   * 4.14).
   *
   * @param map a map of sockets by index
   * @param index the index
   * @return 0, or a negative errno
   */
  @Helper(
      id = 53,
      name = "sock_map_update",
      since = "4.14",
      callers = ProgramType.SOCK_OPS,
      arguments = {Argument.CONTEXT, Argument.MAP, Argument.MAP_KEY, Argument.ZERO},
      mapTypes = MapType.SOCKMAP,
      result = Result.STATUS)
  public static long put(BpfDescriptors<Integer> map, int index) {
    return HelperTwin.number("sock_map_update", map, index);
  }

  /**
   * Puts the socket of a socket operations program into a map ({@code bpf_sock_hash_update}, Linux
   * 4.18).
   *
   * @param <K> the type of a key
   * @param map a map of sockets by key
   * @param key the key
   * @return 0, or a negative errno
   */
  @Helper(
      id = 70,
      name = "sock_hash_update",
      since = "4.18",
      callers = ProgramType.SOCK_OPS,
      arguments = {Argument.CONTEXT, Argument.MAP, Argument.MAP_KEY, Argument.ZERO},
      mapTypes = MapType.SOCKHASH,
      result = Result.STATUS)
  public static <K> long putByKey(BpfDescriptors<K> map, K key) {
    return HelperTwin.number("sock_hash_update", map, key);
  }

  /**
   * Gives the packet to a socket of the reuseport group ({@code bpf_sk_select_reuseport}, Linux
   * 4.19; socket maps since 5.8).
   *
   * @param map sockets by index
   * @param index the index
   * @return 0, or a negative errno: no socket there, or one of another group
   */
  @Helper(
      id = 82,
      name = "sk_select_reuseport",
      since = "4.19",
      callers = ProgramType.SK_REUSEPORT,
      arguments = {Argument.CONTEXT, Argument.MAP, Argument.MAP_KEY, Argument.ZERO},
      mapTypes = {MapType.REUSEPORT_SOCKARRAY, MapType.SOCKMAP},
      result = Result.STATUS)
  public static long select(BpfDescriptors<Integer> map, int index) {
    return HelperTwin.number("sk_select_reuseport", map, index);
  }
}
