package bpf4j.maps;

import bpf4j.maps.layout.Layout;

/**
 * A ring of records that programs on all CPUs write and one Java process reads ({@code
 * BPF_MAP_TYPE_RINGBUF}, Linux 5.8). This is the ring itself; module {@code bpf4j-perf} has the
 * typed channel that reads it.
 *
 * <p>Without keys: {@link #keyLayout()} is {@link Layout#none()}, {@link #valueLayout()} that of a
 * record. {@link #maxEntries()} is the size in bytes.
 *
 * @param <T> the type of a record
 */
public interface BpfRingBuffer<T> extends BpfMap {

  @Override
  Layout<Void> keyLayout();

  /** {@return the layout of a record} */
  @Override
  Layout<T> valueLayout();
}
