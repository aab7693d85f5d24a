package bpf4j.maps;

import bpf4j.maps.layout.Layout;
import java.util.OptionalInt;

/**
 * Maps by index ({@code BPF_MAP_TYPE_ARRAY_OF_MAPS}) or by key ({@code BPF_MAP_TYPE_HASH_OF_MAPS}),
 * both Linux 4.12. A map inside can be replaced while programs run: each run sees the old or the
 * new one.
 *
 * <p>All maps inside are like the template that the outer map was made with: of the same type,
 * layouts and flags; arrays of the same length. The outer map keeps them in the kernel; close them
 * in Java when Java no longer uses them.
 *
 * <pre>{@code
 * try (var template = BpfMaps.array(Long.class, 16);
 *     var byTenant = BpfMaps.factory().hashOfMaps(Layout.of(Integer.class), template, 100)) {
 *   byTenant.put(7, counters);
 *   try (var lo = SocketFilter.attach("lo", skb -> {
 *     BpfArray<Long> mine = byTenant.get(7);
 *     if (mine != null) {
 *       mine.add(3, 1);
 *     }
 *   })) {
 *     lo.await(Duration.ofSeconds(1));
 *   }
 * }
 * }</pre>
 *
 * @param <K> the type of a key; an index for arrays
 * @param <M> the type of the maps inside
 */
public interface BpfMapOfMaps<K, M extends BpfMap> extends BpfMap {

  @Override
  Layout<K> keyLayout();

  @Override
  Layout<Void> valueLayout();

  /** {@return the map that those inside are like} */
  M template();

  /**
   * The map of a key.
   *
   * @param key the key
   * @return the map that was put by this object, {@code null} if there is none
   * @throws IndexOutOfBoundsException if it is an index out of range; a program sees {@code null}
   * @throws IllegalStateException if somebody else has put it: open it by its {@link #id}
   */
  @KernelOperation(MapOperation.INNER_MAP)
  M get(K key);

  /**
   * The kernel's number of the map of a key.
   *
   * @param key the key
   * @return the number, empty if there is none; a twin gives none
   * @throws IndexOutOfBoundsException if it is an index out of range
   */
  OptionalInt id(K key);

  /**
   * Puts a map, in the place of what was there.
   *
   * @param key the key
   * @param map a map like {@link #template()}
   * @throws IndexOutOfBoundsException if it is an index out of range
   * @throws IllegalArgumentException if it is not like the template
   * @throws MapFullException if the outer map is full
   */
  void put(K key, M map);

  /**
   * Takes a map out.
   *
   * @param key the key
   * @return whether there was one
   * @throws IndexOutOfBoundsException if it is an index out of range
   */
  boolean remove(K key);
}
