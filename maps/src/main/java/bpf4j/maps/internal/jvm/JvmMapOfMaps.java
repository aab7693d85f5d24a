package bpf4j.maps.internal.jvm;

import bpf4j.maps.BpfMap;
import bpf4j.maps.BpfMapOfMaps;
import bpf4j.maps.MapFullException;
import bpf4j.maps.internal.InnerMaps;
import bpf4j.maps.internal.MapSpec;
import bpf4j.syscall.bpf.MapType;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * The twin of maps of maps.
 *
 * @param <K> the type of a key
 * @param <M> the type of the maps inside
 */
public final class JvmMapOfMaps<K, M extends BpfMap> extends JvmMap<K, Void>
    implements BpfMapOfMaps<K, M> {

  private final Map<KeyBytes, M> content = new HashMap<>();
  private final Copies<K> keys;
  private final M template;

  /**
   * Makes an empty map.
   *
   * @param spec what it is to be
   * @param template what the maps inside are like
   */
  public JvmMapOfMaps(MapSpec<K, Void> spec, M template) {
    super(spec);
    this.keys = new Copies<>(spec.keyLayout());
    this.template = template;
  }

  private boolean isInRange(K key) {
    requireOpen();
    return type() != MapType.ARRAY_OF_MAPS
        || Integer.compareUnsigned((Integer) key, maxEntries()) < 0;
  }

  private KeyBytes at(K key) {
    if (!isInRange(key)) {
      Objects.checkIndex((Integer) key, maxEntries());
    }
    return keys.key(key);
  }

  @Override
  public M template() {
    return template;
  }

  /** As in a program, an index out of range finds nothing. */
  @Override
  public synchronized M get(K key) {
    return isInRange(key) ? content.get(keys.key(key)) : null;
  }

  @Override
  public OptionalInt id(K key) {
    at(key);
    return OptionalInt.empty();
  }

  @Override
  public synchronized void put(K key, M map) {
    InnerMaps.check(template, map);
    KeyBytes bytes = at(key);
    if (content.size() >= maxEntries() && !content.containsKey(bytes)) {
      throw new MapFullException(this);
    }
    content.put(bytes, map);
  }

  @Override
  public synchronized boolean remove(K key) {
    return content.remove(at(key)) != null;
  }
}
