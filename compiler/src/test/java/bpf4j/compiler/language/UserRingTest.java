package bpf4j.compiler.language;

import static bpf4j.compiler.language.Numbers.a;
import static bpf4j.compiler.language.Numbers.b;
import static bpf4j.compiler.language.Numbers.fold;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import bpf4j.compiler.Failure;
import bpf4j.compiler.SimulationResult;
import bpf4j.compiler.SocketFilter.Filter;
import bpf4j.compiler.VerifierException;
import bpf4j.compiler.context.SkBuff;
import bpf4j.compiler.internal.load.Compilation;
import bpf4j.compiler.internal.load.CompileOptions;
import bpf4j.compiler.internal.load.Loaded;
import bpf4j.compiler.internal.load.PacketTestRun;
import bpf4j.compiler.internal.load.ProgramListing;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.BpfUserRingBuffer;
import bpf4j.maps.JvmMaps;
import bpf4j.maps.UserRingWriter;
import bpf4j.maps.layout.Size;
import bpf4j.syscall.KernelVersion;
import bpf4j.syscall.bpf.ProgramFlags;
import bpf4j.testkit.Requirements;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Records from Java, drained by programs: the kernel does what the JVM does. */
class UserRingTest {
  private static final int HARSH = ProgramFlags.TEST_RND_HI32 | ProgramFlags.TEST_STATE_FREQ;
  private static final int BYTES = 4096;

  record Order(int number, @Size(5) String text, long amount) {}

  record Rings(
      BpfUserRingBuffer<Order> orders, BpfUserRingBuffer<Long> numbers, BpfHash<Integer, Long> sums)
      implements AutoCloseable {
    static Rings inKernel() {
      return new Rings(
          BpfMaps.userRingBuffer(Order.class, BYTES),
          BpfMaps.userRingBuffer(Long.class, BYTES),
          BpfMaps.hash(Integer.class, Long.class, 64));
    }

    static Rings inJvm() {
      return new Rings(
          JvmMaps.userRingBuffer(Order.class, BYTES),
          JvmMaps.userRingBuffer(Long.class, BYTES),
          JvmMaps.hash(Integer.class, Long.class, 64));
    }

    /** Some records, one of them given up, and now and then one that is too short. */
    void fill(int turn) {
      try (UserRingWriter<Order> writer = orders.writer()) {
        writer.write(new Order(turn, "ab", 7L << 40));
        writer.reserve();
        writer.discard();
        writer.write(new Order(turn + 1, "abcde", -turn));
        if (turn % 5 == 4) {
          writer.reserve(4);
          writer.submit();
          writer.write(new Order(99, "", 1));
        }
      }
      for (int i = 0; i < turn; i++) {
        numbers.offer(i * 1_000_000_007L);
      }
    }

    String contents() {
      TreeMap<Integer, Long> all = new TreeMap<>();
      sums.forEach(all::put);
      return all + " " + orders.unread() + " " + numbers.unread();
    }

    @Override
    public void close() {
      orders.close();
      numbers.close();
      sums.close();
    }
  }

  @FunctionalInterface
  interface Subject {
    Filter with(Rings rings);
  }

  @BeforeEach
  void needsDrains() {
    boolean present = KernelVersion.running().compareTo(KernelVersion.of(6, 1)) >= 0;
    Requirements.kernel(present, "bpf_user_ringbuf_drain is in Linux from 6.1 on");
    Requirements.root();
  }

  private static DynamicTest drain(String name, Subject program) {
    return DynamicTest.dynamicTest(name, () -> check(program));
  }

  private static void check(Subject program) {
    try (Rings real = Rings.inKernel();
        Rings twins = Rings.inJvm()) {
      Compilation compilation = Compilation.of(program.with(real), CompileOptions.filter());
      String listing = ProgramListing.disassemble(compilation.code());
      try (Loaded loaded = Loaded.load(compilation, HARSH)) {
        assertThat(loaded.retried()).isFalse();
        Filter twin = program.with(twins);
        int turn = 0;
        for (byte[] packet : Numbers.packets()) {
          real.fill(turn);
          twins.fill(turn++);
          compare(loaded, twin, packet, listing);
          assertThat(real.contents()).as(listing).isEqualTo(twins.contents());
        }
      } catch (VerifierException e) {
        fail(listing + "\n" + e.log(), e);
      }
    }
  }

  private static void compare(Loaded loaded, Filter twin, byte[] packet, String listing) {
    SimulationResult expected = FrameTwin.run(twin, packet);
    long before = count(loaded);
    int verdict = PacketTestRun.run(loaded.fd(), packet, 1).verdict();
    int failing = (int) loaded.compilation().options().defaultVerdict();
    int wanted = expected.failure().isPresent() ? failing : (int) expected.verdict();
    assertThat(verdict).as(listing + expected).isEqualTo(wanted);
    assertThat(count(loaded) - before)
        .as(listing + expected)
        .isEqualTo(expected.failure().isPresent() ? 1 : 0);
  }

  private static long count(Loaded loaded) {
    return loaded.failures().read().stream().mapToLong(Failure::count).sum();
  }

  @TestFactory
  Stream<DynamicTest> records() {
    return Stream.of(
        drain("are counted", m -> p -> (int) m.numbers().drain(number -> {}) + 5),
        drain(
            "are numbers",
            m ->
                p -> {
                  AtomicLong sum = new AtomicLong(a(p));
                  long taken = m.numbers().drain(number -> sum.addAndGet(number * taken(p)));
                  return fold(sum.get() + taken);
                }),
        drain(
            "are copies",
            m ->
                p -> {
                  int factor = b(p);
                  m.orders().drain(order -> m.sums().put(order.number(), order.amount() + factor));
                  return 1;
                }),
        drain(
            "have text",
            m ->
                p -> {
                  int[] found = {0};
                  m.orders()
                      .drain(
                          order -> {
                            if (order.text().equals("abcde")) {
                              found[0] += order.number();
                            }
                          });
                  return found[0];
                }),
        drain(
            "may make a run fail",
            m ->
                p -> {
                  m.numbers().drain(number -> m.sums().add(1, 1000 / (number.intValue() - a(p))));
                  m.sums().add(2, 1);
                  return 1;
                }),
        drain(
            "of two rings",
            m ->
                p -> {
                  long[] sum = {0};
                  m.orders()
                      .drain(
                          order -> m.numbers().drain(number -> sum[0] += number ^ order.number()));
                  return fold(sum[0]);
                }));
  }

  private static int taken(SkBuff p) {
    return b(p) | 1;
  }
}
