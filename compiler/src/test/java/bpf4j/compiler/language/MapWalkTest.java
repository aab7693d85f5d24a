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
import bpf4j.compiler.internal.isa.IsaLevel;
import bpf4j.compiler.internal.load.Compilation;
import bpf4j.compiler.internal.load.CompileOptions;
import bpf4j.compiler.internal.load.LinkLayer;
import bpf4j.compiler.internal.load.Loaded;
import bpf4j.compiler.internal.load.PacketTestRun;
import bpf4j.compiler.internal.load.ProgramListing;
import bpf4j.compiler.internal.opt.Target.Feature;
import bpf4j.compiler.language.MapSet.Flow;
import bpf4j.compiler.language.MapSet.Pair;
import bpf4j.syscall.KernelVersion;
import bpf4j.syscall.bpf.ProgramFlags;
import bpf4j.testkit.Requirements;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Programs that go through all entries of a map. */
class MapWalkTest {
  private static final int HARSH = ProgramFlags.TEST_RND_HI32 | ProgramFlags.TEST_STATE_FREQ;

  @BeforeEach
  void needsWalks() {
    boolean present = KernelVersion.running().compareTo(KernelVersion.of(5, 13)) >= 0;
    Requirements.kernel(present, "bpf_for_each_map_elem is in Linux from 5.13 on");
    Requirements.root();
  }

  private static DynamicTest walk(String name, Function<MapSet, Filter> program) {
    return DynamicTest.dynamicTest(name, () -> check(program));
  }

  private static void check(Function<MapSet, Filter> program) {
    CompileOptions filter = CompileOptions.filter();
    check(program, filter.withLevel(IsaLevel.V3), 0);
    check(program, filter, HARSH);
    check(program, CompileOptions.tap(LinkLayer.ETHERNET), 0);
    // As for kernels that believe a callback to be called once.
    check(program, filter.without(Set.of(Feature.MAY_GOTO, Feature.REPEATED_CALLBACKS)), HARSH);
  }

  private static void check(Function<MapSet, Filter> program, CompileOptions options, int flags) {
    try (MapSet real = MapSet.inKernel();
        MapSet twins = MapSet.inJvm()) {
      fill(real);
      fill(twins);
      Compilation compilation = Compilation.of(program.apply(real), options);
      try (Loaded loaded = Loaded.load(compilation, flags)) {
        assertThat(loaded.retried()).isFalse();
        run(program, loaded, real, twins);
      } catch (VerifierException e) {
        fail(ProgramListing.disassemble(compilation.code()) + "\n" + e.log(), e);
      }
    }
  }

  private static void run(
      Function<MapSet, Filter> program, Loaded loaded, MapSet real, MapSet twins) {
    for (byte[] packet : Numbers.packets()) {
      SimulationResult expected = FrameTwin.run(program.apply(twins), packet);
      long failures = count(loaded);
      int verdict = PacketTestRun.run(loaded.fd(), packet, 1).verdict();
      boolean uncounted =
          loaded.compilation().options().defaultVerdict() == CompileOptions.TAP_FAILURE;
      String description =
          ProgramListing.disassemble(loaded.compilation().code()) + "\n" + expected;
      if (expected.failure().isPresent()) {
        assertThat(verdict)
            .as(description)
            .isEqualTo((int) loaded.compilation().options().defaultVerdict());
        assertThat(count(loaded) - failures).as(description).isLessThanOrEqualTo(1);
        assertThat(count(loaded) - failures > 0 || uncounted).as(description).isTrue();
      } else {
        assertThat(verdict).as(description).isEqualTo((int) expected.verdict());
        assertThat(count(loaded) - failures).as(description).isZero();
      }
      assertThat(real.contents()).as(description).isEqualTo(twins.contents());
    }
  }

  private static long count(Loaded loaded) {
    return loaded.failures().read().stream().mapToLong(Failure::count).sum();
  }

  private static void fill(MapSet maps) {
    for (int i = 0; i < 8; i++) {
      maps.array().put(i, i * 1_000_000_007L);
    }
    for (int i = 0; i < 3; i++) {
      maps.hash().put(i * 5 - 2, i * -77L);
      maps.keyed().put(new MapSet.Key((byte) i, i << 20, (short) -i), i + 1);
      maps.pairs().put(i, new Pair(i * 9, -i));
      maps.flows().put(i * 3L, new Flow());
      maps.set().add(i * 1000);
    }
  }

  @TestFactory
  Stream<DynamicTest> sums() {
    return Stream.of(
        walk(
            "of an array's values",
            m ->
                p -> {
                  long[] sum = {0};
                  m.array().forEach((index, value) -> sum[0] += value * index);
                  return fold(sum[0]);
                }),
        walk(
            "in an AtomicLong, with numbers from outside",
            m ->
                p -> {
                  AtomicLong sum = new AtomicLong(x(p));
                  int factor = a(p);
                  m.hash().forEach((key, value) -> sum.addAndGet(key * factor ^ value));
                  return fold(sum.get());
                }),
        walk(
            "by a method of an object",
            m ->
                p -> {
                  Sums sums = new Sums();
                  m.small().forEach(sums::add);
                  m.array().forEach((index, value) -> sums.add(index, value.intValue()));
                  return sums.sum * 31 + sums.count;
                }),
        walk(
            "of struct keys",
            m ->
                p -> {
                  int[] sum = new int[2];
                  m.keyed()
                      .forEach(
                          (key, value) -> {
                            sum[0] += key.port() + key.kind() * value;
                            sum[1] ^= key.flags();
                          });
                  return sum[0] ^ sum[1];
                }),
        walk(
            "of records",
            m ->
                p -> {
                  long[] sum = new long[1];
                  m.pairs().forEach((key, pair) -> sum[0] += pair.first() * key - pair.second());
                  return fold(sum[0]);
                }),
        walk(
            "of a set",
            m ->
                p -> {
                  int[] sum = {b(p)};
                  m.set().forEach(key -> sum[0] += key);
                  return sum[0];
                }),
        walk(
            "that nobody asks for",
            m ->
                p -> {
                  m.array().forEach((index, value) -> {});
                  return 5;
                }),
        walk(
            "of numbers that are hardly any",
            m ->
                p -> {
                  int[] count = new int[3];
                  m.array()
                      .forEach(
                          (index, value) -> {
                            count[0]++;
                            if (value > y(p)) {
                              count[1]++;
                            }
                            count[2] = index;
                          });
                  return count[0] * 100 + count[1] * 10 + count[2];
                }));
  }

  /** An object that a walk changes. */
  private static final class Sums {
    int sum;
    int count;

    void add(int index, int value) {
      sum += index * value;
      count++;
    }
  }

  @TestFactory
  Stream<DynamicTest> changes() {
    return Stream.of(
        walk(
            "to live structs",
            m ->
                p -> {
                  m.flows()
                      .forEach(
                          (key, flow) -> {
                            flow.packets.incrementAndGet();
                            flow.bytes += x(p) + key;
                            flow.port = (short) a(p);
                          });
                  return 1;
                }),
        walk(
            "to another map",
            m ->
                p -> {
                  m.hash().forEach((key, value) -> m.array().add(key & 7, value + 1));
                  return 2;
                }),
        walk(
            "to the map itself",
            m ->
                p -> {
                  m.hash()
                      .forEach(
                          (key, value) -> {
                            if ((value & 1) == 0) {
                              m.hash().put(key, value * 3 + a(p));
                            }
                          });
                  return 3;
                }),
        walk(
            "by removing keys",
            m ->
                p -> {
                  int limit = b(p);
                  m.set()
                      .forEach(
                          key -> {
                            if (key > limit) {
                              m.set().remove(key);
                            }
                          });
                  return 4;
                }),
        walk(
            "to arrays of the program, at indexes that come by entry",
            m ->
                p -> {
                  int[] counts = new int[8];
                  int[] at = {0};
                  m.array()
                      .forEach(
                          (index, value) -> {
                            counts[at[0] & 7] = (int) (value + index);
                            at[0] += 3;
                          });
                  int hash = 0;
                  for (int n : counts) {
                    hash = hash * 31 + n;
                  }
                  return hash;
                }),
        walk(
            "in a loop",
            m ->
                p -> {
                  int[] sum = {0};
                  for (int i = 0; i < 3; i++) {
                    int round = i;
                    m.small().forEach((index, value) -> sum[0] += index * round + 1);
                  }
                  return sum[0];
                }),
        walk(
            "with a loop inside",
            m ->
                p -> {
                  long[] sum = {0};
                  m.array()
                      .forEach(
                          (index, value) -> {
                            for (int i = 0; i < index; i++) {
                              sum[0] = sum[0] * 7 + value + p.u8(i);
                            }
                          });
                  return fold(sum[0]);
                }),
        walk(
            "one inside the other",
            m ->
                p -> {
                  long[] sum = {a(p)};
                  m.small()
                      .forEach(
                          (i, n) -> {
                            long[] inner = {0};
                            m.array().forEach((j, value) -> inner[0] += value * i + j);
                            sum[0] = sum[0] * 31 + inner[0];
                          });
                  return fold(sum[0]);
                }),
        walk(
            "to a value that was found before",
            m ->
                p -> {
                  Flow flow = m.flowArray().get(a(p) & 1);
                  m.array().forEach((index, value) -> flow.bytes += value);
                  return fold(flow.bytes);
                }),
        walk(
            "to which of the entries is largest",
            m ->
                p -> {
                  long[] most = {Long.MIN_VALUE};
                  int[] where = {-1};
                  m.array()
                      .forEach(
                          (index, value) -> {
                            long mixed = value ^ x(p);
                            if (mixed > most[0]) {
                              most[0] = mixed;
                              where[0] = index;
                            }
                          });
                  return where[0] < 0 ? -1 : where[0] + fold(most[0]);
                }));
  }

  @TestFactory
  Stream<DynamicTest> failures() {
    return Stream.of(
        walk(
            "stop the walk",
            m ->
                p -> {
                  m.array()
                      .forEach(
                          (index, value) -> {
                            if (index == (a(p) & 15)) {
                              throw new IllegalStateException();
                            }
                            m.array().add(index, 1);
                          });
                  return 6;
                }),
        walk(
            "by reading past the packet",
            m ->
                p -> {
                  int[] sum = {0};
                  m.small().forEach((index, value) -> sum[0] += p.u8(index * (b(p) & 31)));
                  return sum[0];
                }),
        walk(
            "by division",
            m ->
                p -> {
                  int[] sum = {0};
                  m.small().forEach((index, value) -> sum[0] += 100 / (index - (a(p) & 7)));
                  return sum[0];
                }),
        walk(
            "always",
            m ->
                p -> {
                  m.array()
                      .forEach(
                          (index, value) -> {
                            throw new IllegalStateException();
                          });
                  return 7;
                }),
        walk(
            "in a walk inside a walk",
            m ->
                p -> {
                  m.small()
                      .forEach(
                          (i, n) ->
                              m.array()
                                  .forEach(
                                      (j, value) -> {
                                        if (i * 8 + j == (a(p) & 63)) {
                                          throw new IllegalStateException();
                                        }
                                        m.flowArray().get(0).bytes++;
                                      }));
                  return 8;
                }));
  }
}
