package bpf4j.maps.internal.jvm;

import bpf4j.maps.BpfLocalStorage;
import bpf4j.maps.internal.MapSpec;
import bpf4j.maps.internal.Numbers;
import bpf4j.syscall.io.Fd;
import java.util.Objects;

/**
 * The twin of storages at the kernel's objects, with one object.
 *
 * @param <V> the type of a value
 */
public final class JvmLocalStorage<V> extends JvmMap<Integer, V> implements BpfLocalStorage<V> {

  private V value;

  /**
   * Makes a storage whose object has no value.
   *
   * @param spec what it is to be
   */
  public JvmLocalStorage(MapSpec<Integer, V> spec) {
    super(spec);
  }

  @Override
  public synchronized V local() {
    requireOpen();
    return value;
  }

  @Override
  public synchronized V localOrCreate() {
    requireOpen();
    if (value == null) {
      value = values.zero();
    }
    return value;
  }

  /** A program writes into the memory of the value that is there. */
  @Override
  public synchronized void putLocal(V newValue) {
    value = values.replace(localOrCreate(), newValue);
  }

  @Override
  public synchronized void addLocal(long delta) {
    Numbers.requireAddable(valueLayout());
    putLocal(value(number(localOrCreate()) + delta));
  }

  @Override
  public synchronized boolean removeLocal() {
    requireOpen();
    boolean present = value != null;
    value = null;
    return present;
  }

  @Override
  public synchronized V get(Fd object) {
    Objects.requireNonNull(object, "object");
    V there = local();
    return there == null ? null : values.of(there);
  }

  /** Replaces the value by another, as the kernel does. */
  @Override
  public synchronized void put(Fd object, V newValue) {
    Objects.requireNonNull(object, "object");
    requireOpen();
    value = values.of(newValue);
  }

  @Override
  public synchronized boolean putIfAbsent(Fd object, V newValue) {
    boolean absent = get(object) == null;
    if (absent) {
      put(object, newValue);
    }
    return absent;
  }

  @Override
  public boolean remove(Fd object) {
    Objects.requireNonNull(object, "object");
    return removeLocal();
  }
}
