package bpf4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.CompiledProgram;
import bpf4j.compiler.SocketFilter;
import bpf4j.maps.BpfArray;
import bpf4j.maps.JvmMaps;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExampleTest {

  @ParameterizedTest
  @EnumSource
  void isFoundAndCompiles(Example example) {
    try (BpfArray<Long> counts = JvmMaps.array(Long.class, example.entries())) {
      CompiledProgram<SocketFilter.Tap> program = SocketFilter.compile(example.program(counts));
      assertThat(program.size()).isGreaterThan(10);
    }
  }
}
