package bpf4j.benchmarks;

import bpf4j.compiler.CompileTimes;
import bpf4j.compiler.CompiledProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.ToLongFunction;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * A JMH profiler that splits {@link CompileBenchmark} into the stages of a compilation: for each
 * the median of an iteration, and of that the mean of all iterations.
 */
public final class CompileStages implements InternalProfiler {
  private static final int MOST = 200_000;
  private static final Object LOCK = new Object();
  private static final List<CompileTimes> COUNTED = new ArrayList<>(MOST);

  /** What JMH calls. */
  public CompileStages() {}

  /** Adds a compilation to those of this iteration. */
  static <P> CompiledProgram<P> counted(CompiledProgram<P> program) {
    synchronized (LOCK) {
      if (COUNTED.size() < MOST) {
        COUNTED.add(program.compileTimes());
      }
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
      COUNTED.clear();
    }
  }

  @Override
  public Collection<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    synchronized (LOCK) {
      return COUNTED.isEmpty()
          ? List.of()
          : List.of(
              row("1-capture", CompileTimes::capture),
              row("2-read", CompileTimes::read),
              row("3-translate", CompileTimes::translate),
              row("4-optimize", CompileTimes::optimize),
              row("5-generate", CompileTimes::generate),
              row("6-total", CompileTimes::total));
    }
  }

  private static ScalarResult row(String stage, ToLongFunction<CompileTimes> time) {
    long[] sorted = COUNTED.stream().mapToLong(time).toArray();
    Arrays.sort(sorted);
    return new ScalarResult(stage, sorted[sorted.length / 2] / 1e3, "us", AggregationPolicy.AVG);
  }
}
