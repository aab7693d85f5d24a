package bpf4j.benchmarks.corpus;

import bpf4j.maps.BpfHash;

/** Counts system calls by number. */
final class SyscallCounter {
  private SyscallCounter() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfHash<Integer, Long> calls = maps.hash("calls", Integer.class, Long.class, 512);
    return CorpusProgram.rawTracepoint(ctx -> calls.add((int) ctx.arg(1), 1));
  }
}
