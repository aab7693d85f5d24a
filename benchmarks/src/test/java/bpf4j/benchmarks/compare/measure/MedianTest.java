package bpf4j.benchmarks.compare.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MedianTest {

  @Test
  void isInTheMiddleWhateverTheOrder() {
    assertThat(Median.of(new double[] {9, 1, 5, 3, 7, 8, 2}).value()).isEqualTo(5);
    assertThat(Median.of(new double[] {9, 1, 5, 3, 7, 8}).value()).isEqualTo(6);
  }

  /** Ranks as tables of the sign test have them, counted from 1. */
  @ParameterizedTest
  @CsvSource({"6, 1, 6", "10, 2, 9", "20, 6, 15", "30, 10, 21", "50, 18, 33", "100, 40, 61"})
  void liesBetweenTheRanksOfTheTables(int count, int low, int high) {
    double[] ranks = IntStream.rangeClosed(1, count).asDoubleStream().toArray();
    Median median = Median.of(ranks);
    assertThat(median.low()).isEqualTo(low);
    assertThat(median.high()).isEqualTo(high);
  }

  @Test
  void intervalHoldsTheTrueMedianNineteenTimesInTwenty() {
    Random random = new Random(1);
    int held = 0;
    int runs = 4000;
    for (int i = 0; i < runs; i++) {
      Median median = Median.of(random.doubles(40).map(x -> x * x * x).toArray());
      held += median.low() <= 0.125 && 0.125 <= median.high() ? 1 : 0;
    }
    assertThat((double) held / runs).isBetween(0.945, 0.985);
  }

  @Test
  void refusesTooFew() {
    assertThatThrownBy(() -> Median.of(new double[5])).hasMessageContaining("six or more");
  }
}
