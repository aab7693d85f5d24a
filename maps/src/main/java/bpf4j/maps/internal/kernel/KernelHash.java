package bpf4j.maps.internal.kernel;

import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfLongMap;
import bpf4j.maps.MapCursor;
import bpf4j.maps.MapFullException;
import bpf4j.maps.internal.MapSpec;
import bpf4j.maps.internal.Numbers;
import bpf4j.maps.internal.Structs;
import bpf4j.maps.layout.ScalarLayout;
import bpf4j.maps.layout.StructLayout;
import bpf4j.syscall.bpf.ElementCall;
import bpf4j.syscall.bpf.MapFlags;
import bpf4j.syscall.bpf.UpdateOutcome;
import bpf4j.syscall.io.Fd;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * A hash map in the kernel, LRU or not.
 *
 * @param <K> the type of a key
 * @param <V> the type of a value
 */
public final class KernelHash<K, V> extends KernelMap<K, V> implements BpfHash<K, V> {

  private final Object adding = new Object();
  private volatile KernelLongMap longs;

  /**
   * Creates the map.
   *
   * @param spec what it is to be
   */
  public KernelHash(MapSpec<K, V> spec) {
    super(spec);
  }

  /**
   * Opens a map that exists.
   *
   * @param spec what it is
   * @param opened its descriptor, which this map closes
   */
  public KernelHash(MapSpec<K, V> spec, Fd opened) {
    super(spec, opened);
  }

  @Override
  public V get(K key) {
    return getOrDefault(key, null);
  }

  @Override
  public V getOrDefault(K key, V absent) {
    ElementCall call = callWith(key);
    return lookup(call) ? valueLayout.read(call.buffer(), valueOffset) : absent;
  }

  @Override
  public V getOrCreate(K key) {
    ElementCall call = callWith(key);
    // Between the two calls another thread may remove the key: then it is created once more.
    while (!lookup(call)) {
      for (int i = valueOffset; i < callEnd; i++) {
        call.buffer().put(i, (byte) 0);
      }
      requireRoom(update(call, MapFlags.NOEXIST));
    }
    return valueLayout.read(call.buffer(), valueOffset);
  }

  @Override
  public void put(K key, V value) {
    ElementCall call = callWith(key);
    valueLayout.write(value, call.buffer(), valueOffset);
    update(call);
  }

  @Override
  public boolean putIfAbsent(K key, V value) {
    ElementCall call = callWith(key);
    valueLayout.write(value, call.buffer(), valueOffset);
    return requireRoom(update(call, MapFlags.NOEXIST)) == UpdateOutcome.UPDATED;
  }

  @Override
  public boolean replace(K key, V value) {
    ElementCall call = callWith(key);
    valueLayout.write(value, call.buffer(), valueOffset);
    return update(call, MapFlags.EXIST) == UpdateOutcome.UPDATED;
  }

  @Override
  public V getAndRemove(K key) {
    ElementCall call = callWith(key);
    return take(call) ? valueLayout.read(call.buffer(), valueOffset) : null;
  }

  @Override
  public boolean remove(K key) {
    return delete(callWith(key));
  }

  @Override
  public boolean containsKey(K key) {
    return lookup(callWith(key));
  }

  @Override
  public void add(K key, long delta) {
    ScalarLayout<?> layout = Numbers.requireAddable(valueLayout);
    synchronized (adding) {
      ElementCall call = callWith(key);
      UpdateOutcome outcome;
      do {
        // The flags notice that somebody else put or removed the key between the two calls.
        boolean present = lookup(call);
        long old = present ? layout.readLong(call.buffer(), valueOffset) : 0;
        layout.writeLong(call.buffer(), valueOffset, old + delta);
        outcome = requireRoom(update(call, present ? MapFlags.EXIST : MapFlags.NOEXIST));
      } while (outcome != UpdateOutcome.UPDATED);
    }
  }

  @Override
  public long getLong(long key, long absent) {
    return view().get(key, absent);
  }

  @Override
  public void putLong(long key, long value) {
    view().put(key, value);
  }

  @Override
  public boolean getInto(K key, V into) {
    StructLayout<V> struct = Structs.requireMutable(valueLayout);
    Objects.requireNonNull(into, "into");
    ElementCall call = callWith(key);
    boolean present = lookup(call);
    if (present) {
      struct.readInto(into, call.buffer(), valueOffset);
    }
    return present;
  }

  @Override
  public BpfLongMap longs() {
    requireOpen();
    return view();
  }

  private KernelLongMap view() {
    KernelLongMap view = longs;
    if (view == null) {
      // Two threads may both make one; either serves.
      view =
          new KernelLongMap(
              this,
              Numbers.require(keyLayout, "The keys"),
              Numbers.require(valueLayout, "The values"));
      longs = view;
    }
    return view;
  }

  @Override
  public void putAll(Map<? extends K, ? extends V> all) {
    try (MapBatch batch = batch()) {
      for (Map.Entry<? extends K, ? extends V> entry : all.entrySet()) {
        int place = batch.next();
        keyLayout.write(entry.getKey(), batch.keys(), batch.keyAt(place));
        valueLayout.write(entry.getValue(), batch.values(), batch.valueAt(place));
        batch.putIfComplete();
      }
      batch.put();
    }
  }

  @Override
  public int removeAll(Iterable<? extends K> keys) {
    return removeKeys(keys);
  }

  @Override
  public void clear() {
    drainEntries((keys, key, values, value) -> {});
  }

  @Override
  public void drain(BiConsumer<? super K, ? super V> action) {
    Objects.requireNonNull(action, "action");
    drainEntries(
        (keys, key, values, value) ->
            action.accept(keyLayout.read(keys, key), valueLayout.read(values, value)));
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

  private UpdateOutcome requireRoom(UpdateOutcome outcome) {
    if (outcome == UpdateOutcome.FULL) {
      throw new MapFullException(this);
    }
    return outcome;
  }
}
