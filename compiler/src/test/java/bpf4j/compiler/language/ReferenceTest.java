package bpf4j.compiler.language;

import static bpf4j.compiler.language.Idiom.idiom;
import static bpf4j.compiler.language.Numbers.a;
import static bpf4j.compiler.language.Numbers.b;
import static bpf4j.compiler.language.Numbers.fold;
import static bpf4j.compiler.language.Numbers.x;
import static bpf4j.compiler.language.Numbers.y;

import bpf4j.compiler.SocketFilter.Filter;
import bpf4j.compiler.context.SkBuff;
import java.io.Serializable;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Lambdas and method references, as programs and inside them, and what they capture. */
class ReferenceTest {
  private static final int STEP = 17;
  private static final long MASK = 0xff00_ff00_ff00_ff00L;
  private static final String NAME = "bpf";

  private interface Doubling extends Serializable {
    int apply(int number);

    default int apply(long number) {
      return apply((int) number) + 1;
    }

    default int twice(int number) {
      return apply(apply(number));
    }

    default int verdict(SkBuff p) {
      return twice(a(p)) - b(p);
    }

    static int half(SkBuff p) {
      return a(p) / 2;
    }
  }

  /** A class whose final fields are constants of the programs that its methods make. */
  private static class Limits implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int low;
    final long high;
    private final boolean inclusive;
    private final Integer boxed;

    Limits(int low, long high, boolean inclusive) {
      this.low = low;
      this.high = high;
      this.inclusive = inclusive;
      this.boxed = low + 1;
    }

    Filter asLambda() {
      return p -> contains(a(p)) ? 1 : boxed + step();
    }

    Filter asReference() {
      return this::verdict;
    }

    private int verdict(SkBuff p) {
      return contains(b(p)) ? (int) high : low;
    }

    boolean contains(int number) {
      return inclusive ? number >= low && number <= high : number > low && number < high;
    }

    private int step() {
      return 1000;
    }
  }

  /** Has private methods, and a lambda, of the same names as its superclass. */
  private static final class Stricter extends Limits {
    private static final long serialVersionUID = 1L;

    Stricter(int low, long high) {
      super(low, high, true);
    }

    @Override
    Filter asLambda() {
      return p -> step() + a(p);
    }

    Filter ofSuper() {
      return super.asLambda();
    }

    @Override
    boolean contains(int number) {
      return number == high || super.contains(number - 1);
    }

    private int step() {
      return 2000;
    }

    private int verdict(SkBuff p) {
      return -100 - a(p);
    }

    Filter mine() {
      return this::verdict;
    }
  }

  private record Affine(int factor, int offset) implements Serializable {
    int at(int number) {
      return factor * number + offset;
    }

    int verdict(SkBuff p) {
      return at(a(p)) ^ at(b(p));
    }
  }

  private static int viaStaticMethod(SkBuff p) {
    return a(p) * 3 - b(p);
  }

  @TestFactory
  Stream<DynamicTest> programs() {
    Limits limits = new Limits(-5, 100, true);
    Stricter stricter = new Stricter(-5, 100);
    Affine affine = new Affine(31, 7);
    return Idiom.agree(
        idiom("a static method", ReferenceTest::viaStaticMethod),
        idiom("a static method of an interface", Doubling::half),
        idiom("a method of the context", SkBuff::len),
        idiom("a method of a captured object", affine::verdict),
        idiom("a method of another lambda", doubling(4)::verdict),
        idiom("a lambda that captures this", limits.asLambda()),
        idiom("a private method of this", limits.asReference()),
        idiom("a lambda of a subclass", stricter.asLambda()),
        idiom("a lambda of the superclass", stricter.ofSuper()),
        idiom("a private method of the superclass", stricter.asReference()),
        idiom("a private method of the subclass", stricter.mine()),
        idiom("a lambda in a lambda's method", nested(4)));
  }

  private static Filter nested(int n) {
    int square = n * n;
    return p -> a(p) + square;
  }

  @TestFactory
  Stream<DynamicTest> captures() {
    int number = Integer.parseInt("12345");
    long wide = Long.parseLong("123456789012");
    boolean flag = Boolean.parseBoolean("true");
    byte small = (byte) number;
    short medium = (short) number;
    char letter = NAME.charAt(1);
    Integer boxed = number + 1;
    Long absent = null;
    int[] table = {3, 5, 7};
    Affine affine = new Affine(number, 3);
    Limits limits = new Stricter(3, 9);
    Doubling lambda = n -> n * 7;
    Doubling capturing = doubling(number);
    Doubling reference = affine::at;
    return Idiom.agree(
        idiom("an int", p -> a(p) + number),
        idiom("a long", p -> fold(x(p) ^ wide)),
        idiom("a boolean", p -> flag ? a(p) : b(p)),
        idiom("small numbers", p -> a(p) + small * medium - letter),
        idiom("a boxed number", p -> a(p) + boxed),
        idiom("null", p -> absent == null ? a(p) : absent.intValue()),
        idiom("elements of an array", p -> a(p) * table[2] + table.length),
        idiom("a record", p -> affine.at(a(p)) + affine.factor()),
        idiom("an object with final fields", p -> limits.contains(a(p)) ? 1 : 2),
        idiom("static finals", p -> a(p) * STEP + fold(x(p) & MASK) + NAME.length()),
        idiom("a lambda", p -> lambda.apply(a(p)) + lambda.twice(b(p))),
        idiom("a lambda that captures", p -> capturing.apply(a(p)) + number),
        idiom("a reference", p -> reference.apply(a(p)) + 1),
        idiom("all at once", p -> flag && a(p) > small ? number + fold(wide) : boxed));
  }

  @TestFactory
  Stream<DynamicTest> inside() {
    Affine affine = new Affine(5, -2);
    return Idiom.agree(
        idiom(
            "a lambda",
            p -> {
              IntBinaryOperator mix = (left, right) -> left * 31 + right;
              return mix.applyAsInt(a(p), mix.applyAsInt(b(p), 7));
            }),
        idiom(
            "a lambda that captures",
            p -> {
              int first = a(p);
              long second = x(p);
              LongBinaryOperator mix = (left, right) -> left * first + right * second;
              return fold(mix.applyAsLong(y(p), 3));
            }),
        idiom(
            "a lambda in a lambda",
            p -> {
              int first = a(p);
              IntUnaryOperator outer =
                  n -> {
                    IntUnaryOperator inner = m -> m + n + first;
                    return inner.applyAsInt(n * 2);
                  };
              return outer.applyAsInt(b(p));
            }),
        idiom("a lambda passed on", p -> apply(n -> n - b(p), a(p))),
        idiom("a lambda applied in a loop", p -> count(n -> n > 3, p)),
        idiom("a lambda returned", p -> adder(a(p)).applyAsInt(b(p))),
        idiom(
            "one of two lambdas that differ in what they capture",
            p -> {
              IntUnaryOperator operator = adder(a(p) > 0 ? 5 : b(p));
              return operator.applyAsInt(1);
            }),
        idiom("a reference to a static method", p -> apply(ReferenceTest::square, a(p))),
        idiom("a reference to a method of the JDK", p -> fold2(Math::max, a(p), b(p))),
        idiom("a reference to a method of a record", p -> apply(affine::at, a(p))),
        idiom(
            "a reference with its receiver as an argument",
            p -> {
              ToIntFunction<Affine> factor = Affine::factor;
              return factor.applyAsInt(new Affine(a(p), b(p))) + 1;
            }),
        idiom(
            "a reference to a method of the packet",
            p -> {
              IntUnaryOperator read = p::u8;
              return read.applyAsInt(3) * 256 + read.applyAsInt(4);
            }),
        idiom(
            "a constructor reference",
            p -> {
              BiFunction<Integer, Integer, Affine> make = Affine::new;
              return make.apply(a(p), 3).at(b(p));
            }),
        idiom("a default method of an interface", p -> doubling(3).twice(a(p))),
        idiom("an overload of the lambda's method", p -> doubling(3).apply(x(p))),
        idiom(
            "a generic function",
            p -> {
              Function<Integer, Integer> negate = n -> -n;
              return negate.apply(a(p)) + generic(n -> n * 2, b(p));
            }),
        idiom(
            "suppliers",
            p -> {
              IntSupplier one = () -> a(p);
              BooleanSupplier positive = () -> b(p) > 0;
              Supplier<Affine> record = () -> new Affine(3, 4);
              return positive.getAsBoolean() ? one.getAsInt() : record.get().at(5);
            }),
        idiom("methods that call methods", p -> square(square(a(p)) + square(b(p)))),
        idiom("many parameters", p -> six(a(p), x(p), b(p), y(p), (byte) a(p), a(p) > 0)));
  }

  private static int apply(IntUnaryOperator operator, int number) {
    return operator.applyAsInt(number);
  }

  private static int fold2(IntBinaryOperator operator, int left, int right) {
    return operator.applyAsInt(left, right);
  }

  private static Integer generic(Function<Integer, Integer> function, Integer number) {
    return function.apply(number);
  }

  private static int count(IntPredicate wanted, SkBuff p) {
    int count = 0;
    for (int i = 0; i < 8; i++) {
      if (wanted.test(p.u8(i))) {
        count++;
      }
    }
    return count;
  }

  private static IntUnaryOperator adder(int summand) {
    return n -> n + summand;
  }

  private static Doubling doubling(int factor) {
    return n -> n * factor;
  }

  private static int square(int number) {
    return number * number;
  }

  private static int six(int a, long x, int b, long y, byte small, boolean flag) {
    return flag ? a + fold(x) + small : b - fold(y) * small;
  }
}
