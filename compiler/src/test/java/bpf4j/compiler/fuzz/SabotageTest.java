package bpf4j.compiler.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.testkit.Requirements;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the fuzzer is worth: each of some known miscompilations is found when it is planted. */
class SabotageTest {
  @TempDir private Path report;

  @BeforeEach
  void needsTheKernel() {
    Requirements.root();
  }

  @Test
  void plantedMiscompilationsAreFound() {
    assertThat(new SabotageRun(Options.defaults(0, 7, report)).run()).isTrue();
  }
}
