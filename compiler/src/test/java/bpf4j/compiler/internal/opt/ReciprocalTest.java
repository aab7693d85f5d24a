package bpf4j.compiler.internal.opt;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Multiplications that stand for divisions give the quotient for all dividends they are made for.
 */
class ReciprocalTest {
  private static Reciprocal of(int bits, long divisor) {
    Graph graph = new Graph();
    Value loaded = graph.newValue(Op.LD_ABS, Type.I32, 0, null);
    Value dividend =
        bits == Integer.SIZE
            ? loaded
            : graph.newValue(
                Op.AND, Type.I32, 0, null, loaded, graph.constant(Type.I32, (1L << bits) - 1));
    Value by = graph.constant(Type.I32, divisor);
    return Reciprocal.of(graph.newValue(Op.UDIV, Type.I32, 0, null, dividend, by));
  }

  private static void check(Reciprocal reciprocal, long dividend, long divisor) {
    long quotient = dividend * reciprocal.factor() >>> reciprocal.shift();
    assertThat(quotient).as("%d / %d", dividend, divisor).isEqualTo(dividend / divisor);
  }

  @Test
  void quotientsAtTheEdges() {
    Random random = new Random(7);
    int made = 0;
    for (int i = 0; i < 20_000; i++) {
      int bits = 1 + random.nextInt(Integer.SIZE);
      long divisor = 3L + random.nextInt(i < 5_000 ? 1_000 : Integer.MAX_VALUE - 3);
      Reciprocal reciprocal = of(bits, divisor);
      if (Long.bitCount(divisor) == 1 || reciprocal == null) {
        continue;
      }
      made++;
      long largest = (1L << bits) - 1;
      check(reciprocal, largest, divisor);
      check(reciprocal, random.nextLong(largest + 1), divisor);
      for (long multiple : new long[] {divisor, largest / divisor * divisor}) {
        for (long dividend = multiple - 1; dividend <= multiple + 1; dividend++) {
          if (dividend >= 0 && dividend <= largest) {
            check(reciprocal, dividend, divisor);
          }
        }
      }
    }
    assertThat(made).isGreaterThan(15_000);
  }

  @Test
  void productsThatWouldOverflowAreNotMade() {
    assertThat(of(Integer.SIZE, 7)).isNull();
    assertThat(of(Integer.SIZE, 10)).isEqualTo(new Reciprocal(0xcccc_cccdL, 35));
    assertThat(of(Integer.SIZE - 1, 7)).isNotNull();
    assertThat(of(16, 10).factor()).isLessThan(Integer.MAX_VALUE);
  }
}
