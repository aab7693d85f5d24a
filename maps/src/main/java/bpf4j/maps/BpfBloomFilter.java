package bpf4j.maps;

import bpf4j.maps.layout.Layout;

/**
 * A set of values that may take others for its own, and never forgets one ({@code
 * BPF_MAP_TYPE_BLOOM_FILTER}, Linux 5.16): a few bits for each value.
 *
 * <p>{@link #maxEntries()} is the number of values that the share of wrong answers is meant for;
 * more can be added, at the price of more wrong answers. {@link #keyLayout()} is {@link
 * Layout#none()}.
 *
 * @param <V> the type of a value; values are equal when their bytes are
 */
public interface BpfBloomFilter<V> extends BpfMap {

  @Override
  Layout<Void> keyLayout();

  @Override
  Layout<V> valueLayout();

  /**
   * Adds a value.
   *
   * @param value the value
   */
  @KernelOperation(MapOperation.PUSH)
  void add(V value);

  /**
   * Says whether a value may be there.
   *
   * @param value the value
   * @return false if it was certainly never added; true if it was, and sometimes if it was not. A
   *     twin is never wrong.
   */
  @KernelOperation(MapOperation.HAS_VALUE)
  boolean mightContain(V value);

  /** {@return how many bits each value sets, 1 to 15} */
  int hashFunctions();
}
