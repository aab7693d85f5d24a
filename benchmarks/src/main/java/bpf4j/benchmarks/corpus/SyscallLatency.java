package bpf4j.benchmarks.corpus;

import bpf4j.compiler.Kernel;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfHash;

/** A histogram of the time between a thread's system calls. */
final class SyscallLatency {
  private SyscallLatency() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfHash<Long, Long> since = maps.hash("since", Long.class, Long.class, 10_240);
    maps.ignoreTime(since, 0);
    BpfArray<Long> nanos = maps.array("nanos", Long.class, 64);
    maps.ignoreTime(nanos, 0);
    return CorpusProgram.rawTracepoint(
        ctx -> {
          long thread = Kernel.pidTgid();
          long now = System.nanoTime();
          Long before = since.get(thread);
          if (before != null) {
            nanos.add(Kernel.log2(now - before), 1);
          }
          since.put(thread, now);
        });
  }
}
