package bpf4j.compiler.language;

import static bpf4j.compiler.language.Numbers.a;
import static bpf4j.compiler.language.Numbers.b;
import static bpf4j.compiler.language.Numbers.x;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bpf4j.compiler.CompileException;
import bpf4j.compiler.KernelProgram;
import bpf4j.compiler.SimulationResult;
import bpf4j.compiler.SocketFilter;
import bpf4j.compiler.SocketFilter.Filter;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfBloomFilter;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfLpmTrie;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.BpfQueue;
import bpf4j.maps.Ipv4Prefix;
import bpf4j.maps.Ipv6Prefix;
import bpf4j.maps.JvmMaps;
import bpf4j.maps.MapFactory;
import bpf4j.maps.layout.Layout;
import bpf4j.testkit.Requirements;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Queues, stacks, filters and tries: programs do to them in the kernel what they do in the JVM. */
class KeylessMapTest {

  record Event(int a, long x, byte last) {}

  enum Color {
    RED,
    GREEN
  }

  static final class Live {
    int count;
  }

  record Maps(
      BpfQueue<Long> queue,
      BpfQueue<Integer> stack,
      BpfQueue<Event> events,
      BpfQueue<Color> colors,
      BpfBloomFilter<Integer> filter,
      BpfLpmTrie<Ipv4Prefix, Integer> routes,
      BpfLpmTrie<Ipv6Prefix, Long> wide,
      BpfHash<Integer, Long> hash,
      BpfHash<Integer, Event> eventByKey)
      implements AutoCloseable {

    static Maps of(MapFactory f) {
      Layout<Integer> ints = Layout.of(Integer.class);
      Maps maps =
          new Maps(
              f.queue(Layout.of(Long.class), 3),
              f.stack(ints, 3),
              f.queue(Layout.of(Event.class), 2),
              f.queue(Layout.of(Color.class), 2),
              f.bloomFilter(ints, 100_000, 8),
              f.lpmTrie(Layout.of(Ipv4Prefix.class), ints, 8),
              f.lpmTrie(Layout.of(Ipv6Prefix.class), Layout.of(Long.class), 8),
              f.hash(ints, Layout.of(Long.class), 4),
              f.hash(ints, Layout.of(Event.class), 4));
      maps.routes.put(Ipv4Prefix.parse("0.0.0.0/1"), 1);
      maps.routes.put(Ipv4Prefix.parse("0.0.0.0/24"), 2);
      maps.routes.put(Ipv4Prefix.parse("128.0.0.0/9"), 3);
      maps.wide.put(Ipv6Prefix.parse("::/64"), 5L);
      maps.wide.put(Ipv6Prefix.parse("::/100"), 6L);
      return maps;
    }

    /** Everything in the maps, as text; queues and stacks are emptied. */
    String contents() {
      Map<String, String> all = new TreeMap<>();
      hash.forEach((key, value) -> all.put("hash " + key, value.toString()));
      eventByKey.forEach((key, value) -> all.put("event " + key, value.toString()));
      routes.forEach((key, value) -> all.put("route " + key, value.toString()));
      wide.forEach((key, value) -> all.put("wide " + key, value.toString()));
      List<Object> rest = new ArrayList<>();
      for (BpfQueue<?> queue : List.of(queue, stack, events, colors)) {
        for (Object value = queue.pop(); value != null; value = queue.pop()) {
          rest.add(value);
        }
        rest.add("|");
      }
      return all + " " + rest;
    }

    @Override
    public void close() {
      queue.close();
      stack.close();
      events.close();
      colors.close();
      filter.close();
      routes.close();
      wide.close();
      hash.close();
      eventByKey.close();
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
      int round = 0;
      for (byte[] packet : Numbers.packets()) {
        SimulationResult expected = FrameTwin.run(program.apply(twins), packet);
        long failures = kernel.failureCount();
        int verdict = kernel.testRun(packet).verdict();
        assertThat(verdict).as("%s", expected).isEqualTo((int) expected.verdict());
        assertThat(kernel.failureCount() - failures)
            .as("%s, %s", expected, kernel.failures())
            .isEqualTo(expected.failure().isPresent() ? 1 : 0);
        if (++round % 5 == 0) {
          assertThat(real.contents()).isEqualTo(twins.contents());
        }
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> queuesAndStacks() {
    return Stream.of(
        maps(
            "push until full",
            m ->
                p -> {
                  m.queue().push(x(p));
                  return 1;
                }),
        maps(
            "push evicting",
            m ->
                p -> {
                  m.queue().pushEvicting(x(p));
                  m.stack().pushEvicting(a(p));
                  return 1;
                }),
        maps("offer", m -> p -> m.stack().offer(a(p)) ? 7 : 9),
        maps(
            "pop and peek",
            m ->
                p -> {
                  m.stack().pushEvicting(a(p));
                  m.stack().pushEvicting(b(p));
                  Integer top = m.stack().peek();
                  Integer popped = m.stack().pop();
                  Integer next = m.stack().pop();
                  int sum = top == null ? 1 : top;
                  return sum + (popped == null ? 2 : popped) + (next == null ? 4 : next);
                }),
        maps("pop of nothing", m -> p -> m.queue().pop() == null ? 3 : 4),
        maps("unboxing nothing", m -> p -> (int) (m.queue().pop() + 1)),
        maps(
            "records",
            m ->
                p -> {
                  m.events().offer(new Event(a(p), x(p), (byte) b(p)));
                  if ((a(p) & 1) == 0) {
                    Event event = m.events().pop();
                    return event == null ? 1 : event.a() + (int) event.x() + event.last();
                  }
                  Event seen = m.events().peek();
                  return seen.last();
                }),
        maps(
            "two popped at once",
            m ->
                p -> {
                  m.events().pushEvicting(new Event(a(p), x(p), (byte) 1));
                  m.events().pushEvicting(new Event(b(p), 2, (byte) 3));
                  Event first = m.events().pop();
                  Event second = m.events().pop();
                  return first.a() * 31 + second.a() + first.last() - second.last();
                }),
        maps(
            "enums",
            m ->
                p -> {
                  m.colors().offer((a(p) & 1) == 0 ? Color.RED : Color.GREEN);
                  return m.colors().pop() == Color.GREEN ? 1 : 2;
                }));
  }

  @TestFactory
  Stream<DynamicTest> filtersAndTries() {
    return Stream.of(
        maps(
            "add to a filter",
            m ->
                p -> {
                  m.filter().add(a(p));
                  return m.filter().mightContain(a(p)) ? 1 : 0;
                }),
        maps("not in a filter", m -> p -> m.filter().mightContain(a(p)) ? 1 : 0),
        maps(
            "longest prefix",
            m ->
                p -> {
                  Integer route = m.routes().get(new Ipv4Prefix(32, a(p)));
                  return route == null ? 9 : route;
                }),
        maps("any length", m -> p -> m.routes().getOrDefault(new Ipv4Prefix(b(p), a(p)), 8)),
        maps(
            "put a prefix",
            m ->
                p -> {
                  m.routes().put(new Ipv4Prefix(b(p) & 63, a(p)), 4);
                  return 1;
                }),
        maps(
            "remove a prefix",
            m ->
                p -> {
                  m.routes().put(new Ipv4Prefix(8, a(p)), 4);
                  boolean there = m.routes().matches(new Ipv4Prefix(32, a(p)));
                  boolean removed = m.routes().remove(new Ipv4Prefix(b(p) & 15, a(p)));
                  return (there ? 2 : 0) + (removed ? 1 : 0);
                }),
        maps(
            "IPv6",
            m ->
                p -> {
                  Long route = m.wide().get(Ipv6Prefix.of(0, x(p), Ipv6Prefix.BITS));
                  return route == null ? 9 : route.intValue();
                }));
  }

  @TestFactory
  Stream<DynamicTest> hashes() {
    return Stream.of(
        maps(
            "replace",
            m ->
                p -> {
                  if ((b(p) & 3) == 0) {
                    m.hash().put(a(p) & 3, 1L);
                  }
                  return m.hash().replace(a(p) & 3, x(p)) ? 1 : 2;
                }),
        maps(
            "get and remove",
            m ->
                p -> {
                  m.hash().put(a(p) & 3, x(p));
                  Long value = m.hash().getAndRemove(b(p) & 3);
                  return value == null ? 5 : value.intValue();
                }),
        maps(
            "get and remove a record",
            m ->
                p -> {
                  m.eventByKey().put(a(p) & 3, new Event(b(p), x(p), (byte) 1));
                  Event event = m.eventByKey().getAndRemove(b(p) & 3);
                  return event == null ? 5 : event.a() + (int) event.x();
                }));
  }

  @Test
  void whatCannotBeIsRefused() {
    Requirements.root();
    try (BpfQueue<Live> queue = BpfMaps.queue(Live.class, 2);
        BpfArray<Integer> readOnly =
            BpfMaps.factory().readOnlyForPrograms().array(Layout.of(Integer.class), 2);
        BpfArray<Integer> writeOnly =
            BpfMaps.factory().writeOnlyForPrograms().array(Layout.of(Integer.class), 2)) {
      refused(p -> queue.pop() == null ? 1 : 0, "make it a record");
      refused(
          p -> {
            readOnly.put(0, 1);
            return 0;
          },
          "put writes to",
          "readOnlyForPrograms");
      refused(
          p -> {
            readOnly.add(0, 1);
            return 0;
          },
          "add writes to");
      refused(p -> writeOnly.get(0), "get reads from", "writeOnlyForPrograms");
      try (KernelProgram reader = SocketFilter.compileFilter(p -> readOnly.get(a(p) & 1)).load();
          KernelProgram writer =
              SocketFilter.compileFilter(
                      p -> {
                        writeOnly.put(1, a(p));
                        return 1;
                      })
                  .load()) {
        readOnly.put(0, 5);
        readOnly.put(1, 5);
        byte[] packet = Numbers.packets().get(0);
        assertThat(reader.testRun(packet).verdict()).isEqualTo(5);
        assertThat(writer.testRun(packet).verdict()).isEqualTo(1);
      }
    }
  }

  private static void refused(Filter program, String... words) {
    assertThatExceptionOfType(CompileException.class)
        .isThrownBy(() -> SocketFilter.compileFilter(program))
        .satisfies(e -> assertThat(e).hasMessageContainingAll(words));
  }
}
