package bpf4j.compiler.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.testkit.Requirements;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small run of the fuzzer: one that is the same each time, and one that never is. */
class FuzzTest {
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
    run(100, seed);
  }

  private void run(int programs, long seed) throws InterruptedException {
    Summary summary = Fuzz.run(Options.defaults(programs, seed, report));
    assertThat(summary.line())
        .as("seed " + seed + "\n" + summary.reasons())
        .isEqualTo(
            "programs %d agree %d wrong 0 rejected 0 crashed 0 refused 0"
                .formatted(programs, programs));
  }
}
