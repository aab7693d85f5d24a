package bpf4j.maps.internal.kernel;

import bpf4j.maps.BpfRingBuffer;
import bpf4j.maps.internal.MapSpec;
import bpf4j.maps.layout.Layout;

/**
 * A ring in the kernel, not mapped.
 *
 * @param <T> the type of a record
 */
public final class KernelRingBuffer<T> extends KernelMap<Void, T> implements BpfRingBuffer<T> {

  /**
   * Creates the ring.
   *
   * @param spec what it is to be, with the layout of a record as that of its values
   */
  public KernelRingBuffer(MapSpec<Void, T> spec) {
    super(spec, spec.as(Layout.none(), Layout.none(), spec.maxEntries()));
  }
}
