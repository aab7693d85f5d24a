package bpf4j.maps;

import bpf4j.syscall.io.Fd;
import java.util.OptionalLong;

/**
 * Things that are put by their descriptors: sockets by index ({@code BPF_MAP_TYPE_SOCKMAP}, Linux
 * 4.14) or key ({@code BPF_MAP_TYPE_SOCKHASH}, Linux 4.18), those of a reuseport group ({@code
 * BPF_MAP_TYPE_REUSEPORT_SOCKARRAY}, Linux 4.19), AF_XDP sockets by receive queue ({@code
 * BPF_MAP_TYPE_XSKMAP}, Linux 4.18), control groups ({@code BPF_MAP_TYPE_CGROUP_ARRAY}, Linux 4.8).
 *
 * @param <K> the type of a key; an index for arrays
 */
public interface BpfDescriptors<K> extends BpfTargets<K> {

  /**
   * Puts a thing, in the place of what was there. The kernel takes a socket out when it is closed.
   *
   * @param key the key
   * @param thing the socket, or the opened directory of a control group
   * @throws IndexOutOfBoundsException if it is an index out of range
   * @throws MapFullException if the map is full
   * @throws bpf4j.syscall.SyscallException if it is of a kind or in a state that the map does not
   *     take
   */
  void put(K key, Fd thing);

  /**
   * The cookie of a socket ({@code SO_COOKIE}), which no other socket ever has.
   *
   * @param key the key
   * @return the cookie, empty if there is no socket
   * @throws IndexOutOfBoundsException if it is an index out of range
   * @throws UnsupportedOperationException if the kernel does not tell: of AF_XDP sockets and
   *     control groups; and of twins
   */
  OptionalLong cookie(K key);
}
