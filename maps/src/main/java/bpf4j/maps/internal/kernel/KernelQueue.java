package bpf4j.maps.internal.kernel;

import bpf4j.maps.BpfQueue;
import bpf4j.maps.MapFullException;
import bpf4j.maps.internal.MapSpec;
import bpf4j.syscall.bpf.ElementCall;
import bpf4j.syscall.bpf.MapFlags;
import bpf4j.syscall.bpf.UpdateOutcome;
import bpf4j.syscall.io.Fd;

/**
 * A queue or stack in the kernel.
 *
 * @param <V> the type of a value
 */
public final class KernelQueue<V> extends KernelMap<Void, V> implements BpfQueue<V> {

  /**
   * Creates the map.
   *
   * @param spec what it is to be
   */
  public KernelQueue(MapSpec<Void, V> spec) {
    super(spec);
  }

  /**
   * Opens a map that exists.
   *
   * @param spec what it is
   * @param opened its descriptor, which this map closes
   */
  public KernelQueue(MapSpec<Void, V> spec, Fd opened) {
    super(spec, opened);
  }

  @Override
  public void push(V value) {
    if (!offer(value)) {
      throw new MapFullException(this);
    }
  }

  @Override
  public boolean offer(V value) {
    return push(value, MapFlags.ANY) == UpdateOutcome.UPDATED;
  }

  @Override
  public void pushEvicting(V value) {
    push(value, MapFlags.EXIST);
  }

  private UpdateOutcome push(V value, long flags) {
    ElementCall call = call();
    valueLayout.write(value, call.buffer(), valueOffset);
    return call.push(fd(), valueOffset, flags);
  }

  @Override
  public V pop() {
    ElementCall call = call();
    return call.pop(fd(), valueOffset) ? valueLayout.read(call.buffer(), valueOffset) : null;
  }

  @Override
  public V peek() {
    ElementCall call = call();
    return call.peek(fd(), valueOffset) ? valueLayout.read(call.buffer(), valueOffset) : null;
  }
}
