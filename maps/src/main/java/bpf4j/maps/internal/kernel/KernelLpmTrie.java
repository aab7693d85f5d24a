package bpf4j.maps.internal.kernel;

import bpf4j.maps.BpfLpmTrie;
import bpf4j.maps.MapCursor;
import bpf4j.maps.internal.MapSpec;
import bpf4j.maps.internal.PrefixKeys;
import bpf4j.syscall.bpf.ElementCall;
import bpf4j.syscall.io.Fd;
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * A trie in the kernel.
 *
 * @param <K> the type of a prefix
 * @param <V> the type of a value
 */
public final class KernelLpmTrie<K, V> extends KernelMap<K, V> implements BpfLpmTrie<K, V> {

  /**
   * Creates the map.
   *
   * @param spec what it is to be
   */
  public KernelLpmTrie(MapSpec<K, V> spec) {
    super(spec);
  }

  /**
   * Opens a map that exists.
   *
   * @param spec what it is
   * @param opened its descriptor, which this map closes
   */
  public KernelLpmTrie(MapSpec<K, V> spec, Fd opened) {
    super(spec, opened);
  }

  @Override
  public V get(K key) {
    return getOrDefault(key, null);
  }

  @Override
  public V getOrDefault(K key, V absent) {
    ElementCall call = callWith(key);
    return hasLength(call) && lookup(call) ? valueLayout.read(call.buffer(), valueOffset) : absent;
  }

  @Override
  public void put(K key, V value) {
    ElementCall call = callWith(key);
    if (!hasLength(call)) {
      throw PrefixKeys.badLength(key, keyLayout);
    }
    valueLayout.write(value, call.buffer(), valueOffset);
    update(call);
  }

  @Override
  public boolean remove(K key) {
    ElementCall call = callWith(key);
    return hasLength(call) && delete(call);
  }

  @Override
  public boolean matches(K key) {
    ElementCall call = callWith(key);
    return hasLength(call) && lookup(call);
  }

  @Override
  KeyOrder order() {
    int size = keyLayout.size();
    return (keys, key, others, other) -> PrefixKeys.isBehind(keys, key, others, other, size);
  }

  /** The kernel answers some lengths that cannot be with an error, others by finding nothing. */
  private boolean hasLength(ElementCall call) {
    return PrefixKeys.length(call.buffer(), ElementCall.KEY, keyLayout) >= 0;
  }

  @Override
  public void forEach(BiConsumer<? super K, ? super V> action) {
    Objects.requireNonNull(action, "action");
    walk(
        (keys, key, values, value) ->
            action.accept(keyLayout.read(keys, key), valueLayout.read(values, value)));
  }

  @Override
  public MapCursor<K, V> entries() {
    return cursor(valueLayout::read);
  }

  @Override
  public long size() {
    return countEntries();
  }
}
