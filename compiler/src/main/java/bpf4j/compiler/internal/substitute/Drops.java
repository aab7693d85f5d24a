package bpf4j.compiler.internal.substitute;

import bpf4j.compiler.Kernel;
import bpf4j.maps.BpfGlobalArray;

/** Counts events that found no room. */
final class Drops {
  /** Counters lie this far apart; there are as many as a power of two. */
  private static final int STRIDE = 8;

  private Drops() {}

  /** Whether a helper has succeeded; if not, this CPU's counter goes up. */
  static boolean counted(BpfGlobalArray<Long> drops, long status) {
    if (status == 0) {
      return true;
    }
    count(drops);
    return false;
  }

  static void count(BpfGlobalArray<Long> drops) {
    int cpus = drops.maxEntries() / STRIDE;
    drops.add((Kernel.cpu() & cpus - 1) * STRIDE, 1);
  }
}
