package bpf4j.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.benchmarks.compare.work.Workload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

  @Test
  void allWorkloadsUnlessToldOtherwise() {
    Options options = Options.parse(new String[0]);
    assertThat(options.workloads()).isEqualTo(Options.WORKLOADS);
    assertThat(options.quick()).isFalse();
    assertThat(options.pairs()).isZero();
  }

  @Test
  void readsAll() {
    Options options =
        Options.parse(new String[] {"rings", "--quick", "--pairs", "12", "maps", "--install"});
    assertThat(options.workloads()).extracting(Workload::name).containsExactly("rings", "maps");
    assertThat(options.quick()).isTrue();
    assertThat(options.install()).isTrue();
    assertThat(options.pairs()).isEqualTo(12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--pairs 5", "--pairs x", "--pairs", "--fast", "map"})
  void refusesTheRest(String line) {
    assertThatThrownBy(() -> Options.parse(line.split(" ")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void workloadsHaveNamesOfTheirOwn() {
    assertThat(Options.WORKLOADS).extracting(Workload::name).doesNotHaveDuplicates();
    assertThat(Options.WORKLOADS)
        .allSatisfy(workload -> assertThat(Options.USAGE).contains(workload.name()));
  }
}
