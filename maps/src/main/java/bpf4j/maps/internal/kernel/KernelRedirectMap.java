package bpf4j.maps.internal.kernel;

import bpf4j.maps.BpfRedirectMap;
import bpf4j.maps.internal.MapSpec;
import bpf4j.maps.layout.Layout;
import bpf4j.syscall.bpf.ElementCall;
import java.util.OptionalInt;

/** A map of devices or CPUs in the kernel. */
public final class KernelRedirectMap extends KernelTargets<Integer> implements BpfRedirectMap {

  /**
   * Creates the map.
   *
   * @param spec what it is to be
   */
  public KernelRedirectMap(MapSpec<Integer, Void> spec) {
    super(spec, Layout.of(Integer.class));
  }

  @Override
  public void put(int key, int target) {
    ElementCall call = at(key);
    call.buffer().putInt(valueOffset, target);
    update(call);
  }

  @Override
  public OptionalInt get(int key) {
    ElementCall call = at(key);
    // Slots without a CPU are there with a queue of length 0.
    int target = lookup(call) ? call.buffer().getInt(valueOffset) : 0;
    return target == 0 ? OptionalInt.empty() : OptionalInt.of(target);
  }

  @Override
  boolean tells() {
    return true;
  }

  @Override
  public boolean containsKey(Integer key) {
    return get(key).isPresent();
  }
}
