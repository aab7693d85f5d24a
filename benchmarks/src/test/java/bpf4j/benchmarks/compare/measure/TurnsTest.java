package bpf4j.benchmarks.compare.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {

  @Test
  void eachGoesFirstEverySecondTime() {
    List<String> order = new ArrayList<>();
    Turns.Result result =
        Turns.take(
            times -> {
              order.add("us");
              return new Cost(300, 200, 1);
            },
            times -> {
              order.add("them");
              return new Cost(600, 800, 1);
            },
            6,
            10);
    assertThat(order.subList(0, 4)).containsExactly("us", "them", "them", "us");
    assertThat(result.ours().value()).isEqualTo(30);
    assertThat(result.theirs().value()).isEqualTo(60);
    assertThat(result.wall().value()).isEqualTo(0.5);
    assertThat(result.cpu().value()).isEqualTo(0.25);
  }

  @Test
  void differentResultsAreNotCompared() {
    assertThatThrownBy(
            () -> Turns.take(times -> new Cost(1, 1, 1), times -> new Cost(1, 1, 2), 6, 10))
        .isInstanceOf(DifferentWorkException.class)
        .hasMessageContaining("not the same work");
  }

  @Test
  void allocationIsSeenAndItsAbsenceToo() {
    byte[][] kept = new byte[1][];
    double some =
        OwnThread.bytesPerOperation(
            () -> {
              long before = OwnThread.allocated();
              for (int i = 0; i < 10; i++) {
                kept[0] = new byte[1000];
              }
              return OwnThread.allocated() - before;
            },
            10,
            50_000_000);
    assertThat(some).isBetween(1000.0, 1100.0);
    assertThat(OwnThread.bytesPerOperation(() -> 0, 10, 50_000_000)).isZero();
  }
}
