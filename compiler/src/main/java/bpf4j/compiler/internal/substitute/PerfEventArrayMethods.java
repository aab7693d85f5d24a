package bpf4j.compiler.internal.substitute;

import bpf4j.maps.BpfGlobalArray;
import bpf4j.perf.PerfEventArray;

/**
 * Methods of {@link PerfEventArray}. Each takes what the compiler knows of the channel first:
 * itself, and its counters of dropped events.
 */
@SuppressWarnings("unused") // found by name
final class PerfEventArrayMethods {
  private static final long CURRENT_CPU = 0xffff_ffffL;

  private PerfEventArrayMethods() {}

  static boolean output(PerfEventArray<?> array, BpfGlobalArray<Long> drops, Object event) {
    return Drops.counted(drops, ChannelHelpers.perfEventOutput(array, CURRENT_CPU, event));
  }

  static boolean outputBytes(
      PerfEventArray<?> array, BpfGlobalArray<Long> drops, byte[] bytes, int length) {
    long status = ChannelHelpers.perfEventOutput(array, CURRENT_CPU, bytes, length);
    return Drops.counted(drops, status);
  }
}
