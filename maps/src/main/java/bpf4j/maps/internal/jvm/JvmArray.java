package bpf4j.maps.internal.jvm;

import bpf4j.maps.BpfMmapArray;
import bpf4j.maps.IndexConsumer;
import bpf4j.maps.internal.MapSpec;
import bpf4j.maps.internal.Numbers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * The twin of arrays, mapped or not: every access is ordered and atomic, which both allow.
 *
 * @param <V> the type of a value
 */
public class JvmArray<V> extends JvmMap<Integer, V> implements BpfMmapArray<V> {

  /** {@code null} stands for a value that is still zero and was never handed out. */
  private final List<V> entries;

  /**
   * Makes an array of zeros.
   *
   * @param spec what it is to be
   */
  public JvmArray(MapSpec<Integer, V> spec) {
    super(spec);
    this.entries = new ArrayList<>(Collections.nCopies(spec.maxEntries(), null));
  }

  @Override
  public synchronized V get(int index) {
    V value = at(index);
    if (value == null) {
      value = values.zero();
      entries.set(index, value);
    }
    return value;
  }

  @Override
  public synchronized void put(int index, V value) {
    entries.set(index, values.replace(get(index), value));
  }

  @Override
  public synchronized long getLong(int index) {
    return number(get(index));
  }

  @Override
  public synchronized void putLong(int index, long number) {
    put(index, value(number));
  }

  @Override
  public void add(int index, long delta) {
    getAndAdd(index, delta);
  }

  @Override
  public synchronized long getAndAdd(int index, long delta) {
    Numbers.requireAddable(valueLayout());
    long before = getLong(index);
    putLong(index, before + delta);
    return before;
  }

  @Override
  public long getLongAcquire(int index) {
    return getLong(index);
  }

  @Override
  public void putLongRelease(int index, long number) {
    putLong(index, number);
  }

  @Override
  public void forEach(IndexConsumer<? super V> action) {
    Objects.requireNonNull(action, "action");
    for (int i = 0; i < maxEntries(); i++) {
      action.accept(i, get(i));
    }
  }

  private V at(int index) {
    requireOpen();
    return entries.get(Objects.checkIndex(index, maxEntries()));
  }
}
