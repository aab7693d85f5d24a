package bpf4j.benchmarks;

import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.BpfMmapArray;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Maps from the Java side: arrays and hash maps by system call, arrays by shared memory, and walks
 * through a whole map in batches, per entry. Needs root.
 *
 * <p>Meant for {@code -prof gc}: all but the boxed forms and the walks' boxes are to show 0 B/op.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MapBenchmark {
  private static final int ENTRIES = 4096;
  private static final int MASK = ENTRIES - 1;

  /** Arrays. */
  @State(Scope.Thread)
  public static class Arrays {
    private BpfArray<Long> longs;
    private BpfArray<Integer> ints;
    private BpfMmapArray<Long> mapped;
    private int index;

    /** Creates the maps. */
    @Setup
    public void setUp() {
      longs = BpfMaps.array(Long.class, ENTRIES);
      ints = BpfMaps.array(Integer.class, ENTRIES);
      mapped = BpfMaps.mmapArray(Long.class, ENTRIES);
    }

    /** Closes them. */
    @TearDown
    public void tearDown() {
      longs.close();
      ints.close();
      mapped.close();
    }

    private int next() {
      return index++ & MASK;
    }
  }

  /** A full hash map with the keys from 0 on. */
  @State(Scope.Thread)
  public static class Hashes {
    private BpfHash<Integer, Long> longs;
    private int key;

    /** Creates and fills the map. */
    @Setup
    public void setUp() {
      longs = BpfMaps.hash(Integer.class, Long.class, ENTRIES);
      for (int i = 0; i < ENTRIES; i++) {
        longs.putLong(i, i);
      }
    }

    /** Closes it. */
    @TearDown
    public void tearDown() {
      longs.close();
    }

    private int next() {
      return key++ & MASK;
    }
  }

  /** One system call. */
  @Benchmark
  public long arrayGetLong(Arrays maps) {
    return maps.longs.getLong(maps.next());
  }

  /** One system call, and a box. */
  @Benchmark
  public Long arrayGetBoxed(Arrays maps) {
    return maps.longs.get(maps.next());
  }

  /** One system call. */
  @Benchmark
  public void arrayPutLong(Arrays maps) {
    int i = maps.next();
    maps.longs.putLong(i, i);
  }

  /** Two system calls. */
  @Benchmark
  public void arrayAddLong(Arrays maps) {
    maps.longs.add(maps.next(), 1);
  }

  /** One system call. */
  @Benchmark
  public long arrayGetInt(Arrays maps) {
    return maps.ints.getLong(maps.next());
  }

  /** One system call. */
  @Benchmark
  public void arrayPutInt(Arrays maps) {
    int i = maps.next();
    maps.ints.putLong(i, i);
  }

  /** Two system calls. */
  @Benchmark
  public void arrayAddInt(Arrays maps) {
    maps.ints.add(maps.next(), 1);
  }

  /** A load. */
  @Benchmark
  public long mappedGetLong(Arrays maps) {
    return maps.mapped.getLong(maps.next());
  }

  /** A load with acquire order. */
  @Benchmark
  public long mappedGetLongAcquire(Arrays maps) {
    return maps.mapped.getLongAcquire(maps.next());
  }

  /** A store. */
  @Benchmark
  public void mappedPutLong(Arrays maps) {
    int i = maps.next();
    maps.mapped.putLong(i, i);
  }

  /** An atomic addition. */
  @Benchmark
  public void mappedAddLong(Arrays maps) {
    maps.mapped.add(maps.next(), 1);
  }

  /** One system call. */
  @Benchmark
  public long hashGetLong(Hashes maps) {
    return maps.longs.getLong(maps.next(), -1);
  }

  /** One system call, and boxes for key and value. */
  @Benchmark
  public Long hashGetBoxed(Hashes maps) {
    return maps.longs.get(maps.next());
  }

  /** One system call. */
  @Benchmark
  public void hashPutLong(Hashes maps) {
    int key = maps.next();
    maps.longs.putLong(key, key);
  }

  /** Two system calls, and a box for the key. */
  @Benchmark
  public void hashAdd(Hashes maps) {
    maps.longs.add(maps.next(), 1);
  }

  /** All entries in batches; a score is for one entry. */
  @Benchmark
  @OperationsPerInvocation(ENTRIES)
  public void arrayForEach(Arrays maps, Blackhole sink) {
    maps.longs.forEach((index, value) -> sink.consume(value));
  }

  /** All entries in batches; a score is for one entry. */
  @Benchmark
  @OperationsPerInvocation(ENTRIES)
  public void hashForEach(Hashes maps, Blackhole sink) {
    maps.longs.forEach((key, value) -> sink.consume(value));
  }
}
