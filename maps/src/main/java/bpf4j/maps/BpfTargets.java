package bpf4j.maps;

import bpf4j.maps.layout.Layout;

/**
 * Things of the kernel by key, which programs send packets to or compare with: devices, CPUs,
 * sockets, control groups. Programs reach them by helpers such as {@code
 * bpf4j.compiler.kernel.Redirect}; {@link #valueLayout()} is {@link Layout#none()}.
 *
 * @param <K> the type of a key; an index for arrays
 */
public interface BpfTargets<K> extends BpfMap {

  @Override
  Layout<K> keyLayout();

  @Override
  Layout<Void> valueLayout();

  /**
   * Takes a thing out.
   *
   * @param key the key
   * @return whether there was one; of AF_XDP sockets always true, since the kernel does not tell
   * @throws IndexOutOfBoundsException if it is an index out of range
   */
  boolean remove(K key);

  /**
   * Says whether there is a thing.
   *
   * @param key the key
   * @return whether there is one
   * @throws IndexOutOfBoundsException if it is an index out of range
   * @throws UnsupportedOperationException if the kernel does not tell: of AF_XDP sockets and
   *     control groups
   */
  boolean containsKey(K key);
}
