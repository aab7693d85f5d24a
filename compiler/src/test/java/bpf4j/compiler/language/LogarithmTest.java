package bpf4j.compiler.language;

import static bpf4j.compiler.language.Idiom.idiom;
import static bpf4j.compiler.language.Numbers.a;
import static bpf4j.compiler.language.Numbers.b;
import static bpf4j.compiler.language.Numbers.fold;
import static bpf4j.compiler.language.Numbers.x;
import static bpf4j.compiler.language.Numbers.y;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.compiler.Kernel;
import bpf4j.compiler.KernelProgram;
import bpf4j.compiler.NetworkOrder;
import bpf4j.compiler.SocketFilter;
import bpf4j.compiler.declare.FailStopException;
import bpf4j.testkit.Requirements;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Logarithms and byte orders: exact on both sides. */
class LogarithmTest {
  private static final MathContext EXACT = new MathContext(60);

  @TestFactory
  Stream<DynamicTest> agree() {
    return Idiom.agree(
        idiom("log2", p -> Kernel.log2(x(p)) * 100 + Kernel.log2(a(p))),
        idiom("log10", p -> Kernel.log10(x(p)) * 100 + Kernel.log10(b(p))),
        idiom("log", p -> Kernel.log(x(p)) * 100 + Kernel.log(y(p))),
        idiom(
            "byte orders",
            p ->
                NetworkOrder.toHost16(a(p))
                    + 3 * NetworkOrder.toHost32(b(p))
                    + 5 * fold(NetworkOrder.toHost64(x(p)))
                    + 7 * NetworkOrder.toNetwork16(b(p))
                    + 11 * NetworkOrder.toNetwork32(a(p))
                    + 13 * fold(NetworkOrder.toNetwork64(y(p)))));
  }

  @Test
  void floorsAreExact() {
    for (long number : numbers()) {
      BigDecimal exact = new BigDecimal(new BigInteger(Long.toUnsignedString(number)));
      assertThat(Kernel.log2(number)).isEqualTo(floor(exact, BigDecimal.valueOf(2)));
      assertThat(Kernel.log10(number)).isEqualTo(floor(exact, BigDecimal.TEN));
      assertThat(Kernel.log(number)).as(Long.toUnsignedString(number)).isEqualTo(floor(exact, e()));
    }
    assertThatThrownBy(() -> Kernel.log2(0)).isInstanceOf(FailStopException.class);
    assertThatThrownBy(() -> Kernel.log10(0)).isInstanceOf(FailStopException.class);
    assertThatThrownBy(() -> Kernel.log(0)).isInstanceOf(FailStopException.class);
  }

  @Test
  void theKernelsFloorsAreTheJvms() {
    Requirements.root();
    try (KernelProgram program =
        SocketFilter.compileFilter(
                p -> Kernel.log2(x(p)) << 16 | Kernel.log10(x(p)) << 8 | Kernel.log(x(p)))
            .load()) {
      byte[] packet = new byte[64];
      for (long number : numbers()) {
        java.nio.ByteBuffer.wrap(packet).putLong(8, number).putLong(22, number);
        int expected = Kernel.log2(number) << 16 | Kernel.log10(number) << 8 | Kernel.log(number);
        assertThat(program.testRun(packet).verdict())
            .as(Long.toUnsignedString(number))
            .isEqualTo(expected);
      }
    }
  }

  /** Every number next to a power, and some others. */
  private static List<Long> numbers() {
    List<Long> numbers = new ArrayList<>(List.of(1L, 2L, 3L, -1L, Long.MIN_VALUE, Long.MAX_VALUE));
    for (BigDecimal base : List.of(BigDecimal.valueOf(2), BigDecimal.TEN, e())) {
      for (int power = 1; power < 64; power++) {
        BigInteger near = base.pow(power, EXACT).toBigInteger();
        if (near.bitLength() <= Long.SIZE) {
          numbers.add(near.longValue());
          numbers.add(near.longValue() + 1);
          numbers.add(near.longValue() - 1);
        }
      }
    }
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 200; i++) {
      numbers.add(random.nextLong() >>> random.nextInt(64));
    }
    numbers.removeIf(number -> number == 0);
    return numbers;
  }

  private static BigDecimal e() {
    BigDecimal sum = BigDecimal.ONE;
    BigDecimal term = BigDecimal.ONE;
    for (int i = 1; i < 60; i++) {
      term = term.divide(BigDecimal.valueOf(i), EXACT);
      sum = sum.add(term, EXACT);
    }
    return sum;
  }

  /** How often a base fits into a number. */
  private static int floor(BigDecimal number, BigDecimal base) {
    int floor = 0;
    BigDecimal power = base;
    while (power.compareTo(number) <= 0) {
      power = power.multiply(base, EXACT);
      floor++;
    }
    return floor;
  }
}
