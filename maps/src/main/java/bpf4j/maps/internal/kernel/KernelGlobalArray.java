package bpf4j.maps.internal.kernel;

import bpf4j.maps.BpfGlobalArray;
import bpf4j.maps.internal.GlobalElements;
import bpf4j.maps.internal.MapSpec;
import bpf4j.maps.layout.Layout;
import bpf4j.syscall.io.Fd;

/**
 * An array of elements in the one value of a mapped map, whose address programs are given.
 *
 * @param <V> the type of an element
 */
public final class KernelGlobalArray<V> extends KernelMappedArray<V> implements BpfGlobalArray<V> {

  /**
   * Creates and maps the map.
   *
   * @param spec what it is to its users, with {@link bpf4j.syscall.bpf.MapFlags#MMAPABLE}
   */
  public KernelGlobalArray(MapSpec<Integer, V> spec) {
    super(spec, MapCreation.create(oneValue(spec)), GlobalElements.stride(spec.valueLayout()));
  }

  /**
   * Opens and maps a map that exists.
   *
   * @param spec what it is to its users, with {@link bpf4j.syscall.bpf.MapFlags#MMAPABLE}
   * @param opened its descriptor, which this map closes
   */
  public KernelGlobalArray(MapSpec<Integer, V> spec, Fd opened) {
    super(spec, opened, GlobalElements.stride(spec.valueLayout()));
  }

  private static MapSpec<Integer, ?> oneValue(MapSpec<Integer, ?> spec) {
    Layout<?> all = GlobalElements.value(spec.valueLayout(), spec.maxEntries());
    return spec.as(spec.keyLayout(), all, 1);
  }
}
