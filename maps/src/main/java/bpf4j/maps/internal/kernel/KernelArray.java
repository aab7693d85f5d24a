package bpf4j.maps.internal.kernel;

import bpf4j.maps.BpfArray;
import bpf4j.maps.IndexConsumer;
import bpf4j.maps.internal.MapSpec;
import bpf4j.maps.internal.Numbers;
import bpf4j.maps.layout.ScalarLayout;
import bpf4j.syscall.bpf.MapFlags;
import bpf4j.syscall.bpf.UpdateOutcome;
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

  @Override
  public V get(int index) {
    Scratch scratch = read(index);
    return valueLayout.read(scratch.buffer(), valueOffset);
  }

  @Override
  public void put(int index, V value) {
    Scratch scratch = at(index);
    valueLayout.write(value, scratch.buffer(), valueOffset);
    write(scratch);
  }

  @Override
  public long getLong(int index) {
    ScalarLayout<?> layout = Numbers.require(valueLayout, "The values");
    return layout.readLong(read(index).buffer(), valueOffset);
  }

  @Override
  public void putLong(int index, long value) {
    ScalarLayout<?> layout = Numbers.require(valueLayout, "The values");
    Scratch scratch = at(index);
    layout.writeLong(scratch.buffer(), valueOffset, value);
    write(scratch);
  }

  @Override
  public void add(int index, long delta) {
    ScalarLayout<?> layout = Numbers.requireAddable(valueLayout);
    synchronized (adding) {
      Scratch scratch = read(index);
      long sum = layout.readLong(scratch.buffer(), valueOffset) + delta;
      layout.writeLong(scratch.buffer(), valueOffset, sum);
      write(scratch);
    }
  }

  @Override
  public void forEach(IndexConsumer<? super V> action) {
    Objects.requireNonNull(action, "action");
    walk(
        (keys, key, values, value) ->
            action.accept(keys.getInt(key), valueLayout.read(values, value)));
  }

  private Scratch at(int index) {
    Objects.checkIndex(index, maxEntries());
    Scratch scratch = scratch();
    scratch.buffer().putInt(0, index);
    return scratch;
  }

  private Scratch read(int index) {
    Scratch scratch = at(index);
    if (!lookup(scratch)) {
      throw new IllegalStateException(name() + " has lost its entry " + index);
    }
    return scratch;
  }

  private void write(Scratch scratch) {
    UpdateOutcome outcome = update(scratch, MapFlags.ANY);
    if (outcome != UpdateOutcome.UPDATED) {
      throw new IllegalStateException(name() + " answers " + outcome + " to an index in range");
    }
  }
}
