package bpf4j.benchmarks.code;

import bpf4j.benchmarks.corpus.Corpus;
import bpf4j.benchmarks.corpus.CorpusMaps;
import bpf4j.benchmarks.corpus.TrafficSource;
import bpf4j.compiler.CompiledProgram;
import bpf4j.compiler.KernelProgram;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Each program of the corpus: loading it, and runs of it in the kernel. Needs root. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class CorpusBenchmark {
  private static final int RUNS = 1000;
  private static final long SEED = 7;

  /** The program. */
  @Param public Corpus program;

  private CorpusMaps maps;
  private CompiledProgram<?> compiled;
  private KernelProgram loaded;
  private TestInput input;

  /** Compiles and loads it. */
  @Setup
  public void setUp() {
    maps = new CorpusMaps();
    compiled = program.program(maps).compile();
    loaded = compiled.load();
    input = new TestInput(compiled.type(), new TrafficSource(program.traffic(), SEED).typical());
  }

  /** Closes it and its maps. */
  @TearDown
  public void tearDown() {
    loaded.close();
    maps.close();
  }

  /** From instructions to a program in the kernel, the verifier included, and closing that. */
  @Benchmark
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  public void load() {
    compiled.load().close();
  }

  /**
   * A run by {@code BPF_PROG_TEST_RUN} on a typical input, the kernel's own share included. Where
   * the kernel cannot repeat runs, each is a system call of its own.
   *
   * @return a number made of the runs
   */
  @Benchmark
  @OperationsPerInvocation(RUNS)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public double testRun() {
    if (TestInput.canRepeat(compiled.type())) {
      return input.time(loaded.fd(), RUNS);
    }
    long verdicts = 0;
    for (int i = 0; i < RUNS; i++) {
      verdicts += input.once(loaded.fd()).verdict();
    }
    return verdicts;
  }
}
