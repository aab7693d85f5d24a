package bpf4j.maps.internal.kernel;

import bpf4j.maps.BpfMap;
import bpf4j.maps.BpfMapOfMaps;
import bpf4j.maps.internal.InnerMaps;
import bpf4j.maps.internal.MapSpec;
import bpf4j.maps.layout.Layout;
import bpf4j.syscall.bpf.ElementCall;
import bpf4j.syscall.bpf.InfoCalls;
import bpf4j.syscall.bpf.MapType;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A map of maps in the kernel.
 *
 * @param <K> the type of a key
 * @param <M> the type of the maps inside
 */
public final class KernelMapOfMaps<K, M extends BpfMap> extends KernelMap<K, Void>
    implements BpfMapOfMaps<K, M> {

  private final M template;

  /** The maps that were put, by their ids: the kernel gives back ids. */
  private final Map<Integer, M> known = new ConcurrentHashMap<>();

  /**
   * Creates the map.
   *
   * @param spec what it is to be
   * @param template what the maps inside are like
   */
  public KernelMapOfMaps(MapSpec<K, Void> spec, M template) {
    super(
        spec,
        MapCreation.create(
            spec.as(spec.keyLayout(), Layout.of(Integer.class), spec.maxEntries()), template.fd()));
    this.template = template;
  }

  private ElementCall at(K key) {
    if (type() == MapType.ARRAY_OF_MAPS) {
      Objects.checkIndex((Integer) key, entries);
    }
    return callWith(key);
  }

  @Override
  public M template() {
    return template;
  }

  @Override
  public M get(K key) {
    OptionalInt id = id(key);
    if (id.isEmpty()) {
      return null;
    }
    M map = known.get(id.getAsInt());
    if (map == null) {
      throw new IllegalStateException(
          "the map "
              + id.getAsInt()
              + " in "
              + name()
              + " was put by somebody else; open it by id");
    }
    return map;
  }

  @Override
  public OptionalInt id(K key) {
    ElementCall call = at(key);
    return lookup(call) ? OptionalInt.of(call.buffer().getInt(valueOffset)) : OptionalInt.empty();
  }

  @Override
  public void put(K key, M map) {
    InnerMaps.check(template, map);
    int id = InfoCalls.map(map.fd()).id();
    boolean isNew = known.put(id, map) == null;
    try {
      putDescriptor(at(key), map.fd());
    } catch (RuntimeException | Error e) {
      if (isNew) {
        known.remove(id);
      }
      throw e;
    }
  }

  @Override
  public boolean remove(K key) {
    return delete(at(key));
  }
}
