package bpf4j.maps.internal.jvm;

import bpf4j.maps.BpfRedirectMap;
import bpf4j.maps.internal.MapSpec;
import java.util.OptionalInt;

/** The twin of maps of devices or CPUs. */
public final class JvmRedirectMap extends JvmTargets<Integer, Integer> implements BpfRedirectMap {

  /**
   * Makes an empty map.
   *
   * @param spec what it is to be
   */
  public JvmRedirectMap(MapSpec<Integer, Void> spec) {
    super(spec);
  }

  @Override
  public void put(int key, int target) {
    set(key, target);
  }

  @Override
  public OptionalInt get(int key) {
    Integer target = thing(key);
    return target == null ? OptionalInt.empty() : OptionalInt.of(target);
  }
}
