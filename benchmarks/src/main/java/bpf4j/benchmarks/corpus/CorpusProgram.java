package bpf4j.benchmarks.corpus;

import bpf4j.compiler.CompiledProgram;
import bpf4j.compiler.RawTracepoint;
import bpf4j.compiler.SocketFilter;
import bpf4j.compiler.Xdp;

/** A program of the corpus with its maps, to be compiled as often as one likes. */
public interface CorpusProgram {
  /** Compiles, as if it were for the first time. */
  CompiledProgram<?> compile();

  /** A socket filter that only looks. */
  static CorpusProgram tap(SocketFilter.Tap lambda) {
    return () -> SocketFilter.compile(lambda);
  }

  /** A socket filter that decides. */
  static CorpusProgram filter(SocketFilter.Filter lambda) {
    return () -> SocketFilter.compileFilter(lambda);
  }

  /** A program for a device's frames. */
  static CorpusProgram xdp(Xdp.Program lambda) {
    return () -> Xdp.compile(lambda);
  }

  /** A program for a tracepoint with its raw arguments. */
  static CorpusProgram rawTracepoint(RawTracepoint.Program lambda) {
    return () -> RawTracepoint.compile(lambda);
  }
}
