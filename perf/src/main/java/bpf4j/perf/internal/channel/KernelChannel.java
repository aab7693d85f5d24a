package bpf4j.perf.internal.channel;

import bpf4j.maps.BpfMap;
import bpf4j.maps.layout.Layout;
import bpf4j.syscall.bpf.MapType;
import bpf4j.syscall.io.Fd;

/**
 * A channel whose map is in the kernel.
 *
 * @param <T> the type of an event
 */
abstract class KernelChannel<T> extends Channel<T> {
  private final BpfMap map;

  KernelChannel(BpfMap map, Layout<T> layout, DropCounters drops) {
    super(layout, drops);
    this.map = map;
  }

  /** Creates the counters for a map, which is closed if that fails. */
  static DropCounters counters(BpfMap map) {
    try {
      return DropCounters.inKernel();
    } catch (RuntimeException | Error e) {
      map.close();
      throw e;
    }
  }

  @Override
  public final MapType type() {
    return map.type();
  }

  @Override
  public final String name() {
    return map.name();
  }

  @Override
  public final int maxEntries() {
    return map.maxEntries();
  }

  @Override
  public final int flags() {
    return map.flags();
  }

  @Override
  public final Layout<?> keyLayout() {
    return map.keyLayout();
  }

  @Override
  public final Fd fd() {
    return map.fd();
  }

  @Override
  public final boolean isClosed() {
    return map.isClosed();
  }

  @Override
  public final void close() {
    map.close();
    drops.close();
  }

  @Override
  public final boolean output(T event) {
    throw onlyInPrograms("output");
  }

  @Override
  public final boolean outputBytes(byte[] bytes, int length) {
    throw onlyInPrograms("outputBytes");
  }

  @Override
  public final String toString() {
    return map.toString();
  }
}
