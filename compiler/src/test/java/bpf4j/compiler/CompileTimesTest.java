package bpf4j.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.maps.BpfArray;
import bpf4j.maps.JvmMaps;
import org.junit.jupiter.api.Test;

class CompileTimesTest {

  @Test
  void stagesTakeTimeAndNoMoreThanTheWhole() {
    try (BpfArray<Long> map = JvmMaps.array(Long.class, 256)) {
      long begin = System.nanoTime();
      CompileTimes times =
          SocketFilter.compile(skb -> map.add(skb.ip().protocol(), 1)).compileTimes();
      long elapsed = System.nanoTime() - begin;

      assertThat(times.capture()).isPositive();
      assertThat(times.read()).isPositive();
      assertThat(times.translate()).isPositive();
      assertThat(times.optimize()).isPositive();
      assertThat(times.generate()).isPositive();
      assertThat(times.total()).isLessThanOrEqualTo(elapsed);
    }
  }
}
