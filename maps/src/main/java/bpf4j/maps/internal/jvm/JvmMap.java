package bpf4j.maps.internal.jvm;

import bpf4j.maps.BpfMap;
import bpf4j.maps.internal.MapSpec;
import bpf4j.maps.internal.Numbers;
import bpf4j.maps.layout.Layout;
import bpf4j.maps.layout.ScalarLayout;
import bpf4j.syscall.bpf.MapType;
import bpf4j.syscall.io.Fd;
import java.util.function.Predicate;

/**
 * A map in the JVM: its specification and whether it is closed. Its monitor guards its content.
 *
 * @param <K> the type of a key
 * @param <V> the type of a value
 */
abstract class JvmMap<K, V> implements BpfMap {

  final Copies<V> values;

  private final MapSpec<K, V> spec;
  private volatile boolean closed;

  JvmMap(MapSpec<K, V> spec) {
    this.spec = spec;
    this.values = new Copies<>(spec.valueLayout());
  }

  @Override
  public final MapType type() {
    return spec.type();
  }

  @Override
  public final String name() {
    return spec.name();
  }

  @Override
  public final int maxEntries() {
    return spec.maxEntries();
  }

  @Override
  public final int flags() {
    return spec.flags();
  }

  @Override
  public Layout<K> keyLayout() {
    return spec.keyLayout();
  }

  @Override
  public Layout<V> valueLayout() {
    return spec.valueLayout();
  }

  @Override
  public final Fd fd() {
    requireOpen();
    throw new IllegalStateException(
        name() + " lives only in the JVM; make it with BpfMaps to share it with the kernel");
  }

  @Override
  public final boolean isClosed() {
    return closed;
  }

  @Override
  public final void close() {
    closed = true;
  }

  @Override
  public final String toString() {
    return name() + " in the JVM" + (closed ? " (closed)" : "");
  }

  final void requireOpen() {
    if (closed) {
      throw new IllegalStateException(name() + " is closed; use it inside its try block");
    }
  }

  /** Does something with each key; returns how often it says yes. */
  static <K> int count(Iterable<? extends K> keys, Predicate<K> action) {
    int count = 0;
    for (K key : keys) {
      count += action.test(key) ? 1 : 0;
    }
    return count;
  }

  /** The number of a value. */
  final long number(V value) {
    return numberOf(valueLayout(), value);
  }

  /** The value of a number. */
  final V value(long number) {
    return valueOf(valueLayout(), number);
  }

  static <T> T valueOf(Layout<T> layout, long number) {
    Numbers.require(layout, "Keys or values");
    return Copies.number((ScalarLayout<T>) layout, number);
  }

  private static <T> long numberOf(Layout<T> layout, T value) {
    Numbers.require(layout, "The values");
    return unsignedIfSo((ScalarLayout<T>) layout, value);
  }

  /** Java's narrow types are signed; the layout says what the bits mean. */
  private static <T> long unsignedIfSo(ScalarLayout<T> layout, T value) {
    long number = layout.toLong(value);
    int unused = Long.SIZE - 8 * layout.width();
    return layout.signed() ? number << unused >> unused : number << unused >>> unused;
  }
}
