package bpf4j.perf.internal.channel;

import bpf4j.maps.BpfGlobalArray;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.JvmMaps;
import bpf4j.perf.LossListener;
import bpf4j.syscall.system.Machine;

/**
 * How many events programs had to drop, by CPU: one number in each line of the processor's cache.
 * The number of lines is a power of two, so that a program need only mask the number of its CPU.
 */
final class DropCounters implements AutoCloseable {
  private static final int STRIDE = 8;

  private final BpfGlobalArray<Long> counters;
  private final int cpus;

  private DropCounters(BpfGlobalArray<Long> counters, int cpus) {
    this.counters = counters;
    this.cpus = cpus;
  }

  static DropCounters inKernel() {
    int cpus = Machine.possibleCpus().length();
    int lines = Integer.highestOneBit(2 * cpus - 1);
    return new DropCounters(BpfMaps.globalArray(Long.class, lines * STRIDE), cpus);
  }

  static DropCounters inJvm() {
    return new DropCounters(JvmMaps.globalArray(Long.class, STRIDE), 1);
  }

  BpfGlobalArray<Long> map() {
    return counters;
  }

  int cpus() {
    return cpus;
  }

  long of(int cpu) {
    return counters.getLong(cpu * STRIDE);
  }

  long sum() {
    long sum = 0;
    for (int cpu = 0; cpu < cpus; cpu++) {
      sum += of(cpu);
    }
    return sum;
  }

  /** Adds the number of each CPU to its element. */
  void addTo(long[] byCpu) {
    for (int cpu = 0; cpu < cpus; cpu++) {
      byCpu[cpu] += of(cpu);
    }
  }

  /** Counts one on the JVM's only CPU. */
  void count() {
    counters.add(0, 1);
  }

  @Override
  public void close() {
    counters.close();
  }

  /** Tells what is new since it told last. For one thread. */
  final class News {
    private final long[] told = new long[cpus];

    void tell(LossListener listener) {
      for (int cpu = 0; cpu < cpus; cpu++) {
        long now = of(cpu);
        long more = now - told[cpu];
        if (more > 0) {
          told[cpu] = now;
          listener.onLoss(cpu, more);
        }
      }
    }
  }
}
