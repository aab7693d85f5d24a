package bpf4j.compiler.fuzz.run;

import bpf4j.compiler.Failure;
import bpf4j.compiler.TestRunResult;
import bpf4j.compiler.fuzz.ast.Program.Kind;
import bpf4j.compiler.internal.isa.IsaLevel;
import bpf4j.compiler.internal.load.Compilation;
import bpf4j.compiler.internal.load.CompileOptions;
import bpf4j.compiler.internal.load.FailureMap;
import bpf4j.compiler.internal.load.LinkLayer;
import bpf4j.compiler.internal.load.Loaded;
import bpf4j.compiler.internal.load.PacketTestRun;
import bpf4j.compiler.internal.load.ProgramKinds;
import bpf4j.syscall.bpf.InfoCalls;
import bpf4j.syscall.io.Fd;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compiles programs and runs them in the kernel. */
final class KernelMachine implements AutoCloseable {
  private final Environment environment = Environment.inKernel();
  private final IsaLevel level;
  private final Compiler compiler;

  /**
   * Makes a machine.
   *
   * @param level the instruction set; null for the newest
   */
  KernelMachine(IsaLevel level, Compiler compiler) {
    this.level = level;
    this.compiler = compiler;
  }

  Environment environment() {
    return environment;
  }

  Compilation compile(Kind kind, Serializable lambda) {
    CompileOptions options =
        switch (kind) {
          case FILTER -> CompileOptions.filter();
          case TAP -> CompileOptions.tap(LinkLayer.ETHERNET);
          case XDP -> CompileOptions.of(ProgramKinds.XDP, LinkLayer.ETHERNET);
          case TC -> CompileOptions.of(ProgramKinds.TC, LinkLayer.ETHERNET);
        };
    return compiler.compile(lambda, level == null ? options : options.withLevel(level));
  }

  /**
   * What a program did, packet by packet.
   *
   * @param retried whether it had to be loaded in the conservative form
   * @param walked how many instructions the verifier walked; 0 before Linux 5.16
   */
  record KernelRuns(List<RunResult> results, boolean retried, int walked) {}

  /**
   * Loads and runs.
   *
   * @param flags for loading
   */
  KernelRuns run(Subject subject, Compilation compilation, int flags) {
    List<String> used = subject.usedMaps();
    environment.reset(used);
    List<RunResult> out = new ArrayList<>();
    try (Loaded loaded = Loaded.load(compilation, flags)) {
      FailureMap failures = loaded.failures();
      Fd program = loaded.fd();
      Map<Failure, Long> counts = new HashMap<>();
      for (byte[] packet : subject.packets()) {
        environment.beforeRun(used);
        TestRunResult run = PacketTestRun.run(compilation.options().kind(), program, packet, 1);
        int verdict = run.verdict();
        Failure failure = newFailure(failures, counts);
        out.add(
            new RunResult(
                verdict,
                failure == null ? null : failure.reason(),
                failure != null,
                failure == null ? 0 : failure.line(),
                environment.contents(used),
                Hex.of(run.packet())));
      }
      int walked = InfoCalls.program(program).verifiedInstructions();
      return new KernelRuns(out, loaded.retried(), walked);
    }
  }

  /** The place whose counter has gone up; null if none has. */
  private static Failure newFailure(FailureMap failures, Map<Failure, Long> counts) {
    Failure found = null;
    for (Failure failure : failures.read()) {
      Failure place = new Failure(failure.file(), failure.line(), failure.reason(), 0);
      // Several places may look alike; their counters are then summed.
      long before = counts.getOrDefault(place, 0L);
      if (failure.count() > before) {
        found = failure;
      }
      counts.put(place, failure.count());
    }
    return found;
  }

  @Override
  public void close() {
    environment.close();
  }
}
