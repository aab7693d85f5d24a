package bpf4j.maps.internal.kernel;

import bpf4j.maps.BpfLocalStorage;
import bpf4j.maps.internal.MapSpec;
import bpf4j.syscall.bpf.ElementCall;
import bpf4j.syscall.bpf.MapFlags;
import bpf4j.syscall.bpf.UpdateOutcome;
import bpf4j.syscall.io.Fd;
import java.util.function.Function;

/**
 * A storage at the kernel's objects. Its keys are descriptors, which must stay theirs during a
 * call.
 *
 * @param <V> the type of a value
 */
public final class KernelLocalStorage<V> extends KernelMap<Integer, V>
    implements BpfLocalStorage<V> {

  /**
   * Creates the storage.
   *
   * @param spec what it is to be
   */
  public KernelLocalStorage(MapSpec<Integer, V> spec) {
    super(spec);
  }

  /**
   * Opens a storage that exists.
   *
   * @param spec what it is
   * @param opened its descriptor, which this map closes
   */
  public KernelLocalStorage(MapSpec<Integer, V> spec, Fd opened) {
    super(spec, opened);
  }

  @Override
  public V get(Fd object) {
    return with(object, call -> lookup(call) ? valueLayout.read(call.buffer(), valueOffset) : null);
  }

  @Override
  public void put(Fd object, V value) {
    set(object, value, MapFlags.ANY);
  }

  @Override
  public boolean putIfAbsent(Fd object, V value) {
    return set(object, value, MapFlags.NOEXIST) == UpdateOutcome.UPDATED;
  }

  private UpdateOutcome set(Fd object, V value, long flags) {
    return with(
        object,
        call -> {
          valueLayout.write(value, call.buffer(), valueOffset);
          return update(call, flags);
        });
  }

  @Override
  public boolean remove(Fd object) {
    return with(object, this::delete);
  }

  private <R> R with(Fd object, Function<ElementCall, R> action) {
    ElementCall call = call();
    int number = object.acquire();
    try {
      call.buffer().putInt(ElementCall.KEY, number);
      return action.apply(call);
    } finally {
      object.release();
    }
  }

  @Override
  public V local() {
    throw onlyInPrograms("local", "get(object)");
  }

  @Override
  public V localOrCreate() {
    throw onlyInPrograms("localOrCreate", "putIfAbsent(object, value)");
  }

  @Override
  public void putLocal(V value) {
    throw onlyInPrograms("putLocal", "put(object, value)");
  }

  @Override
  public void addLocal(long delta) {
    throw onlyInPrograms("addLocal", "put(object, value)");
  }

  @Override
  public boolean removeLocal() {
    throw onlyInPrograms("removeLocal", "remove(object)");
  }

  private UnsupportedOperationException onlyInPrograms(String method, String instead) {
    requireOpen();
    return new UnsupportedOperationException(
        "Java runs for no object of the kernel's: " + method + " is for programs; use " + instead);
  }
}
