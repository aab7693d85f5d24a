package bpf4j.benchmarks;

import bpf4j.compiler.CompiledProgram;
import bpf4j.compiler.SocketFilter;
import bpf4j.maps.BpfArray;
import bpf4j.maps.JvmMaps;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From a lambda to BPF instructions, nothing loaded into the kernel. Nothing is kept from one call
 * to the next: class files are read and parsed anew each time.
 *
 * <p>The row {@code p0.50} is the one to look at: the mean counts what else the machine did
 * meanwhile. The stages that make it up are shown by {@code -prof bpf4j.benchmarks.CompileStages}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class CompileBenchmark {
  /** The program. */
  @Param public Example example;

  private BpfArray<Long> counts;
  private SocketFilter.Tap lambda;

  /** Makes the lambda; its map lives in the JVM, so that no privileges are needed. */
  @Setup
  public void setUp() {
    counts = JvmMaps.array(Long.class, example.entries());
    lambda = example.program(counts);
  }

  /** Lets the map go. */
  @TearDown
  public void tearDown() {
    counts.close();
  }

  /** Compiling in a JVM that has done so for seconds. */
  @Benchmark
  @Warmup(iterations = 10, time = 2)
  @Measurement(iterations = 10, time = 1)
  public CompiledProgram<SocketFilter.Tap> warm() {
    return CompileStages.counted(SocketFilter.compile(lambda));
  }

  /** The first compilation of a JVM, which is already up: classes are loaded and interpreted. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @Fork(value = 10, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
  @Warmup(iterations = 0)
  @Measurement(iterations = 1)
  public CompiledProgram<SocketFilter.Tap> cold() {
    return CompileStages.counted(SocketFilter.compile(lambda));
  }
}
