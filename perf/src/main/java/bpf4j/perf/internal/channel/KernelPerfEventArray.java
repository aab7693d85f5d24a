package bpf4j.perf.internal.channel;

import bpf4j.maps.BpfMaps;
import bpf4j.maps.BpfPerfEventArray;
import bpf4j.perf.PerfEventArray;
import bpf4j.perf.ReaderOptions;
import bpf4j.perf.internal.reader.RingSource;
import bpf4j.syscall.system.Machine;

/**
 * An array of perf events of the kernel, which has a buffer for each CPU while there is a reader.
 *
 * @param <T> the type of an event
 */
public final class KernelPerfEventArray<T> extends KernelChannel<T> implements PerfEventArray<T> {
  private final PerfEventArraySpec<T> spec;
  private final BpfPerfEventArray<T> map;

  /**
   * Creates it.
   *
   * @param spec what it is to be
   */
  public KernelPerfEventArray(PerfEventArraySpec<T> spec) {
    this(spec, BpfMaps.perfEventArray(spec.layout()));
  }

  private KernelPerfEventArray(PerfEventArraySpec<T> spec, BpfPerfEventArray<T> map) {
    super(map, spec.layout(), counters(map));
    this.spec = spec;
    this.map = map;
  }

  @Override
  RingSource openRings(ReaderOptions options) {
    spec.requireOrder(name(), options);
    return PerfEventSource.open(spec, map, options, Machine::onlineCpus, this::stopReading);
  }
}
