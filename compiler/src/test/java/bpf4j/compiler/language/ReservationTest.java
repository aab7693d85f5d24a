package bpf4j.compiler.language;

import static bpf4j.compiler.language.Numbers.a;
import static bpf4j.compiler.language.Numbers.b;
import static bpf4j.compiler.language.Numbers.fold;
import static bpf4j.compiler.language.Numbers.x;
import static bpf4j.compiler.language.Numbers.y;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import bpf4j.compiler.Failure;
import bpf4j.compiler.SimulationResult;
import bpf4j.compiler.SocketFilter.Filter;
import bpf4j.compiler.VerifierException;
import bpf4j.compiler.internal.load.Compilation;
import bpf4j.compiler.internal.load.CompileOptions;
import bpf4j.compiler.internal.load.LinkLayer;
import bpf4j.compiler.internal.load.Loaded;
import bpf4j.compiler.internal.load.PacketTestRun;
import bpf4j.compiler.internal.load.ProgramListing;
import bpf4j.compiler.internal.opt.Target.Feature;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.JvmMaps;
import bpf4j.maps.layout.BigEndian;
import bpf4j.maps.layout.Size;
import bpf4j.perf.EventReader;
import bpf4j.perf.JvmChannels;
import bpf4j.perf.RingBuffer;
import bpf4j.syscall.bpf.ProgramFlags;
import bpf4j.testkit.Requirements;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Events that are filled in where they lie: the kernel does what the JVM does. */
class ReservationTest {
  private static final int HARSH = ProgramFlags.TEST_RND_HI32 | ProgramFlags.TEST_STATE_FREQ;
  private static final int BYTES = 4096;

  record Inner(int left, short right) {}

  static final class Event {
    long x;
    int a;
    @BigEndian short port;
    boolean flag;
    Inner inner = new Inner(0, (short) 0);
    final AtomicLong count = new AtomicLong();

    @Size(12)
    final byte[] bytes = new byte[12];

    @Size(3)
    final long[] longs = new long[3];

    @Size(6)
    String text = "";

    @Override
    public String toString() {
      return x
          + " "
          + a
          + " "
          + port
          + " "
          + flag
          + " "
          + inner
          + " "
          + count
          + " "
          + Arrays.toString(bytes)
          + Arrays.toString(longs)
          + text;
    }
  }

  /** Larger than what an event on the stack can be. */
  static final class Large {
    int first;

    @Size(800)
    final byte[] bytes = new byte[800];

    int last;

    @Override
    public String toString() {
      return first + Arrays.toString(bytes) + last;
    }
  }

  /** What programs use, in the kernel or in the JVM. */
  record Rings(RingBuffer<Event> ring, RingBuffer<Large> large, BpfArray<Long> array)
      implements AutoCloseable {
    static Rings inKernel() {
      return new Rings(
          RingBuffer.of(Event.class, BYTES),
          RingBuffer.of(Large.class, BYTES),
          BpfMaps.array(Long.class, 4));
    }

    static Rings inJvm() {
      return new Rings(
          JvmChannels.ringBuffer(Event.class, BYTES),
          JvmChannels.ringBuffer(Large.class, BYTES),
          JvmMaps.array(Long.class, 4));
    }

    String contents() {
      List<String> all = new ArrayList<>();
      array.forEach((index, value) -> all.add(index + "=" + value));
      all.add("dropped " + ring.dropped() + " " + large.dropped());
      return all.toString();
    }

    @Override
    public void close() {
      ring.close();
      large.close();
      array.close();
    }
  }

  @FunctionalInterface
  interface Subject {
    Filter with(Rings rings);
  }

  @BeforeEach
  void needsRoot() {
    Requirements.root();
  }

  private static DynamicTest fill(String name, Subject program) {
    return DynamicTest.dynamicTest(name, () -> check(program, true));
  }

  private static void check(Subject program, boolean drained) {
    CompileOptions filter = CompileOptions.filter();
    check(program, filter, HARSH, drained);
    check(program, CompileOptions.tap(LinkLayer.ETHERNET), 0, drained);
    check(program, filter.without(Set.of(Feature.MAY_GOTO)), HARSH, drained);
  }

  private static void check(Subject program, CompileOptions options, int flags, boolean drained) {
    try (Rings real = Rings.inKernel();
        Rings twins = Rings.inJvm();
        EventReader<Event> realEvents = real.ring().reader();
        EventReader<Event> twinEvents = twins.ring().reader();
        EventReader<Large> realLarge = real.large().reader();
        EventReader<Large> twinLarge = twins.large().reader()) {
      Compilation compilation = Compilation.of(program.with(real), options);
      String listing = ProgramListing.disassemble(compilation.code());
      try (Loaded loaded = Loaded.load(compilation, flags)) {
        assertThat(loaded.retried()).as(listing).isFalse();
        Filter twin = program.with(twins);
        for (byte[] packet : Numbers.packets()) {
          compare(loaded, twin, packet, listing);
          if (drained) {
            assertThat(read(realEvents)).as(listing).isEqualTo(read(twinEvents));
            assertThat(read(realLarge)).as(listing).isEqualTo(read(twinLarge));
          }
          assertThat(real.contents()).as(listing).isEqualTo(twins.contents());
        }
        assertThat(read(realEvents)).as(listing).isEqualTo(read(twinEvents));
      } catch (VerifierException e) {
        fail(listing + "\n" + e.log(), e);
      }
    }
  }

  private static void compare(Loaded loaded, Filter twin, byte[] packet, String listing) {
    SimulationResult expected = FrameTwin.run(twin, packet);
    long failures = count(loaded);
    int verdict = PacketTestRun.run(loaded.fd(), packet, 1).verdict();
    int failing = (int) loaded.compilation().options().defaultVerdict();
    int wanted = expected.failure().isPresent() ? failing : (int) expected.verdict();
    assertThat(verdict).as(listing + expected).isEqualTo(wanted);
    long counted = count(loaded) - failures;
    if (expected.failure().isEmpty() || failing != CompileOptions.TAP_FAILURE) {
      assertThat(counted).as(listing).isEqualTo(expected.failure().isPresent() ? 1 : 0);
    }
  }

  private static long count(Loaded loaded) {
    return loaded.failures().read().stream().mapToLong(Failure::count).sum();
  }

  private static <T> List<String> read(EventReader<T> reader) {
    List<String> events = new ArrayList<>();
    reader.drain(event -> events.add(event.toString()));
    return events;
  }

  @TestFactory
  Stream<DynamicTest> events() {
    return Stream.of(
        fill(
            "begin as zeros",
            m ->
                p -> {
                  boolean sent = m.ring().submit(e -> e.a = a(p));
                  return sent ? 1 : 2;
                }),
        fill(
            "of fields of all kinds",
            m ->
                p -> {
                  int a = a(p);
                  m.ring()
                      .submit(
                          e -> {
                            e.x = x(p);
                            e.a = a;
                            e.port = (short) b(p);
                            e.flag = a > 0;
                            e.inner = new Inner(a, (short) (a + 1));
                            e.count.addAndGet(a);
                            e.bytes[a & 7] = (byte) b(p);
                            e.longs[1] = e.x + e.count.get();
                            e.text = "abc";
                          });
                  return fold(a);
                }),
        fill(
            "that are read again",
            m ->
                p -> {
                  m.ring()
                      .submit(
                          e -> {
                            for (int i = 0; i < e.bytes.length; i++) {
                              e.bytes[i] = (byte) (p.u8(i) + i);
                            }
                            for (byte each : e.bytes) {
                              e.x = e.x * 31 + each;
                            }
                          });
                  return 5;
                }),
        fill(
            "larger than the stack",
            m ->
                p -> {
                  m.large()
                      .submit(
                          large -> {
                            large.first = a(p);
                            large.bytes[a(p) & 511] = 7;
                            large.bytes[799] = (byte) b(p);
                            large.last = b(p);
                          });
                  return 5;
                }));
  }

  @TestFactory
  Stream<DynamicTest> failures() {
    return Stream.of(
        fill(
            "of packet reads",
            m ->
                p -> {
                  m.ring()
                      .submit(
                          e -> {
                            e.a = a(p);
                            e.x = y(p);
                          });
                  return 3;
                }),
        fill(
            "of divisions and indices, and before and behind",
            m ->
                p -> {
                  int before = 100 / (a(p) & 3);
                  m.ring()
                      .submit(
                          e -> {
                            e.a = before / b(p);
                            e.longs[a(p) & 3] = 1;
                          });
                  m.array().put(a(p) & 7, x(p));
                  return before;
                }),
        fill(
            "by throwing",
            m ->
                p -> {
                  m.ring()
                      .submit(
                          e -> {
                            if (a(p) < 0) {
                              throw new IllegalStateException();
                            }
                            e.a = 1;
                          });
                  return 3;
                }),
        fill(
            "inside a loop inside",
            m ->
                p -> {
                  m.ring()
                      .submit(
                          e -> {
                            int n = a(p) & 0xfff;
                            for (int i = 0; i < n; i++) {
                              e.x = e.x * 31 + 1000 / (i - b(p));
                            }
                          });
                  return 3;
                }),
        fill(
            "of functions and of walks",
            m ->
                p -> {
                  m.ring()
                      .submit(
                          e ->
                              m.array()
                                  .forEach(
                                      (index, value) -> {
                                        e.x += value + index;
                                        e.longs[index - (a(p) & 1)] += value;
                                      }));
                  m.array().add(a(p) & 3, 5);
                  return 3;
                }));
  }

  @TestFactory
  Stream<DynamicTest> choices() {
    return Stream.of(
        fill(
            "not to submit",
            m ->
                p -> {
                  boolean sent =
                      m.ring()
                          .submitIf(
                              e -> {
                                e.a = a(p);
                                if (b(p) == 3) {
                                  return false;
                                }
                                e.x = y(p);
                                return e.a > 0;
                              });
                  return fold(sent);
                }),
        fill(
            "to submit one of two",
            m ->
                p -> {
                  if (a(p) > 0) {
                    m.ring().submit(e -> e.a = 1);
                  } else {
                    m.ring().submit(e -> e.x = 100 / b(p));
                  }
                  return 1;
                }),
        fill(
            "to submit one in another",
            m ->
                p -> {
                  m.ring()
                      .submitIf(
                          outer -> {
                            outer.a = 1;
                            boolean sent =
                                m.ring()
                                    .submitIf(
                                        inner -> {
                                          inner.a = 2;
                                          inner.x = outer.a + x(p) / b(p);
                                          return a(p) != 7;
                                        });
                            outer.flag = sent;
                            outer.x = 1000 / a(p);
                            return true;
                          });
                  return 1;
                }),
        fill(
            "to submit one in each turn",
            m ->
                p -> {
                  int sent = 0;
                  for (int i = 0; i < (a(p) & 7); i++) {
                    int turn = i;
                    if (m.ring().submitIf(e -> (e.a = turn) != 3)) {
                      sent++;
                    }
                  }
                  return sent;
                }));
  }

  @TestFactory
  Stream<DynamicTest> fullRings() {
    return Stream.of(
        DynamicTest.dynamicTest(
            "drop and count",
            () ->
                check(
                    m ->
                        p -> {
                          int sent = 0;
                          for (int i = 0; i < 5; i++) {
                            sent += m.ring().submit(e -> e.x = x(p)) ? 1 : 0;
                          }
                          return sent;
                        },
                    false)));
  }
}
