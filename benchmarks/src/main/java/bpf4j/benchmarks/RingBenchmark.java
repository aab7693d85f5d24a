package bpf4j.benchmarks;

import bpf4j.benchmarks.compare.event.RingEvents;
import bpf4j.perf.EventChannel;
import bpf4j.perf.EventReader;
import bpf4j.perf.EventView;
import bpf4j.perf.PerfEventArray;
import bpf4j.perf.RingBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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

/**
 * Reading events from channels, per event: as views, and decoded into arrays of bytes. A program
 * fills the channel before each invocation. Needs root.
 *
 * <p>Meant for {@code -prof gc}: views are to show next to nothing, as JMH counts what filling
 * allocates, too.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class RingBenchmark {
  private static final int EVENTS = 1000;
  private static final int BYTES = 1 << 22;

  /** The kind of channel. */
  public enum Kind {
    /** A ring buffer. */
    RING_BUFFER,
    /** A perf event array. */
    PERF_EVENT_ARRAY
  }

  /** The kind of channel. */
  @Param public Kind kind;

  /** The size of an event in bytes. */
  @Param({"16", "64", "256", "1024"})
  public int size;

  private long sum;
  private EventChannel<byte[]> channel;
  private EventReader<byte[]> reader;
  private RingEvents events;

  /** Makes the channel and the program. */
  @Setup
  public void setUp() {
    channel =
        kind == Kind.RING_BUFFER
            ? RingBuffer.builder(RingEvents.layout(size)).bytes(BYTES).create()
            : PerfEventArray.builder(RingEvents.layout(size)).bytes(BYTES).create();
    reader = channel.reader();
    events = new RingEvents(channel, size);
  }

  /** Fills the channel. */
  @Setup(Level.Invocation)
  public void fill() {
    events.write(EVENTS);
  }

  /** Closes them. */
  @TearDown
  public void tearDown() {
    events.close();
    reader.close();
    channel.close();
  }

  /**
   * Reads views.
   *
   * @return a sum
   */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public long views() {
    reader.drainViews(this::add);
    return sum;
  }

  /**
   * Reads decoded events.
   *
   * @return a sum
   */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public long decoded() {
    reader.drain(this::add);
    return sum;
  }

  private void add(EventView view) {
    sum += view.getLong(0);
  }

  private void add(byte[] event) {
    sum += event[0];
  }
}
