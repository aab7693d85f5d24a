package bpf4j.maps;

import bpf4j.maps.layout.Layout;
import java.util.function.BiConsumer;

/**
 * Values by prefix ({@code BPF_MAP_TYPE_LPM_TRIE}, Linux 4.11): a key finds the longest prefix that
 * it begins with, as routing tables do.
 *
 * <p>A key is a struct of a prefix length in bits, an integer of 4 bytes, and 1 to 256 bytes of
 * data, most significant byte first: {@link Ipv4Prefix}, {@link Ipv6Prefix}, or a record of one's
 * own. Bits beyond the length do not count.
 *
 * <pre>{@code
 * try (var routes = BpfMaps.lpmTrie(Ipv4Prefix.class, Integer.class, 1000)) {
 *   routes.put(Ipv4Prefix.parse("10.0.0.0/8"), 1);
 *   routes.put(Ipv4Prefix.parse("10.1.0.0/16"), 2);
 *   routes.get(Ipv4Prefix.parse("10.1.2.3")); // 2
 * }
 * }</pre>
 *
 * @param <K> the type of a prefix
 * @param <V> the type of a value
 */
public interface BpfLpmTrie<K, V> extends BpfKeyed<K, V> {

  @Override
  Layout<K> keyLayout();

  @Override
  Layout<V> valueLayout();

  /**
   * The value of the longest prefix of a key; to find the one for an address, give the key the
   * address's full length.
   *
   * @param key the key
   * @return a copy, or {@code null} if no prefix of the key is there, or its length is not from 0
   *     to the number of its bits; in a program a struct is live
   */
  @KernelOperation(MapOperation.LOOKUP)
  V get(K key);

  /**
   * The value of the longest prefix of a key, or another.
   *
   * @param key the key
   * @param absent the result if there is none
   * @return a copy of the value, or {@code absent}
   */
  @KernelOperation(MapOperation.GET_OR_DEFAULT)
  V getOrDefault(K key, V absent);

  /**
   * Puts a value for a prefix, whether or not exactly this prefix is there.
   *
   * @param key the prefix, which is copied
   * @param value the value, which is copied
   * @throws IllegalArgumentException if the length is not from 0 to the number of the key's bits; a
   *     program ends
   * @throws MapFullException if the prefix is absent and the map full
   */
  @KernelOperation(MapOperation.UPDATE)
  void put(K key, V value);

  /**
   * Removes exactly this prefix. Programs may do so since Linux 4.16.
   *
   * @param key the prefix
   * @return whether it was there
   */
  @Override
  @KernelOperation(MapOperation.DELETE)
  boolean remove(K key);

  /**
   * Says whether some prefix of a key is there.
   *
   * @param key the key
   * @return whether {@link #get} would find a value
   */
  @KernelOperation(MapOperation.CONTAINS)
  boolean matches(K key);

  /**
   * Takes the prefixes as they were put, longer ones before those they are part of (Linux 4.16).
   *
   * @param action what to do with each; may use this map
   */
  @Override
  void forEach(BiConsumer<? super K, ? super V> action);

  /**
   * Counts the prefixes by walking through them.
   *
   * @return the number of prefixes seen
   */
  @Override
  long size();
}
