package bpf4j.maps.internal.jvm;

import bpf4j.maps.BpfGlobal;
import bpf4j.maps.BpfNumber;
import bpf4j.maps.internal.MapSpec;
import bpf4j.maps.internal.NumberPath;
import bpf4j.maps.internal.Numbers;
import bpf4j.maps.layout.ScalarLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.LongUnaryOperator;

/**
 * The twin of a global.
 *
 * @param <V> the type of the value
 */
public final class JvmGlobal<V> extends JvmMap<Integer, V> implements BpfGlobal<V> {

  private V value;

  /**
   * Makes a global of zeros.
   *
   * @param spec what it is to be
   */
  public JvmGlobal(MapSpec<Integer, V> spec) {
    super(spec);
    this.value = values.zero();
  }

  @Override
  public synchronized V get() {
    requireOpen();
    return value;
  }

  @Override
  public synchronized void set(V newValue) {
    requireOpen();
    value = values.replace(value, newValue);
  }

  @Override
  public synchronized long getLong() {
    return number(get());
  }

  @Override
  public synchronized void setLong(long number) {
    set(value(number));
  }

  @Override
  public void add(long delta) {
    getAndAdd(delta);
  }

  @Override
  public synchronized long getAndAdd(long delta) {
    Numbers.requireAddable(valueLayout());
    long before = getLong();
    setLong(before + delta);
    return before;
  }

  @Override
  public BpfNumber number(String path) {
    requireOpen();
    return new Part(NumberPath.of(valueLayout(), path));
  }

  /** Replaces one number in a copy of the value, then the value; answers with the number before. */
  private synchronized long update(NumberPath place, LongUnaryOperator change) {
    ByteBuffer memory = ByteBuffer.allocate(valueLayout().size()).order(ByteOrder.nativeOrder());
    valueLayout().write(get(), memory, 0);
    ScalarLayout<?> layout = place.layout();
    long before = layout.readLong(memory, place.offset());
    long after = change.applyAsLong(before);
    if (after != before) {
      layout.writeLong(memory, place.offset(), after);
      set(valueLayout().read(memory, 0));
    }
    return before;
  }

  /** A number inside the value. */
  private final class Part implements BpfNumber {
    private final NumberPath place;

    Part(NumberPath place) {
      this.place = place;
    }

    @Override
    public long get() {
      return update(place, number -> number);
    }

    @Override
    public void set(long newNumber) {
      update(place, number -> newNumber);
    }

    @Override
    public long getAcquire() {
      return get();
    }

    @Override
    public void setRelease(long newNumber) {
      set(newNumber);
    }

    @Override
    public long getAndAdd(long delta) {
      Numbers.requireAddable(place.layout());
      return update(place, number -> number + delta);
    }

    @Override
    public long getAndSet(long newNumber) {
      Numbers.requireAddable(place.layout());
      return update(place, number -> newNumber);
    }

    @Override
    public boolean compareAndSet(long expected, long newNumber) {
      Numbers.requireAddable(place.layout());
      boolean[] same = new boolean[1];
      update(
          place,
          number -> {
            same[0] = number == cut(expected);
            return same[0] ? newNumber : number;
          });
      return same[0];
    }

    private long cut(long number) {
      ScalarLayout<?> layout = place.layout();
      int unused = Long.SIZE - 8 * layout.width();
      return layout.signed() ? number << unused >> unused : number << unused >>> unused;
    }
  }
}
