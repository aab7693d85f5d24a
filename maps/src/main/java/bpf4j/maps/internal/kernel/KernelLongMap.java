package bpf4j.maps.internal.kernel;

import bpf4j.maps.BpfLongMap;
import bpf4j.maps.LongLongConsumer;
import bpf4j.maps.MapFullException;
import bpf4j.maps.layout.ScalarLayout;
import bpf4j.syscall.bpf.ElementCall;
import bpf4j.syscall.bpf.MapFlags;
import bpf4j.syscall.bpf.UpdateOutcome;
import java.util.Objects;

/** A hash map of integers without boxes. */
final class KernelLongMap implements BpfLongMap {

  private final KernelMap<?, ?> map;
  private final ScalarLayout<?> keys;
  private final ScalarLayout<?> values;

  KernelLongMap(KernelMap<?, ?> map, ScalarLayout<?> keys, ScalarLayout<?> values) {
    this.map = map;
    this.keys = keys;
    this.values = values;
  }

  private ElementCall callWith(long key) {
    ElementCall call = map.call();
    keys.writeLong(call.buffer(), ElementCall.KEY, key);
    return call;
  }

  @Override
  public long get(long key, long absent) {
    ElementCall call = callWith(key);
    return map.lookup(call) ? values.readLong(call.buffer(), map.valueOffset) : absent;
  }

  @Override
  public boolean containsKey(long key) {
    return map.lookup(callWith(key));
  }

  @Override
  public void put(long key, long value) {
    ElementCall call = callWith(key);
    values.writeLong(call.buffer(), map.valueOffset, value);
    map.update(call);
  }

  @Override
  public boolean putIfAbsent(long key, long value) {
    ElementCall call = callWith(key);
    values.writeLong(call.buffer(), map.valueOffset, value);
    UpdateOutcome outcome = map.update(call, MapFlags.NOEXIST);
    if (outcome == UpdateOutcome.FULL) {
      throw new MapFullException(map);
    }
    return outcome == UpdateOutcome.UPDATED;
  }

  @Override
  public boolean remove(long key) {
    return map.delete(callWith(key));
  }

  @Override
  public void forEach(LongLongConsumer action) {
    Objects.requireNonNull(action, "action");
    map.walk(
        (keyBuffer, key, valueBuffer, value) ->
            action.accept(keys.readLong(keyBuffer, key), values.readLong(valueBuffer, value)));
  }

  @Override
  public void putAll(long[] from, long[] to, int start, int count) {
    Objects.checkFromIndexSize(start, count, from.length);
    Objects.checkFromIndexSize(start, count, to.length);
    try (MapBatch batch = map.batch()) {
      for (int i = start; i < start + count; i++) {
        int place = batch.next();
        keys.writeLong(batch.keys(), batch.keyAt(place), from[i]);
        values.writeLong(batch.values(), batch.valueAt(place), to[i]);
        batch.putIfComplete();
      }
      batch.put();
    }
  }

  @Override
  public int removeAll(long[] from, int start, int count) {
    Objects.checkFromIndexSize(start, count, from.length);
    try (MapBatch batch = map.batch()) {
      int removed = 0;
      for (int i = start; i < start + count; i++) {
        keys.writeLong(batch.keys(), batch.keyAt(batch.next()), from[i]);
        removed += batch.removeIfComplete();
      }
      return removed + batch.remove();
    }
  }
}
