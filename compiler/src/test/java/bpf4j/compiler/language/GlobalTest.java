package bpf4j.compiler.language;

import static bpf4j.compiler.language.Numbers.a;
import static bpf4j.compiler.language.Numbers.b;
import static bpf4j.compiler.language.Numbers.fold;
import static bpf4j.compiler.language.Numbers.x;
import static bpf4j.compiler.language.Numbers.y;
import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.CompiledProgram;
import bpf4j.compiler.KernelProgram;
import bpf4j.compiler.SimulationResult;
import bpf4j.compiler.SocketFilter;
import bpf4j.compiler.SocketFilter.Filter;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfGlobal;
import bpf4j.maps.BpfGlobalArray;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.BpfNumber;
import bpf4j.maps.JvmMaps;
import bpf4j.maps.layout.Layout;
import bpf4j.testkit.Requirements;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Variables and arrays that programs reach at their address. */
class GlobalTest {
  record Sample(int id, long time, short kind) {}

  /** All in the kernel or all in the JVM. */
  record Globals(
      BpfGlobal<Long> number,
      BpfGlobal<Integer> narrow,
      BpfGlobal<Integer> network,
      BpfGlobal<MapSet.Flow> flow,
      BpfGlobal<Sample> sample,
      BpfGlobalArray<Long> longs,
      BpfGlobalArray<Integer> bytes,
      BpfGlobalArray<MapSet.Flow> flows,
      BpfGlobalArray<Long> many,
      BpfArray<Long> one)
      implements AutoCloseable {
    static Globals inKernel() {
      return new Globals(
          BpfMaps.global(Long.class),
          BpfMaps.global(Integer.class),
          BpfMaps.global(Layout.be16()),
          BpfMaps.global(MapSet.Flow.class),
          BpfMaps.global(Sample.class),
          BpfMaps.globalArray(Long.class, 8),
          BpfMaps.globalArray(Layout.u8(), 5),
          BpfMaps.globalArray(MapSet.Flow.class, 3),
          BpfMaps.globalArray(Long.class, 100_000),
          BpfMaps.array(Long.class, 1));
    }

    static Globals inJvm() {
      return new Globals(
          JvmMaps.global(Long.class),
          JvmMaps.global(Integer.class),
          JvmMaps.global(Layout.be16()),
          JvmMaps.global(MapSet.Flow.class),
          JvmMaps.global(Sample.class),
          JvmMaps.globalArray(Long.class, 8),
          JvmMaps.globalArray(Layout.u8(), 5),
          JvmMaps.globalArray(MapSet.Flow.class, 3),
          JvmMaps.globalArray(Long.class, 100_000),
          JvmMaps.array(Long.class, 1));
    }

    String contents() {
      StringBuilder text = new StringBuilder();
      text.append(number.get()).append(' ').append(narrow.get()).append(' ').append(network.get());
      text.append(' ').append(flow.get()).append(' ').append(sample.get()).append('\n');
      longs.forEach((index, value) -> text.append(value).append(' '));
      bytes.forEach((index, value) -> text.append(value).append(' '));
      flows.forEach((index, value) -> text.append(value).append(' '));
      for (int i = 0; i < 100_000; i += 9_999) {
        text.append(many.get(i)).append(' ');
      }
      return text.append(one.get(0)).toString();
    }

    @Override
    public void close() {
      number.close();
      narrow.close();
      network.close();
      flow.close();
      sample.close();
      longs.close();
      bytes.close();
      flows.close();
      many.close();
      one.close();
    }
  }

  private static DynamicTest global(String name, Function<Globals, Filter> program) {
    return DynamicTest.dynamicTest(name, () -> check(program));
  }

  private static void check(Function<Globals, Filter> program) {
    Requirements.root();
    try (Globals real = Globals.inKernel();
        Globals twins = Globals.inJvm();
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
  Stream<DynamicTest> variables() {
    return Stream.of(
        global(
            "add",
            g ->
                p -> {
                  g.number().add(x(p));
                  g.narrow().add(y(p));
                  return g.narrow().get();
                }),
        global("getAndAdd", g -> p -> fold(g.number().getAndAdd(a(p))) + g.narrow().get()),
        global("getAndAdd of ints", g -> p -> fold(g.narrow().getAndAdd(x(p)))),
        global(
            "set and get",
            g ->
                p -> {
                  long before = g.number().get();
                  g.number().set(before * 31 + x(p));
                  g.narrow().setLong(y(p));
                  g.network().set(a(p));
                  return fold(before) + fold(g.number().getLong()) + g.network().get();
                }),
        global(
            "get keeps its value when the variable changes",
            g ->
                p -> {
                  Long before = g.number().get();
                  g.number().set(x(p));
                  return fold(before);
                }),
        global(
            "fields of a section",
            g ->
                p -> {
                  g.flow().get().packets.incrementAndGet();
                  g.flow().get().bytes += b(p);
                  MapSet.Flow flow = g.flow().get();
                  flow.port = (short) a(p);
                  flow.seen = !flow.seen;
                  return flow.state++ + flow.port + flow.drops.incrementAndGet();
                }),
        global(
            "records",
            g ->
                p -> {
                  Sample before = g.sample().get();
                  g.sample().set(new Sample(a(p), x(p), (short) b(p)));
                  return before.id() + fold(before.time()) + before.kind();
                }),
        global(
            "sections copied",
            g ->
                p -> {
                  g.flow().get().state += a(p);
                  g.flows().put(1, g.flow().get());
                  return g.flows().get(1).state;
                }),
        global(
            "in a loop",
            g ->
                p -> {
                  for (int i = 0; i < 8; i++) {
                    g.number().set(g.number().get() * 3 + p.u8(i));
                  }
                  return fold(g.number().get());
                }),
        global(
            "across paths",
            g ->
                p -> {
                  MapSet.Flow flow = a(p) > b(p) ? g.flow().get() : g.flows().get(2);
                  flow.bytes += x(p);
                  return fold(flow.bytes);
                }),
        global(
            "an array of one",
            g ->
                p -> {
                  g.one().add(0, x(p));
                  g.one().put(0, g.one().get(0) + 1);
                  return fold(g.one().getLong(a(p) & 0));
                }),
        global(
            "an array of one at any index",
            g ->
                p -> {
                  g.one().add(a(p) & 1, 1);
                  return 3;
                }));
  }

  @TestFactory
  Stream<DynamicTest> arrays() {
    return Stream.of(
        global(
            "constant indexes",
            g ->
                p -> {
                  g.longs().add(0, x(p));
                  g.longs().put(7, g.longs().get(0) + g.longs().getLong(7));
                  g.many().add(0, 1);
                  g.many().add(9_999, a(p));
                  g.many().add(99_990, b(p));
                  return fold(g.longs().get(7) + g.many().get(99_990));
                }),
        global("a constant index out of bounds", g -> p -> a(p) == 3 ? 1 : fold(outside(g))),
        global(
            "masked indexes",
            g ->
                p -> {
                  g.longs().add(a(p) & 7, b(p));
                  return fold(g.longs().getAndAdd(b(p) & 7, 1));
                }),
        global(
            "any index",
            g ->
                p -> {
                  g.longs().add(a(p), 1);
                  g.bytes().put(b(p), a(p));
                  return g.bytes().get(2);
                }),
        global(
            "a checked index",
            g ->
                p -> {
                  int index = a(p);
                  if (index >= 0 && index < g.many().maxEntries()) {
                    g.many().add(index, 1);
                  }
                  return index;
                }),
        global(
            "structs at any index",
            g ->
                p -> {
                  MapSet.Flow flow = g.flows().get(p.u8(2) % 3);
                  flow.packets.addAndGet(x(p));
                  flow.state ^= b(p);
                  return flow.state;
                }),
        global(
            "a byte of the packet as an index",
            g ->
                p -> {
                  g.many().add(p.u8(9), 1);
                  g.many().add(p.u16(2), 1);
                  return fold(g.many().get(p.u8(9)));
                }),
        global(
            "in a loop",
            g ->
                p -> {
                  for (int i = 0; i < g.longs().maxEntries(); i++) {
                    g.longs().put(i, g.longs().get(7 - i) + p.u8(i));
                  }
                  return 3;
                }));
  }

  private static long outside(Globals globals) {
    globals.longs().add(8, 1);
    return 5;
  }

  @Test
  void javaAndTheProgramBothCount() throws Exception {
    Requirements.root();
    try (BpfGlobal<MapSet.Flow> global = BpfMaps.global(MapSet.Flow.class);
        KernelProgram program =
            SocketFilter.compileFilter(
                    p -> {
                      global.get().packets.incrementAndGet();
                      return 1;
                    })
                .load()) {
      BpfNumber packets = global.number("packets");
      byte[] packet = Numbers.packets().get(0);
      int rounds = 20_000;
      Thread java =
          new Thread(
              () -> {
                for (int i = 0; i < rounds; i++) {
                  packets.add(1);
                }
              });
      java.start();
      program.testRun(packet, rounds);
      java.join();
      assertThat(packets.getAndSet(0)).isEqualTo(2L * rounds);
      assertThat(global.get().packets).hasValue(0);
    }
  }

  @Test
  void noHelperIsCalled() {
    try (BpfGlobal<Long> number = JvmMaps.global(Long.class);
        BpfGlobalArray<Long> array = JvmMaps.globalArray(Long.class, 256)) {
      CompiledProgram<SocketFilter.Tap> program =
          SocketFilter.compile(
              skb -> {
                number.add(1);
                array.add(skb.u8(9), 1);
                array.add(3, number.get());
              });
      assertThat(program.disassemble()).doesNotContain("call");
    }
  }
}
