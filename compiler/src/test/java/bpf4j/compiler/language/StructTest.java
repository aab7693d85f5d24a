package bpf4j.compiler.language;

import static bpf4j.compiler.language.Numbers.a;
import static bpf4j.compiler.language.Numbers.b;
import static bpf4j.compiler.language.Numbers.fold;
import static bpf4j.compiler.language.Numbers.x;
import static bpf4j.compiler.language.Numbers.y;
import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.KernelProgram;
import bpf4j.compiler.SimulationResult;
import bpf4j.compiler.SocketFilter;
import bpf4j.compiler.SocketFilter.Filter;
import bpf4j.compiler.VerifierException;
import bpf4j.compiler.context.SkBuff;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.JvmMaps;
import bpf4j.maps.layout.BigEndian;
import bpf4j.maps.layout.Layout;
import bpf4j.maps.layout.Size;
import bpf4j.maps.layout.U16;
import bpf4j.maps.layout.U8;
import bpf4j.testkit.Requirements;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Structs with all kinds of fields, as keys and values, made, copied and changed in place. */
class StructTest {
  private enum Level {
    LOW,
    HIGH,
    HIGHEST
  }

  private record Point(short x, long y) {}

  private record Name(@Size(12) String text, Level level, Point point) {}

  private record Row(@Size(3) int[] numbers, byte last) {
    @Override
    public String toString() {
      return Arrays.toString(numbers) + last;
    }
  }

  private static final class Inner {
    byte flag;
    final AtomicInteger hits = new AtomicInteger();

    @Size(2)
    final long[] times = new long[2];

    @Override
    public String toString() {
      return flag + " " + hits + " " + Arrays.toString(times);
    }
  }

  private static final class Stats {
    final AtomicLong total = new AtomicLong();
    final AtomicInteger small = new AtomicInteger();
    Level level = Level.LOW;

    @Size(13)
    String name = "";

    Point point = new Point((short) 0, 0);
    final Inner inner = new Inner();

    @Size(5)
    final byte[] bytes = new byte[5];

    @Size(4)
    final int[] histogram = new int[4];

    @U8
    @Size(3)
    final int[] octets = new int[3];

    @BigEndian
    @Size(2)
    final short[] ports = new short[2];

    @Size(3)
    final boolean[] flags = new boolean[3];

    @Size(2)
    final char[] letters = new char[2];

    @U16 int narrow;
    @BigEndian long wire;

    @Size(2)
    final Point[] path = {new Point((short) 0, 0), new Point((short) 0, 0)};

    @Override
    public String toString() {
      return total
          + " "
          + small
          + " "
          + level
          + " "
          + name
          + " "
          + point
          + " "
          + inner
          + Arrays.toString(bytes)
          + Arrays.toString(histogram)
          + Arrays.toString(octets)
          + Arrays.toString(ports)
          + Arrays.toString(flags)
          + Arrays.toString(letters)
          + narrow
          + " "
          + wire
          + Arrays.toString(path);
    }
  }

  private record Maps(
      BpfHash<Integer, Stats> stats,
      BpfArray<Stats> slots,
      BpfHash<Name, Integer> byName,
      BpfHash<Integer, Name> names,
      BpfHash<Level, Row> rows,
      BpfHash<Integer, Level> levels,
      BpfHash<String, Long> words)
      implements AutoCloseable {
    static Maps inKernel() {
      return new Maps(
          BpfMaps.hash(Integer.class, Stats.class, 8),
          BpfMaps.array(Stats.class, 2),
          BpfMaps.hash(Name.class, Integer.class, 8),
          BpfMaps.hash(Integer.class, Name.class, 8),
          BpfMaps.hash(Level.class, Row.class, 8),
          BpfMaps.hash(Integer.class, Level.class, 8),
          BpfMaps.hash(Layout.string(6), Layout.of(Long.class), 8));
    }

    static Maps inJvm() {
      return new Maps(
          JvmMaps.hash(Integer.class, Stats.class, 8),
          JvmMaps.array(Stats.class, 2),
          JvmMaps.hash(Name.class, Integer.class, 8),
          JvmMaps.hash(Integer.class, Name.class, 8),
          JvmMaps.hash(Level.class, Row.class, 8),
          JvmMaps.hash(Integer.class, Level.class, 8),
          JvmMaps.hash(Layout.string(6), Layout.of(Long.class), 8));
    }

    String contents() {
      Map<String, String> all = new TreeMap<>();
      stats.forEach((key, value) -> all.put("stats " + key, value.toString()));
      slots.forEach((key, value) -> all.put("slots " + key, value.toString()));
      byName.forEach((key, value) -> all.put("byName " + key, value.toString()));
      names.forEach((key, value) -> all.put("names " + key, value.toString()));
      rows.forEach((key, value) -> all.put("rows " + key, value.toString()));
      levels.forEach((key, value) -> all.put("levels " + key, value.toString()));
      words.forEach((key, value) -> all.put("words " + key, value.toString()));
      return all.toString();
    }

    @Override
    public void close() {
      for (AutoCloseable map :
          new AutoCloseable[] {stats, slots, byName, names, rows, levels, words}) {
        try {
          map.close();
        } catch (Exception e) {
          throw new AssertionError(e);
        }
      }
    }
  }

  private static DynamicTest struct(String name, Function<Maps, Filter> program) {
    return DynamicTest.dynamicTest(name, () -> check(program));
  }

  private static void check(Function<Maps, Filter> program) {
    Requirements.root();
    try (Maps real = Maps.inKernel();
        Maps twins = Maps.inJvm();
        KernelProgram kernel = SocketFilter.compileFilter(program.apply(real)).load()) {
      for (byte[] packet : Numbers.packets()) {
        SimulationResult expected = FrameTwin.run(program.apply(twins), packet);
        long failures = kernel.failureCount();
        int verdict = kernel.testRun(packet).verdict();
        assertThat(verdict).as("%s", expected).isEqualTo((int) expected.verdict());
        assertThat(kernel.failureCount() - failures)
            .as("%s, %s", expected, kernel.failures())
            .isEqualTo(expected.failure().isPresent() ? 1 : 0);
        assertThat(real.contents()).isEqualTo(twins.contents());
      }
    } catch (VerifierException e) {
      throw new AssertionError(e.log(), e);
    }
  }

  private static Level level(int number) {
    return number > 3 ? Level.HIGH : number < 0 ? Level.HIGHEST : Level.LOW;
  }

  @TestFactory
  Stream<DynamicTest> arraysInStructs() {
    return Stream.of(
        struct(
            "changed at any index",
            m ->
                p -> {
                  Stats stats = m.stats().getOrCreate(a(p) & 3);
                  stats.bytes[b(p) & 3] += (byte) 200;
                  stats.histogram[a(p) & 3]++;
                  stats.octets[b(p) & 1] = a(p) & 255;
                  stats.ports[a(p) & 1] = (short) b(p);
                  stats.flags[b(p) & 1] ^= true;
                  stats.letters[a(p) & 1] = (char) b(p);
                  stats.inner.times[b(p) & 1] = x(p);
                  return stats.bytes[1]
                      + stats.histogram[2] * 3
                      + stats.octets[1] * 5
                      + stats.ports[0] * 7
                      + (stats.flags[1] ? 11 : 13)
                      + stats.letters[0]
                      + fold(stats.inner.times[1]);
                }),
        struct(
            "out of bounds",
            m ->
                p -> {
                  Stats stats = m.slots().get(0);
                  stats.histogram[a(p)]++;
                  return stats.octets[b(p)];
                }),
        struct(
            "passed to a method",
            m ->
                p -> {
                  Stats stats = m.slots().get(1);
                  return sum(stats.histogram, a(p))
                      + sum(new int[] {1, 2, 3}, b(p))
                      + stats.bytes.length;
                }),
        struct(
            "filled from the packet",
            m ->
                p -> {
                  Stats stats = m.slots().get(1);
                  p.loadBytes(2, stats.bytes);
                  return stats.bytes[4];
                }),
        struct(
            "copied",
            m ->
                p -> {
                  Stats stats = m.slots().get(1);
                  int[] before = stats.histogram.clone();
                  stats.histogram[2] += a(p);
                  System.arraycopy(before, 0, stats.histogram, 1, 1);
                  return before[2] * 31 + stats.histogram[2];
                }),
        struct(
            "of records",
            m ->
                p -> {
                  Stats stats = m.slots().get(1);
                  Point before = stats.path[a(p) & 1];
                  stats.path[b(p) & 1] = new Point((short) a(p), x(p));
                  return before.x() + fold(stats.path[1].y());
                }),
        struct(
            "in records",
            m ->
                p -> {
                  m.rows().put(level(a(p)), new Row(new int[] {a(p), b(p), 3}, (byte) a(p)));
                  Row row = m.rows().get(level(b(p)));
                  return row == null ? -1 : row.numbers()[a(p) & 1] + row.last();
                }));
  }

  private static int sum(int[] numbers, int first) {
    numbers[0] += first;
    int sum = 0;
    for (int number : numbers) {
      sum = sum * 3 + number;
    }
    return sum;
  }

  @TestFactory
  Stream<DynamicTest> strings() {
    return Stream.of(
        struct(
            "written and read",
            m ->
                p -> {
                  Stats stats = m.stats().getOrCreate(a(p) & 1);
                  String before = stats.name;
                  stats.name = b(p) > 0 ? "positive" : a(p) > 0 ? "mixed" : "thirteen byte";
                  return before.length() * 100 + stats.name.length();
                }),
        struct(
            "too long for their place",
            m ->
                p -> {
                  Stats stats = m.stats().getOrCreate(a(p) & 1);
                  stats.name = b(p) > 0 ? "thirteen byte" : "";
                  return stats.name.isEmpty() ? 3 : stats.name.charAt(12);
                }),
        struct(
            "compared",
            m ->
                p -> {
                  Stats stats = m.slots().get(a(p) & 1);
                  stats.name = b(p) > 0 ? "positive" : "no";
                  Stats other = m.slots().get(b(p) & 1);
                  return (stats.name.equals("positive") ? 1 : 0)
                      + ("no".equals(other.name) ? 2 : 0)
                      + (stats.name.equals(other.name) ? 4 : 0)
                      + (other.name.startsWith("pos") ? 8 : 0)
                      + (other.name.endsWith("o") ? 16 : 0)
                      + (other.name.contains("itiv") ? 32 : 0)
                      + (stats.name.isEmpty() ? 64 : 0)
                      + (stats.name.equals("a string that does not fit") ? 128 : 0);
                }),
        struct(
            "read by index",
            m ->
                p -> {
                  Stats stats = m.slots().get(0);
                  stats.name = "abcdefg";
                  return stats.name.charAt(a(p)) + stats.name.indexOf('c');
                }),
        struct(
            "hashed",
            m ->
                p -> {
                  Stats stats = m.slots().get(0);
                  stats.name = a(p) > 0 ? "abcdefg" : "";
                  return stats.name.hashCode();
                }),
        struct(
            "in keys",
            m ->
                p -> {
                  String text = a(p) > 0 ? "eth0" : "lo";
                  Name name = new Name(text, level(b(p)), new Point((short) b(p), 7));
                  Integer before = m.byName().get(name);
                  m.byName().put(name, before == null ? 1 : before + 1);
                  return before == null ? -1 : before;
                }),
        struct(
            "as keys",
            m ->
                p -> {
                  m.words().add(a(p) > 0 ? "eth0" : "lo", b(p));
                  return fold(m.words().getOrDefault("lo", 5L));
                }),
        struct(
            "in values",
            m ->
                p -> {
                  Name before = m.names().get(a(p) & 1);
                  m.names()
                      .put(a(p) & 1, new Name("name", level(a(p)), new Point((short) 1, y(p))));
                  if (before == null) {
                    return -1;
                  }
                  m.byName().put(before, 3);
                  return before.text().length()
                      + before.level().ordinal()
                      + fold(before.point().y());
                }));
  }

  @TestFactory
  Stream<DynamicTest> fields() {
    return Stream.of(
        struct(
            "enums and records",
            m ->
                p -> {
                  Stats stats = m.stats().getOrCreate(a(p) & 1);
                  Level before = stats.level;
                  stats.level = level(b(p));
                  Point point = stats.point;
                  stats.point = new Point((short) (point.x() + 1), point.y() ^ x(p));
                  return before.ordinal() * 31 + point.x() + (stats.level == Level.HIGH ? 7 : 0);
                }),
        struct(
            "of unusual width and order",
            m ->
                p -> {
                  Stats stats = m.slots().get(0);
                  stats.narrow = a(p) & 0xffff;
                  stats.wire = x(p);
                  return stats.narrow + fold(stats.wire);
                }),
        struct(
            "of nested structs",
            m ->
                p -> {
                  Inner inner = m.stats().getOrCreate(a(p) & 1).inner;
                  inner.flag++;
                  inner.hits.addAndGet(b(p));
                  return inner.flag + inner.hits.get();
                }),
        struct(
            "of structs that may be absent",
            m ->
                p -> {
                  Stats stats = m.stats().get(a(p) & 1);
                  if (stats == null) {
                    stats = m.stats().getOrCreate(a(p) & 1);
                    stats.level = Level.HIGHEST;
                  }
                  stats.total.incrementAndGet();
                  return stats.level.ordinal();
                }),
        struct(
            "of structs made by the program",
            m ->
                p -> {
                  Stats stats = new Stats();
                  stats.total.addAndGet(x(p));
                  stats.small.set(a(p));
                  stats.level = level(b(p));
                  stats.name = "made";
                  stats.histogram[a(p) & 3] = b(p);
                  stats.inner.hits.incrementAndGet();
                  stats.path[1] = new Point((short) 3, x(p));
                  m.stats().put(a(p) & 3, stats);
                  stats.total.set(0);
                  return stats.histogram[1] + stats.inner.hits.get();
                }),
        struct(
            "of structs copied from map to map",
            m ->
                p -> {
                  Stats stats = m.slots().get(0);
                  stats.total.addAndGet(a(p));
                  m.stats().put(a(p) & 3, stats);
                  stats.total.incrementAndGet();
                  return 1;
                }),
        struct(
            "enums as values",
            m ->
                p -> {
                  Level before = m.levels().get(a(p) & 1);
                  m.levels().put(a(p) & 1, level(b(p)));
                  Level other = m.levels().getOrDefault(b(p) & 3, Level.HIGHEST);
                  return (before == null ? -1 : before.ordinal()) * 10 + other.ordinal();
                }),
        struct(
            "null in a value is zero",
            m ->
                p -> {
                  m.names().put(1, new Name(null, a(p) > 0 ? null : Level.HIGH, null));
                  return 1;
                }));
  }

  @TestFactory
  Stream<DynamicTest> atomics() {
    return Stream.of(
        struct(
            "longs",
            m ->
                p -> {
                  AtomicLong total = m.slots().get(0).total;
                  long result = total.getAndAdd(x(p));
                  result = result * 3 + total.addAndGet(b(p));
                  result = result * 3 + total.getAndSet(y(p) & 0xff);
                  result = result * 3 + total.incrementAndGet() + total.getAndDecrement();
                  result = result * 3 + total.getAndUpdate(v -> v | a(p));
                  result = result * 3 + total.updateAndGet(v -> v & ~1L);
                  result = result * 3 + total.accumulateAndGet(b(p), (v, w) -> v ^ w);
                  total.lazySet(total.get() + 1);
                  return fold(result);
                }),
        struct(
            "ints",
            m ->
                p -> {
                  AtomicInteger small = m.slots().get(1).small;
                  int result = small.getAndAdd(a(p));
                  result = result * 3 + small.addAndGet(b(p));
                  result = result * 3 + small.getAndSet(b(p) & 0xff);
                  result = result * 3 + small.decrementAndGet() + small.getAndIncrement();
                  result = result * 3 + small.getAndUpdate(v -> a(p) ^ v);
                  result = result * 3 + small.updateAndGet(v -> v + 5);
                  return result + small.intValue();
                }),
        struct(
            "compared and set",
            m ->
                p -> {
                  Stats stats = m.slots().get(0);
                  boolean set = stats.total.compareAndSet(a(p) & 1, b(p) & 1);
                  boolean small = stats.small.compareAndSet(b(p) & 1, a(p) & 1);
                  long before = stats.total.compareAndExchange(b(p) & 1, 0);
                  return (set ? 1 : 0) + (small ? 2 : 0) + (int) before * 4;
                }),
        struct(
            "changed without asking for the result",
            m ->
                p -> {
                  Stats stats = m.slots().get(1);
                  stats.total.getAndUpdate(v -> v | x(p));
                  stats.total.getAndUpdate(v -> v & y(p));
                  stats.small.updateAndGet(v -> v ^ a(p));
                  stats.small.incrementAndGet();
                  return 1;
                }),
        struct("of the program's own", m -> StructTest::ownAtomics));
  }

  private static int ownAtomics(SkBuff p) {
    AtomicLong total = new AtomicLong(5);
    AtomicInteger small = new AtomicInteger();
    Runnable add =
        () -> {
          total.addAndGet(x(p));
          small.updateAndGet(v -> v * 3 + 1);
        };
    add.run();
    add.run();
    for (int i = 0; i < 4; i++) {
      small.addAndGet(p.u8(i));
    }
    boolean set = total.compareAndSet(5, 7);
    return fold(total.get()) + small.getAndSet(3) + small.get() + (set ? 1 : 0);
  }
}
