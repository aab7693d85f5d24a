package bpf4j.compiler.internal.simulate;

import bpf4j.maps.BpfTargets;
import bpf4j.syscall.bpf.MapType;

/** What helpers find in maps of things of the kernel, on the JVM. */
public final class TargetTwin {
  private TargetTwin() {}

  /**
   * Whether a map has a target.
   *
   * @param map the map
   * @param key the key; an index out of range finds nothing, as in the kernel
   */
  public static <K> boolean has(BpfTargets<K> map, K key) {
    boolean hash = map.type() == MapType.DEVMAP_HASH || map.type() == MapType.SOCKHASH;
    if (!hash && Integer.compareUnsigned(((Number) key).intValue(), map.maxEntries()) >= 0) {
      return false;
    }
    return map.containsKey(key);
  }
}
