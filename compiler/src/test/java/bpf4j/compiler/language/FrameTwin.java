package bpf4j.compiler.language;

import bpf4j.compiler.Failure;
import bpf4j.compiler.SimulationResult;
import bpf4j.compiler.SocketFilter;
import bpf4j.compiler.SocketFilter.Filter;
import bpf4j.compiler.context.SkBuff;
import bpf4j.compiler.internal.simulate.SimulatedRun;

/** Runs a filter on the JVM on a frame, as the kernel's test run presents one. */
final class FrameTwin {
  private static final long KEEP = SocketFilter.KEEP & 0xffff_ffffL;

  private FrameTwin() {}

  static SimulationResult run(Filter program, byte[] frame) {
    SimulatedRun run = SimulatedRun.of(() -> program.filter(SkBuff.of(frame)) & 0xffff_ffffL, KEEP);
    return new SimulationResult(run.verdict(), run.failure().map(FrameTwin::toFailure));
  }

  private static Failure toFailure(SimulatedRun.Failure failure) {
    StackTraceElement line = failure.line().orElseThrow();
    return new Failure(line.getFileName(), line.getLineNumber(), failure.reason(), 1);
  }
}
