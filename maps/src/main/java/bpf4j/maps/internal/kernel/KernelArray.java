package bpf4j.maps.internal.kernel;

import bpf4j.maps.BpfArray;
import bpf4j.maps.IndexConsumer;
import bpf4j.maps.internal.MapSpec;
import bpf4j.maps.internal.Numbers;
import bpf4j.maps.layout.ScalarLayout;
import bpf4j.syscall.bpf.ElementCall;
import bpf4j.syscall.bpf.MapFlags;
import bpf4j.syscall.bpf.UpdateOutcome;
import bpf4j.syscall.io.Fd;
import java.util.List;
import java.util.Objects;

/**
 * An array in the kernel, reached by system calls.
 *
 * @param <V> the type of a value
 */
public class KernelArray<V> extends KernelMap<Integer, V> implements BpfArray<V> {

  private final Object adding = new Object();

  /**
   * Creates the map.
   *
   * @param spec what it is to be
   */
  public KernelArray(MapSpec<Integer, V> spec) {
    super(spec);
  }

  /**
   * Opens a map that exists.
   *
   * @param spec what it is
   * @param opened its descriptor, which this map closes
   */
  public KernelArray(MapSpec<Integer, V> spec, Fd opened) {
    super(spec, opened);
  }

  @Override
  public V get(int index) {
    ElementCall call = read(index);
    return valueLayout.read(call.buffer(), valueOffset);
  }

  @Override
  public void put(int index, V value) {
    ElementCall call = at(index);
    valueLayout.write(value, call.buffer(), valueOffset);
    write(call);
  }

  @Override
  public void putAll(int first, List<? extends V> values) {
    Objects.checkFromIndexSize(first, values.size(), entries);
    try (MapBatch batch = batch()) {
      int index = first;
      for (V value : values) {
        int place = batch.next();
        batch.keys().putInt(batch.keyAt(place), index++);
        valueLayout.write(value, batch.values(), batch.valueAt(place));
        batch.putIfComplete();
      }
      batch.put();
    }
  }

  @Override
  public long getLong(int index) {
    ScalarLayout<?> layout = Numbers.require(valueLayout, "The values");
    return layout.readLong(read(index).buffer(), valueOffset);
  }

  @Override
  public void putLong(int index, long value) {
    ScalarLayout<?> layout = Numbers.require(valueLayout, "The values");
    ElementCall call = at(index);
    layout.writeLong(call.buffer(), valueOffset, value);
    write(call);
  }

  @Override
  public void add(int index, long delta) {
    ScalarLayout<?> layout = Numbers.requireAddable(valueLayout);
    synchronized (adding) {
      ElementCall call = read(index);
      long sum = layout.readLong(call.buffer(), valueOffset) + delta;
      layout.writeLong(call.buffer(), valueOffset, sum);
      write(call);
    }
  }

  @Override
  public void forEach(IndexConsumer<? super V> action) {
    Objects.requireNonNull(action, "action");
    walk(
        (keys, key, values, value) ->
            action.accept(keys.getInt(key), valueLayout.read(values, value)));
  }

  private ElementCall at(int index) {
    Objects.checkIndex(index, entries);
    ElementCall call = call();
    call.buffer().putInt(ElementCall.KEY, index);
    return call;
  }

  private ElementCall read(int index) {
    ElementCall call = at(index);
    if (!lookup(call)) {
      throw new IllegalStateException(name() + " has lost its entry " + index);
    }
    return call;
  }

  private void write(ElementCall call) {
    UpdateOutcome outcome = update(call, MapFlags.ANY);
    if (outcome != UpdateOutcome.UPDATED) {
      throw new IllegalStateException(name() + " answers " + outcome + " to an index in range");
    }
  }
}
