package bpf4j.maps.internal.kernel;

import bpf4j.maps.internal.MapSpec;
import bpf4j.syscall.io.Fd;

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
    this(spec, MapCreation.create(spec));
  }

  /**
   * Opens and maps a map that exists.
   *
   * @param spec what it is
   * @param opened its descriptor, which this map closes
   */
  public KernelMmapArray(MapSpec<Integer, V> spec, Fd opened) {
    super(spec, opened, alignUp(spec.valueLayout().size()));
  }
}
