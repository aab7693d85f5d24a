package bpf4j.maps.internal.kernel;

import bpf4j.maps.BpfHashSet;
import bpf4j.maps.MapFullException;
import bpf4j.maps.internal.MapSpec;
import bpf4j.syscall.bpf.ElementCall;
import bpf4j.syscall.bpf.MapFlags;
import bpf4j.syscall.bpf.UpdateOutcome;
import bpf4j.syscall.io.Fd;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A hash map in the kernel whose keys are all that matters.
 *
 * @param <K> the type of a key
 */
public final class KernelHashSet<K> extends KernelMap<K, Boolean> implements BpfHashSet<K> {

  /**
   * Creates the map.
   *
   * @param spec what it is to be
   */
  public KernelHashSet(MapSpec<K, Boolean> spec) {
    super(spec);
  }

  /**
   * Opens a map that exists.
   *
   * @param spec what it is
   * @param opened its descriptor, which this map closes
   */
  public KernelHashSet(MapSpec<K, Boolean> spec, Fd opened) {
    super(spec, opened);
  }

  @Override
  public boolean contains(K key) {
    return lookup(callWith(key));
  }

  @Override
  public boolean add(K key) {
    ElementCall call = callWith(key);
    valueLayout.write(true, call.buffer(), valueOffset);
    UpdateOutcome outcome = update(call, MapFlags.NOEXIST);
    if (outcome == UpdateOutcome.FULL) {
      throw new MapFullException(this);
    }
    return outcome == UpdateOutcome.UPDATED;
  }

  @Override
  public boolean remove(K key) {
    return delete(callWith(key));
  }

  @Override
  public void addAll(Iterable<? extends K> keys) {
    try (MapBatch batch = batch()) {
      for (K key : keys) {
        int place = batch.next();
        keyLayout.write(key, batch.keys(), batch.keyAt(place));
        valueLayout.write(true, batch.values(), batch.valueAt(place));
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
  public void forEach(Consumer<? super K> action) {
    Objects.requireNonNull(action, "action");
    walk((keys, key, values, value) -> action.accept(keyLayout.read(keys, key)));
  }

  @Override
  public long size() {
    return countEntries();
  }
}
