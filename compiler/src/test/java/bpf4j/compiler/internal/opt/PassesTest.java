package bpf4j.compiler.internal.opt;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.SocketFilter.Filter;
import bpf4j.compiler.context.SkBuff;
import bpf4j.compiler.internal.capture.CapturedLambda;
import bpf4j.compiler.internal.frontend.Environment;
import bpf4j.compiler.internal.frontend.LambdaTranslator;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.KnownBits;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import bpf4j.compiler.internal.opt.Interpreter.Outcome;
import bpf4j.compiler.internal.opt.Target.ContextLayout;
import bpf4j.compiler.internal.opt.Target.PacketReads;
import bpf4j.syscall.bpf.ProgramType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** After every single pass a graph is well formed, and does what it did before. */
class PassesTest {
  private static final Set<Target.Feature> ALL = EnumSet.allOf(Target.Feature.class);

  /** The passes that have changed any program. */
  private static final Set<String> USEFUL = new TreeSet<>();

  private static List<byte[]> packets() {
    Random random = new Random(5);
    List<byte[]> packets = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      byte[] packet = new byte[i % 4 == 0 ? random.nextInt(24) : 40];
      random.nextBytes(packet);
      for (int j = 0; j < packet.length; j++) {
        packet[j] = random.nextInt(3) == 0 ? (byte) random.nextInt(8) : packet[j];
      }
      packets.add(packet);
    }
    return packets;
  }

  private static Stream<DynamicTest> each(Target target) {
    return Programs.all().entrySet().stream()
        .map(
            program ->
                DynamicTest.dynamicTest(program.getKey(), () -> watch(program.getValue(), target)));
  }

  @TestFactory
  Stream<DynamicTest> withHelpers() {
    return each(new Target(ALL, false, PacketReads.LOAD_BYTES, -1));
  }

  @TestFactory
  Stream<DynamicTest> withHelpersInConservativeForm() {
    return each(new Target(Set.of(Target.Feature.MAY_GOTO), true, PacketReads.LOAD_BYTES, -1));
  }

  @TestFactory
  Stream<DynamicTest> withClassicReads() {
    return each(
        new Target(
            EnumSet.of(Target.Feature.MAY_GOTO, Target.Feature.SIGN_EXTENSION),
            false,
            PacketReads.CLASSIC,
            0));
  }

  @TestFactory
  Stream<DynamicTest> withAddresses() {
    ContextLayout layout = new ContextLayout(Interpreter.DATA_FIELD, Interpreter.END_FIELD, 4);
    return each(new Target(ALL, false, PacketReads.DIRECT, layout, -1));
  }

  @TestFactory
  Stream<DynamicTest> withAddressesOfTheFirstBytes() {
    ContextLayout layout = new ContextLayout(Interpreter.DATA_FIELD, Interpreter.END_FIELD, 4);
    return each(new Target(ALL, false, PacketReads.NEAR_DIRECT, layout, -1));
  }

  /**
   * What has to do with callbacks, reservations and maps, which only the kernel has: {@code
   * MapWalkTest}, {@code ReservationTest} and {@code MapTest} try it.
   */
  private static final Set<String> KERNEL_ONLY =
      Set.of("map-walks", "callback-failures", "give-back", "impossible-exits");

  /** No other pass is there in vain, and the programs above try them all. */
  @AfterAll
  static void everyPassIsTried() {
    assertThat(USEFUL)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(Stream.of("front-end"), Passes.names().stream())
                .filter(name -> !KERNEL_ONLY.contains(name))
                .toList());
  }

  private static void watch(Filter program, Target target) {
    boolean classic = target.packets() == PacketReads.CLASSIC;
    Environment environment = new Environment(ProgramType.SOCKET_FILTER, 14, 14, true);
    Graph graph =
        new LambdaTranslator(
                CapturedLambda.of(program), SkBuff.class, environment, target.defaultVerdict())
            .translate();
    graph.removeUnreachable();
    List<byte[]> packets = packets();
    List<Outcome> expected = new ArrayList<>();
    for (byte[] packet : packets) {
      expected.add(Interpreter.run(graph, packet));
    }
    List<String> changes = new ArrayList<>();
    String[] before = {""};
    Passes.run(
        graph,
        target,
        (pass, after, changed) -> {
          String text = after.toString();
          if (!changed) {
            assertThat(text).as("%s says that it changed nothing", pass).isEqualTo(before[0]);
            return;
          }
          before[0] = text;
          changes.add(pass);
          GraphVerifier.check(after);
          Facts facts = new Facts(classic ? null : new IndexBounds(after));
          for (int i = 0; i < expected.size(); i++) {
            Outcome outcome = Interpreter.run(after, packets.get(i), facts::check);
            assertThat(outcome).as("after %s of%n%s", changes, after).isEqualTo(expected.get(i));
          }
        });
    assertThat(changes).contains("lower");
    USEFUL.addAll(changes);
    assertThat(expected).anyMatch(outcome -> outcome.failed() == null);
    assertThat(expected.stream().distinct().count()).isGreaterThan(2);
  }

  /** What the optimizer believes of a value is true of each number that it has. */
  private record Facts(IndexBounds bounds, Map<Value, Fact> known) {
    private static final Fact NONE = new Fact(-1, IndexBounds.UNKNOWN);

    /** Which bits a value may have, and what it is at most. */
    private record Fact(long mayBeSet, long bound) {}

    Facts(IndexBounds bounds) {
      this(bounds, new IdentityHashMap<>());
    }

    private Fact of(Value value) {
      if (!value.type().isInteger()) {
        return NONE;
      }
      boolean isBounded = bounds != null && value.type() == Type.I32 && value.op() != Op.LOAD;
      return new Fact(
          KnownBits.mayBeSet(value), isBounded ? bounds.of(value) : IndexBounds.UNKNOWN);
    }

    void check(Value value, long number) {
      Fact fact = known.computeIfAbsent(value, this::of);
      long width = value.type() == Type.I32 ? 0xffff_ffffL : -1L;
      if ((number & width & ~fact.mayBeSet()) != 0) {
        throw new AssertionError("bits of %s, which is %x".formatted(value, number));
      }
      if (fact.bound() != IndexBounds.UNKNOWN && (number < 0 || number > fact.bound())) {
        throw new AssertionError("bound of %s, which is %d".formatted(value, number));
      }
    }
  }
}
