package bpf4j.maps;

import java.util.OptionalInt;

/**
 * Where XDP programs redirect packets to: network devices by index ({@code BPF_MAP_TYPE_DEVMAP},
 * Linux 4.14) or by any number ({@code BPF_MAP_TYPE_DEVMAP_HASH}, Linux 5.4), or CPUs ({@code
 * BPF_MAP_TYPE_CPUMAP}, Linux 4.15).
 */
public interface BpfRedirectMap extends BpfTargets<Integer> {

  /**
   * Sets a target, in the place of what was there.
   *
   * @param key the index; of a CPU map the CPU's number
   * @param target the device's interface index; of a CPU map the length of the queue of packets, 1
   *     to 16,384
   * @throws IndexOutOfBoundsException if it is an index out of range
   * @throws MapFullException if the map is full
   * @throws bpf4j.syscall.SyscallException if there is no such device
   */
  void put(int key, int target);

  /**
   * Asks for a target.
   *
   * @param key the index
   * @return what was put, empty if there is nothing
   * @throws IndexOutOfBoundsException if it is an index out of range
   */
  OptionalInt get(int key);
}
