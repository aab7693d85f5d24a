package bpf4j.benchmarks;

import bpf4j.compiler.CompileTimes;
import bpf4j.compiler.CompiledProgram;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/** A JMH profiler that splits {@link CompileBenchmark} into the stages of a compilation. */
public final class CompileStages implements InternalProfiler {
  private static final Object LOCK = new Object();
  private static CompileTimes sum = new CompileTimes(0, 0, 0, 0, 0);
  private static long count;

  /** What JMH calls. */
  public CompileStages() {}

  /** Adds a compilation to those of this iteration. */
  static <P> CompiledProgram<P> counted(CompiledProgram<P> program) {
    CompileTimes times = program.compileTimes();
    synchronized (LOCK) {
      sum =
          new CompileTimes(
              sum.capture() + times.capture(),
              sum.read() + times.read(),
              sum.translate() + times.translate(),
              sum.optimize() + times.optimize(),
              sum.generate() + times.generate());
      count++;
    }
    return program;
  }

  @Override
  public String getDescription() {
    return "Stages of compiling a program";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    synchronized (LOCK) {
      sum = new CompileTimes(0, 0, 0, 0, 0);
      count = 0;
    }
  }

  @Override
  public Collection<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    synchronized (LOCK) {
      return count == 0
          ? List.of()
          : List.of(
              row("1-capture", sum.capture()),
              row("2-read", sum.read()),
              row("3-translate", sum.translate()),
              row("4-optimize", sum.optimize()),
              row("5-generate", sum.generate()));
    }
  }

  private static ScalarResult row(String stage, long nanos) {
    return new ScalarResult(stage, nanos / 1e3 / count, "us/op", AggregationPolicy.AVG);
  }
}
