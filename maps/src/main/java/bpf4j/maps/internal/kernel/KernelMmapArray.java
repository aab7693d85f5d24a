package bpf4j.maps.internal.kernel;

import bpf4j.maps.internal.MapSpec;

/**
 * An array of entries whose memory is mapped. Values lie at multiples of 8 ({@code
 * array->elem_size} in {@code kernel/bpf/arraymap.c}).
 *
 * @param <V> the type of a value
 */
public final class KernelMmapArray<V> extends KernelMappedArray<V> {

  /**
   * Creates and maps the map.
   *
   * @param spec what it is to be, with {@link bpf4j.syscall.bpf.MapFlags#MMAPABLE}
   */
  public KernelMmapArray(MapSpec<Integer, V> spec) {
    super(spec, spec, alignUp(spec.valueLayout().size()));
  }
}
