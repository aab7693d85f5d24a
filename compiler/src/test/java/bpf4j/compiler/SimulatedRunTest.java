package bpf4j.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.compiler.context.SkBuff;
import bpf4j.compiler.internal.simulate.SimulatedRun;
import bpf4j.maps.BpfArray;
import bpf4j.maps.JvmMaps;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class SimulatedRunTest {
  private final SkBuff skb = SkBuff.of(new byte[20]);

  @Test
  void returnsTheProgramsVerdict() {
    SimulatedRun run = SimulatedRun.of(skb::len, -1);
    assertThat(run.verdict()).isEqualTo(20);
    assertThat(run.failure()).isEmpty();
  }

  @Test
  void everyKindOfFailureGivesTheFailingVerdict() {
    Map<String, Integer> map = new HashMap<>();
    int[] array = new int[4];
    fails(() -> skb.u8(20));
    fails(() -> skb.ip().protocol());
    fails(() -> map.get("absent"));
    fails(() -> array[skb.len()]);
    fails(() -> 1 / skb.u8(0));
    fails(() -> 1 % skb.i64(0));
    fails(() -> skb.ipOrNull().protocol());
    fails(() -> skb.cb(5));
  }

  private static void fails(LongSupplier program) {
    SimulatedRun run = SimulatedRun.of(program, 7);
    assertThat(run.verdict()).isEqualTo(7);
    assertThat(run.failure()).isPresent();
  }

  @Test
  void whatTheProgramThrowsEndsTheRun() {
    LongSupplier program =
        () -> {
          throw new IllegalStateException("on purpose");
        };
    SimulatedRun run = SimulatedRun.of(program, 7);
    assertThat(run.verdict()).isEqualTo(7);
    assertThat(run.failure().orElseThrow().reason()).isEqualTo("on purpose");
  }

  @Test
  void misuseIsPassedOn() {
    BpfArray<Long> closed = JvmMaps.array(Long.class, 1);
    closed.close();
    assertThatThrownBy(() -> SimulatedRun.of(() -> closed.get(0), 0))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void namesTheLineThatFailed() {
    int before = new Throwable().getStackTrace()[0].getLineNumber();
    LongSupplier program =
        () -> {
          long length = skb.len();
          return skb.ip().protocol() + length;
        };
    SimulatedRun.Failure failure = SimulatedRun.of(program, 0).failure().orElseThrow();
    assertThat(failure.reason()).contains("requirement");
    assertThat(failure.trace().get(0).getClassName()).isEqualTo("bpf4j.compiler.packet.PacketView");
    StackTraceElement line = failure.line().orElseThrow();
    assertThat(line.getFileName()).isEqualTo("SimulatedRunTest.java");
    assertThat(line.getLineNumber()).isEqualTo(before + 4);
  }

  @Test
  void namesTheLineOfAFailingRead() {
    int before = new Throwable().getStackTrace()[0].getLineNumber();
    SimulatedRun run = SimulatedRun.of(() -> skb.ethernet().i64(13), 0);
    StackTraceElement line = run.failure().orElseThrow().line().orElseThrow();
    assertThat(line.getLineNumber()).isEqualTo(before + 1);
  }
}
