package bpf4j.maps.internal.kernel;

import bpf4j.maps.BpfPerfEventArray;
import bpf4j.maps.internal.MapSpec;
import bpf4j.maps.layout.Layout;
import bpf4j.syscall.bpf.ElementCall;
import bpf4j.syscall.io.Fd;
import java.util.Objects;

/**
 * An array of perf events in the kernel.
 *
 * @param <T> the type of a record
 */
public final class KernelPerfEventArray<T> extends KernelMap<Integer, T>
    implements BpfPerfEventArray<T> {

  /**
   * Creates the array.
   *
   * @param spec what it is to be, with the layout of a record as that of its values
   */
  public KernelPerfEventArray(MapSpec<Integer, T> spec) {
    super(spec, spec.as(spec.keyLayout(), Layout.of(Integer.class), spec.maxEntries()));
  }

  @Override
  public void put(int cpu, Fd event) {
    putDescriptor(at(cpu), event);
  }

  @Override
  public boolean remove(int cpu) {
    return delete(at(cpu));
  }

  private ElementCall at(int cpu) {
    Objects.checkIndex(cpu, entries);
    ElementCall call = call();
    call.buffer().putInt(ElementCall.KEY, cpu);
    return call;
  }
}
