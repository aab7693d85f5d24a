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
import bpf4j.compiler.language.MapSet.Flow;
import bpf4j.compiler.language.MapSet.Pair;
import bpf4j.testkit.Requirements;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Programs do to maps in the kernel what they do to those in the JVM, packet after packet. */
class MapTest {
  private static DynamicTest map(String name, Function<MapSet, Filter> program) {
    return DynamicTest.dynamicTest(name, () -> check(program));
  }

  private static void check(Function<MapSet, Filter> program) {
    Requirements.root();
    try (MapSet real = MapSet.inKernel();
        MapSet twins = MapSet.inJvm();
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
  Stream<DynamicTest> arrays() {
    return Stream.of(
        map(
            "add at a constant index",
            m ->
                p -> {
                  m.array().add(3, x(p));
                  return 1;
                }),
        map(
            "add at a masked index",
            m ->
                p -> {
                  m.array().add(a(p) & 7, b(p));
                  return 1;
                }),
        map(
            "add at any index",
            m ->
                p -> {
                  m.array().add(a(p), 1);
                  return 1;
                }),
        map(
            "add to ints",
            m ->
                p -> {
                  m.small().add(a(p) & 3, x(p));
                  return 1;
                }),
        map(
            "get and put",
            m ->
                p -> {
                  long before = m.array().get(a(p) & 7);
                  m.array().put(b(p) & 7, before * 3 + 1);
                  return fold(before);
                }),
        map(
            "getLong and putLong",
            m ->
                p -> {
                  m.array().putLong(2, m.array().getLong(2) + y(p));
                  return 7;
                }),
        map(
            "put at any index",
            m ->
                p -> {
                  m.array().put(b(p), 5L);
                  return a(p);
                }),
        map("get at any index", m -> p -> m.small().get(b(p)) + 1),
        map(
            "get keeps its value when the map changes",
            m ->
                p -> {
                  Integer before = m.small().get(1);
                  m.small().put(1, a(p));
                  return before + 5;
                }),
        map(
            "a map in a variable",
            m ->
                p -> {
                  var target = m.array();
                  target.add(1, 1);
                  return (int) target.getLong(1);
                }),
        map("a map passed to a method", m -> p -> bump(m.array(), a(p) & 3) + bump(m.array(), 5)),
        map(
            "in a loop",
            m ->
                p -> {
                  for (int i = 0; i < 8; i++) {
                    m.array().add(p.u8(i) & 7, i);
                  }
                  return 3;
                }),
        map(
            "on some paths",
            m ->
                p -> {
                  if (a(p) > b(p)) {
                    m.array().add(1, 1);
                  } else if (x(p) < 0) {
                    m.array().put(2, x(p));
                  }
                  return a(p);
                }));
  }

  private static int bump(bpf4j.maps.BpfArray<Long> map, int index) {
    map.add(index, 2);
    return (int) map.getLong(index);
  }

  @TestFactory
  Stream<DynamicTest> hashes() {
    return Stream.of(
        map(
            "add",
            m ->
                p -> {
                  m.hash().add(a(p) & 3, b(p));
                  return 1;
                }),
        map(
            "add until it is full",
            m ->
                p -> {
                  m.hash().add(a(p), 1);
                  return 1;
                }),
        map(
            "put until it is full",
            m ->
                p -> {
                  m.hash().put(b(p), x(p));
                  return 1;
                }),
        map(
            "get",
            m ->
                p -> {
                  m.hash().add(5, x(p));
                  Long found = m.hash().get(a(p));
                  return found == null ? -2 : fold(found);
                }),
        map("get of what is not there fails", m -> p -> fold(m.hash().get(a(p)) + 1)),
        map(
            "get, null or not, later",
            m ->
                p -> {
                  Long found = m.hash().get(a(p) & 1);
                  m.hash().put(a(p) & 1, x(p));
                  return found == null ? 1 : fold(found);
                }),
        map(
            "one of two gets",
            m ->
                p -> {
                  m.hash().put(1, y(p));
                  Long found = a(p) > 0 ? m.hash().get(1) : m.hash().get(2);
                  return found != null ? fold(found) : 3;
                }),
        map(
            "get or null",
            m ->
                p -> {
                  m.hash().put(1, y(p));
                  Long found = a(p) > 0 ? m.hash().get(b(p)) : null;
                  return found != null ? fold(found) : 3;
                }),
        map(
            "getOrDefault",
            m ->
                p -> {
                  long found = m.hash().getOrDefault(a(p) & 1, 77L);
                  m.hash().put(b(p) & 1, x(p));
                  return fold(found);
                }),
        map("putIfAbsent", m -> p -> fold(m.hash().putIfAbsent(a(p) & 1, x(p)))),
        map(
            "remove",
            m ->
                p -> {
                  m.hash().put(b(p) & 1, x(p));
                  return fold(m.hash().remove(a(p) & 1)) + fold(m.hash().remove(12));
                }),
        map(
            "containsKey",
            m ->
                p -> {
                  boolean known = m.hash().containsKey(a(p) & 1);
                  m.hash().put(b(p) & 1, x(p));
                  return fold(known);
                }),
        map(
            "records as keys",
            m ->
                p -> {
                  m.keyed().add(new MapSet.Key((byte) a(p), b(p) & 1, (short) 3), 1);
                  return fold(m.keyed().containsKey(new MapSet.Key((byte) 7, 1, (short) 3)));
                }),
        map(
            "the same record as key twice",
            m ->
                p -> {
                  MapSet.Key key = new MapSet.Key((byte) (a(p) & 1), 80, (short) a(p));
                  m.keyed().put(key, b(p));
                  return m.keyed().get(key) + 1;
                }),
        map(
            "records as values",
            m ->
                p -> {
                  m.pairs().put(a(p) & 3, new Pair(b(p), x(p)));
                  return 1;
                }),
        map(
            "records as values, chosen",
            m ->
                p -> {
                  m.pairs().put(a(p) & 1, a(p) > 0 ? new Pair(b(p), x(p)) : new Pair(1, 2));
                  return 1;
                }),
        map(
            "sets",
            m ->
                p -> {
                  boolean known = m.set().contains(a(p) & 3);
                  boolean added = m.set().add(b(p) & 3);
                  boolean removed = m.set().remove(7);
                  return fold(known) + fold(added) * 3 + fold(removed) * 5;
                }),
        map("sets until they are full", m -> p -> fold(m.set().add(a(p)))));
  }

  @TestFactory
  Stream<DynamicTest> structs() {
    return Stream.of(
        map(
            "getOrCreate",
            m ->
                p -> {
                  Flow flow = m.flows().getOrCreate(x(p) & 3);
                  flow.packets.incrementAndGet();
                  flow.bytes += b(p);
                  return flow.state++;
                }),
        map(
            "getOrCreate until it is full",
            m ->
                p -> {
                  m.flows().getOrCreate(x(p)).drops.addAndGet(3);
                  return 1;
                }),
        map(
            "get of what may be there",
            m ->
                p -> {
                  Flow flow = m.flows().get(x(p) & 1);
                  if (flow == null) {
                    m.flows().getOrCreate(y(p) & 1).state = 5;
                    return 0;
                  }
                  flow.state += a(p);
                  return flow.state;
                }),
        map(
            "get of what is not there fails",
            m ->
                p -> {
                  m.flows().get(x(p)).bytes = 1;
                  return 1;
                }),
        map(
            "fields of all widths",
            m ->
                p -> {
                  Flow flow = m.flowArray().get(a(p) & 1);
                  flow.last = (byte) b(p);
                  flow.port -= (short) a(p);
                  flow.seen = !flow.seen;
                  flow.bytes = flow.bytes * 31 + x(p);
                  return flow.last + flow.port + (flow.seen ? 100_000 : 0);
                }),
        map(
            "atomic fields",
            m ->
                p -> {
                  Flow flow = m.flows().getOrCreate(7L);
                  long before = flow.packets.getAndAdd(x(p));
                  int now = flow.drops.incrementAndGet();
                  int then = flow.drops.getAndIncrement();
                  flow.packets.addAndGet(3);
                  return fold(before)
                      + now * 3
                      + then * 5
                      + fold(flow.packets.get())
                      + flow.drops.decrementAndGet();
                }),
        map(
            "atomic set and get",
            m ->
                p -> {
                  Flow flow = m.flows().getOrCreate(7L);
                  flow.packets.set(flow.packets.get() / 2 + x(p));
                  flow.drops.set(a(p));
                  return flow.drops.get() + fold(flow.packets.get());
                }),
        map(
            "two flows at once",
            m ->
                p -> {
                  Flow one = m.flows().getOrCreate(1L);
                  Flow two = m.flows().getOrCreate(x(p) & 3);
                  one.bytes += 5;
                  two.bytes += y(p);
                  return fold(one.bytes - two.bytes);
                }),
        map(
            "one of two flows",
            m ->
                p -> {
                  Flow flow = a(p) > 0 ? m.flows().getOrCreate(1L) : m.flowArray().get(0);
                  flow.state += 2;
                  return flow.state;
                }),
        map("a flow passed on", m -> p -> touch(m.flows().getOrCreate(y(p) & 1), a(p))));
  }

  private static int touch(Flow flow, int number) {
    flow.state ^= number;
    return flow.state;
  }
}
