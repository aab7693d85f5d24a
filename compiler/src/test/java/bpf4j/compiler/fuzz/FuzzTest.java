package bpf4j.compiler.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.fuzz.run.Outcome;
import bpf4j.testkit.Requirements;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A small run of the fuzzer: one that is the same each time, and one that never is, of as many
 * programs as {@code BPF4J_FUZZ_PROGRAMS} says.
 */
class FuzzTest {
  /** So many tell how often the generator makes use of what. */
  private static final int MANY = 3_000;

  @TempDir private Path report;

  @BeforeEach
  void needsTheKernel() {
    Requirements.root();
  }

  @Test
  void programsOfAFixedSeedAgree() throws InterruptedException {
    run(200, 20_261);
  }

  @Test
  void programsOfAFreshSeedAgree() throws InterruptedException {
    long seed = System.nanoTime();
    System.out.println("fuzz seed " + seed);
    String programs = System.getenv("BPF4J_FUZZ_PROGRAMS");
    Summary summary = run(programs == null ? MANY : Integer.parseInt(programs), seed);
    System.out.println(summary.remarks() + " " + summary.line());
    if (summary.total() >= MANY) {
      assertThat(summary.groups())
          .as("share of programs that use a feature, of %d", summary.total())
          .allSatisfy((feature, count) -> assertThat(count * 100).isGreaterThan(summary.total()));
    }
  }

  private Summary run(int programs, long seed) throws InterruptedException {
    int threads = Math.min(4, Runtime.getRuntime().availableProcessors());
    Summary summary = Fuzz.run(Options.defaults(programs, seed, report).withThreads(threads));
    String story = "seed %d%n%s%s".formatted(seed, summary.reasons(), summary.line());
    Map<Outcome, Integer> outcomes = summary.outcomes();
    assertThat(outcomes)
        .as(story)
        .doesNotContainKeys(Outcome.WRONG, Outcome.REJECTED, Outcome.CRASHED);
    assertThat(outcomes.getOrDefault(Outcome.REFUSED, 0) * 100).as(story).isLessThan(programs);
    assertThat(summary.total()).isEqualTo(programs);
    return summary;
  }
}
