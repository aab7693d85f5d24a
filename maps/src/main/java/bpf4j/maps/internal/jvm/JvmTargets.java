package bpf4j.maps.internal.jvm;

import bpf4j.maps.BpfTargets;
import bpf4j.maps.MapFullException;
import bpf4j.maps.internal.MapSpec;
import bpf4j.syscall.bpf.MapType;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The twin of maps of things of the kernel, which here are nothing but what was put.
 *
 * @param <K> the type of a key
 * @param <T> what is put
 */
abstract class JvmTargets<K, T> extends JvmMap<K, Void> implements BpfTargets<K> {

  private final Map<KeyBytes, T> content = new HashMap<>();
  private final Copies<K> keys;

  JvmTargets(MapSpec<K, Void> spec) {
    super(spec);
    this.keys = new Copies<>(spec.keyLayout());
  }

  private KeyBytes at(K key) {
    requireOpen();
    if (type() != MapType.DEVMAP_HASH && type() != MapType.SOCKHASH) {
      Objects.checkIndex((Integer) key, maxEntries());
    }
    return keys.key(key);
  }

  final synchronized void set(K key, T thing) {
    KeyBytes bytes = at(key);
    if (content.size() >= maxEntries() && !content.containsKey(bytes)) {
      throw new MapFullException(this);
    }
    content.put(bytes, thing);
  }

  final synchronized T thing(K key) {
    return content.get(at(key));
  }

  @Override
  public final synchronized boolean remove(K key) {
    return content.remove(at(key)) != null;
  }

  @Override
  public final boolean containsKey(K key) {
    return thing(key) != null;
  }
}
