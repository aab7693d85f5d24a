package bpf4j.compiler.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import bpf4j.compiler.Failure;
import bpf4j.compiler.SimulationResult;
import bpf4j.compiler.SocketFilter.Filter;
import bpf4j.compiler.VerifierException;
import bpf4j.compiler.internal.isa.IsaLevel;
import bpf4j.compiler.internal.load.Compilation;
import bpf4j.compiler.internal.load.CompileOptions;
import bpf4j.compiler.internal.load.FailureMap;
import bpf4j.compiler.internal.load.LinkLayer;
import bpf4j.compiler.internal.load.Loaded;
import bpf4j.compiler.internal.load.PacketTestRun;
import bpf4j.compiler.internal.load.ProgramListing;
import bpf4j.compiler.internal.opt.Target.Feature;
import bpf4j.syscall.KernelVersion;
import bpf4j.syscall.bpf.ProgramFlags;
import bpf4j.syscall.io.Fd;
import bpf4j.testkit.Requirements;
import java.util.List;
import java.util.Set;

/**
 * Runs a program on the JVM and in the kernel on the same packets, compiled for each instruction
 * set and each way of reading packets, and loaded in ways that bring wrong assumptions to light.
 */
final class Agreement {
  /** The verifier fills what it believes unused with random bits, and forgets states often. */
  private static final int HARSH = ProgramFlags.TEST_RND_HI32 | ProgramFlags.TEST_STATE_FREQ;

  private static final KernelVersion V3 = KernelVersion.of(5, 12);
  private static final KernelVersion V4 = KernelVersion.of(6, 6);

  private final Filter program;
  private final List<byte[]> packets = Numbers.packets();

  Agreement(Filter program) {
    this.program = program;
  }

  void check() {
    Requirements.root();
    for (IsaLevel level : levels()) {
      check(CompileOptions.filter().withLevel(level));
      check(CompileOptions.tap(LinkLayer.ETHERNET).withLevel(level));
    }
  }

  /** As {@link #check}, on a kernel that has {@code bpf_loop} and no {@code may_goto}. */
  void checkAsCallbacks() {
    Requirements.root();
    CompileOptions filter = CompileOptions.filter();
    check(filter.without(Set.of(Feature.MAY_GOTO)));
    // Verifiers before 6.7 believe that a callback is called once.
    Set<Feature> newer = Set.of(Feature.MAY_GOTO, Feature.REPEATED_CALLBACKS);
    check(filter.without(newer));
    check(CompileOptions.tap(LinkLayer.ETHERNET).without(newer));
    for (IsaLevel level : List.of(IsaLevel.V2, IsaLevel.V3)) {
      check(filter.without(newer).withLevel(level));
    }
  }

  /** The two newest instruction sets that this kernel has. */
  private static List<IsaLevel> levels() {
    KernelVersion running = KernelVersion.running();
    if (running.compareTo(V4) >= 0) {
      return List.of(IsaLevel.V3, IsaLevel.V4);
    }
    return running.compareTo(V3) >= 0
        ? List.of(IsaLevel.V2, IsaLevel.V3)
        : List.of(IsaLevel.V1, IsaLevel.V2);
  }

  private void check(CompileOptions options) {
    Compilation compilation = Compilation.of(program, options);
    for (int flags : new int[] {0, HARSH}) {
      try (Loaded loaded = Loaded.load(compilation, flags)) {
        assertThat(loaded.retried()).as(listing(compilation)).isFalse();
        for (byte[] packet : packets) {
          compare(loaded.compilation(), loaded.fd(), loaded.failures(), packet);
        }
      } catch (VerifierException e) {
        fail(listing(compilation) + e.log(), e);
      }
    }
  }

  private void compare(Compilation compilation, Fd fd, FailureMap failures, byte[] packet) {
    SimulationResult expected = FrameTwin.run(program, packet);
    List<Failure> before = failures.read();
    int verdict = PacketTestRun.run(fd, packet, 1).verdict();
    String description = listing(compilation) + expected;
    if (expected.failure().isEmpty()) {
      assertThat(verdict).as(description).isEqualTo((int) expected.verdict());
      assertThat(failures.read()).as(description).isEqualTo(before);
      return;
    }
    assertThat(verdict).as(description).isEqualTo((int) compilation.options().defaultVerdict());
    if (compilation.options().defaultVerdict() != CompileOptions.TAP_FAILURE) {
      Failure counted = newOf(before, failures.read());
      assertThat(counted.line()).as(description).isEqualTo(expected.failure().get().line());
    }
  }

  /** The one failure that came about since. */
  private static Failure newOf(List<Failure> before, List<Failure> after) {
    assertThat(count(after)).isEqualTo(count(before) + 1);
    return after.stream().filter(failure -> !before.contains(failure)).findFirst().orElseThrow();
  }

  private static long count(List<Failure> failures) {
    return failures.stream().mapToLong(Failure::count).sum();
  }

  private static String listing(Compilation compilation) {
    return compilation.options().level()
        + " "
        + compilation.options().packets()
        + "\n"
        + ProgramListing.disassemble(compilation.code())
        + "\n";
  }
}
