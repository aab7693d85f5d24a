package bpf4j.compiler.language;

import static bpf4j.compiler.language.Numbers.a;
import static bpf4j.compiler.language.Numbers.b;
import static bpf4j.compiler.language.Numbers.x;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import bpf4j.compiler.CompileException;
import bpf4j.compiler.KernelProgram;
import bpf4j.compiler.SimulationResult;
import bpf4j.compiler.SocketFilter;
import bpf4j.compiler.SocketFilter.Filter;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfMapOfMaps;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.BpfQueue;
import bpf4j.maps.JvmMaps;
import bpf4j.maps.MapFactory;
import bpf4j.maps.layout.Layout;
import bpf4j.testkit.Requirements;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Maps inside maps: programs find in the kernel what they find in the JVM. */
class MapOfMapsTest {
  private static final Layout<Integer> INTS = Layout.of(Integer.class);
  private static final Layout<Long> LONGS = Layout.of(Long.class);

  record Maps(
      BpfArray<Long> first,
      BpfArray<Long> second,
      BpfHash<Integer, Long> hash,
      BpfQueue<Integer> queue,
      BpfArray<Long> single,
      BpfMapOfMaps<Integer, BpfArray<Long>> arrays,
      BpfMapOfMaps<Integer, BpfHash<Integer, Long>> hashes,
      BpfMapOfMaps<Integer, BpfQueue<Integer>> queues,
      BpfMapOfMaps<Integer, BpfArray<Long>> singles)
      implements AutoCloseable {

    static Maps of(MapFactory f) {
      BpfArray<Long> first = f.array(LONGS, 4);
      BpfArray<Long> second = f.array(LONGS, 4);
      BpfHash<Integer, Long> hash = f.hash(INTS, LONGS, 4);
      BpfQueue<Integer> queue = f.queue(INTS, 4);
      BpfArray<Long> single = f.array(LONGS, 1);
      Maps maps =
          new Maps(
              first,
              second,
              hash,
              queue,
              single,
              f.arrayOfMaps(first, 4),
              f.hashOfMaps(INTS, hash, 4),
              f.arrayOfMaps(queue, 2),
              f.arrayOfMaps(single, 2));
      maps.arrays.put(0, first);
      maps.arrays.put(2, second);
      maps.hashes.put(1, hash);
      maps.queues.put(0, queue);
      maps.singles.put(1, single);
      return maps;
    }

    String contents() {
      return first.snapshot()
          + " "
          + second.snapshot()
          + " "
          + new TreeMap<>(hash.snapshot())
          + " "
          + queue.pop()
          + " "
          + single.snapshot();
    }

    @Override
    public void close() {
      for (AutoCloseable map :
          new AutoCloseable[] {
            first, second, hash, queue, single, arrays, hashes, queues, singles
          }) {
        try {
          map.close();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  private static DynamicTest maps(String name, Function<Maps, Filter> program) {
    return DynamicTest.dynamicTest(name, () -> check(program));
  }

  private static void check(Function<Maps, Filter> program) {
    Requirements.root();
    try (Maps real = Maps.of(BpfMaps.factory());
        Maps twins = Maps.of(JvmMaps.factory());
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
    }
  }

  @TestFactory
  Stream<DynamicTest> operations() {
    return Stream.of(
        maps(
            "an array, if it is there",
            m ->
                p -> {
                  BpfArray<Long> inner = m.arrays().get(a(p) & 3);
                  if (inner == null) {
                    return 7;
                  }
                  inner.add(b(p) & 3, x(p));
                  return inner.get(b(p) & 3).intValue();
                }),
        maps(
            "an array, unchecked",
            m ->
                p -> {
                  m.arrays().get(a(p) & 3).put(b(p) & 7, x(p));
                  return 1;
                }),
        maps("an index out of range", m -> p -> m.arrays().get(a(p)) == null ? 1 : 2),
        maps(
            "a hash",
            m ->
                p -> {
                  BpfHash<Integer, Long> inner = m.hashes().get(a(p) & 1);
                  if (inner == null) {
                    return 9;
                  }
                  inner.put(b(p) & 3, x(p));
                  Long other = inner.get(b(p) >> 1 & 3);
                  return other == null ? 8 : other.intValue();
                }),
        maps(
            "a queue",
            m ->
                p -> {
                  m.queues().get(0).push(a(p));
                  Integer next = m.queues().get(b(p) & 1).peek();
                  return next == null ? 3 : next;
                }),
        maps(
            "an array of one element",
            m ->
                p -> {
                  m.singles().get(1).add(0, x(p));
                  return m.singles().get(1).get(0).intValue();
                }),
        maps(
            "one of two",
            m ->
                p -> {
                  BpfArray<Long> inner =
                      (a(p) & 1) == 0 ? m.arrays().get(0) : m.arrays().get(b(p) & 3);
                  return inner == null ? 4 : inner.get(1).intValue() + inner.maxEntries();
                }));
  }

  @Test
  void javaSeesWhatItPut() {
    Requirements.root();
    try (Maps maps = Maps.of(BpfMaps.factory());
        BpfArray<Long> longer = BpfMaps.array(LONGS, 5);
        BpfArray<Long> mapped = BpfMaps.mmapArray(LONGS, 4)) {
      assertThat(maps.arrays().get(0)).isSameAs(maps.first());
      assertThat(maps.arrays().get(1)).isNull();
      assertThat(maps.arrays().id(2)).isPresent().isNotEqualTo(maps.arrays().id(0));
      assertThat(maps.hashes().remove(1)).isTrue();
      assertThat(maps.hashes().remove(1)).isFalse();
      assertThat(maps.hashes().get(1)).isNull();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> maps.arrays().put(1, longer))
          .withMessageContaining("number of entries");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> BpfMaps.factory().arrayOfMaps(mapped, 2))
          .withMessageContaining("template");
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> maps.arrays().put(4, maps.first()));
      assertThatExceptionOfType(CompileException.class)
          .isThrownBy(() -> SocketFilter.compileFilter(p -> maps.hashes().get(1).maxEntries()))
          .withMessageContaining("maxEntries");
      BpfArray<Long> sums = maps.single();
      assertThatExceptionOfType(CompileException.class)
          .isThrownBy(
              () ->
                  SocketFilter.compileFilter(
                      p -> {
                        maps.hashes().get(1).forEach((key, value) -> sums.add(0, value));
                        return 1;
                      }))
          .withMessageContaining("forEach of a map inside another");
    }
  }
}
