package bpf4j.maps.internal.jvm;

import bpf4j.maps.BpfGlobalArray;
import bpf4j.maps.internal.GlobalElements;
import bpf4j.maps.internal.MapSpec;

/**
 * The twin of a global array.
 *
 * @param <V> the type of an element
 */
public final class JvmGlobalArray<V> extends JvmArray<V> implements BpfGlobalArray<V> {

  /**
   * Makes an array of zeros.
   *
   * @param spec what it is to be
   */
  public JvmGlobalArray(MapSpec<Integer, V> spec) {
    super(checked(spec));
  }

  private static <V> MapSpec<Integer, V> checked(MapSpec<Integer, V> spec) {
    GlobalElements.value(spec.valueLayout(), spec.maxEntries());
    return spec;
  }

  @Override
  public int stride() {
    return GlobalElements.stride(valueLayout());
  }
}
