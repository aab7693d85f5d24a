package bpf4j.compiler.language;

import static bpf4j.compiler.language.Idiom.idiom;
import static bpf4j.compiler.language.Numbers.a;
import static bpf4j.compiler.language.Numbers.b;
import static bpf4j.compiler.language.Numbers.fold;
import static bpf4j.compiler.language.Numbers.x;
import static bpf4j.compiler.language.Numbers.y;

import bpf4j.compiler.context.SkBuff;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Comparisons, branches, booleans and what lies on the operand stack meanwhile. */
@SuppressWarnings({"AssignmentExpression", "CompareToZero", "ShortCircuitBoolean"}) // to be tried
class ControlFlowTest {
  @TestFactory
  Stream<DynamicTest> comparisons() {
    return Idiom.agree(
        idiom("int <", p -> a(p) < b(p) ? 1 : 2),
        idiom("int <=", p -> a(p) <= b(p) ? 1 : 2),
        idiom("int >", p -> a(p) > b(p) ? 1 : 2),
        idiom("int >=", p -> a(p) >= b(p) ? 1 : 2),
        idiom("int ==", p -> a(p) == b(p) ? 1 : 2),
        idiom("int !=", p -> a(p) != b(p) ? 1 : 2),
        idiom("long <", p -> x(p) < y(p) ? 1 : 2),
        idiom("long <=", p -> x(p) <= y(p) ? 1 : 2),
        idiom("long >", p -> x(p) > y(p) ? 1 : 2),
        idiom("long >=", p -> x(p) >= y(p) ? 1 : 2),
        idiom("long ==", p -> x(p) == y(p) ? 1 : 2),
        idiom("long !=", p -> x(p) != y(p) ? 1 : 2),
        idiom("int with zero", p -> sign(a(p)) * 3 + (b(p) >= 0 ? 1 : 0) + (b(p) == 0 ? 10 : 20)),
        idiom(
            "int with constants",
            p -> (a(p) < 5 ? 1 : 0) + (a(p) > -8 ? 2 : 0) + (b(p) == 3 ? 4 : 0)),
        idiom("long with constants", p -> (x(p) < 5 ? 1 : 0) + (y(p) == 0xffff_ffffL ? 2 : 0)),
        idiom(
            "long with large constants", p -> x(p) > 0x1_0000_0000L ? 1 : x(p) < -1L << 40 ? 2 : 3),
        idiom(
            "with MIN and MAX",
            p -> (a(p) == Integer.MIN_VALUE ? 1 : 0) | (x(p) == Long.MAX_VALUE ? 2 : 0)),
        idiom("int with long", p -> a(p) < x(p) ? 1 : b(p) == y(p) ? 2 : 3),
        idiom(
            "of narrowed numbers",
            p -> ((byte) a(p) < (short) b(p) ? 1 : 0) + ((char) a(p) > b(p) ? 2 : 0)),
        idiom("of masked numbers", p -> ((a(p) & 7) < 3 ? 1 : 0) + ((x(p) & 0xff) >= 0x80 ? 2 : 0)),
        idiom("with itself", p -> same(a(p), a(p)) + same(x(p), y(p))),
        idiom(
            "of sums and differences",
            p -> (a(p) + 1 == 6 ? 1 : 0) | (a(p) - b(p) == 0 ? 2 : 0) | ((a(p) ^ 5) == 0 ? 4 : 0)),
        idiom(
            "of negated numbers",
            p -> (-a(p) == 7 ? 1 : 0) | (~b(p) == 0 ? 2 : 0) | (-x(p) < 0 ? 4 : 0)),
        idiom(
            "of swapped bytes",
            p ->
                (Integer.reverseBytes(a(p)) == 0x0700_0000 ? 1 : 0)
                    | (Long.reverseBytes(x(p)) < 0 ? 2 : 0)),
        idiom(
            "tests of bits",
            p ->
                ((a(p) & 1) == 0 ? 1 : 0)
                    | ((b(p) & 0x80) != 0 ? 2 : 0)
                    | ((x(p) & 1L << 63) != 0 ? 4 : 0)),
        idiom(
            "lcmp kept as a number",
            p -> Long.compare(x(p), y(p)) * 5 + Integer.compare(b(p), a(p))),
        idiom("ranges", p -> a(p) >= 0 && a(p) < 8 ? 1 : b(p) >= -3 && b(p) <= 3 ? 2 : 3));
  }

  private static int sign(int number) {
    if (number < 0) {
      return -1;
    }
    return number > 0 ? 1 : 0;
  }

  private static int same(long left, long right) {
    return left == right ? 1 : left < right ? 2 : left > right ? 4 : 8;
  }

  @TestFactory
  Stream<DynamicTest> booleans() {
    return Idiom.agree(
        idiom("&& || !", p -> fold(a(p) > 0 && b(p) < 10 || !(x(p) == 1))),
        idiom("& | ^", p -> fold(a(p) > 0 & b(p) < 10 | x(p) == 1 ^ y(p) > 0)),
        idiom(
            "boolean variables",
            p -> {
              boolean positive = a(p) > 0;
              boolean even = (b(p) & 1) == 0;
              boolean both = positive && even;
              boolean either = positive | even;
              return (both ? 1 : 0)
                  + (either ? 2 : 0)
                  + (positive != even ? 4 : 0)
                  + (both == either ? 8 : 0);
            }),
        idiom(
            "boolean compound assignment",
            p -> {
              boolean flag = a(p) > 0;
              flag &= b(p) > 0;
              flag |= x(p) > 5;
              flag ^= y(p) < 0;
              return fold(!flag);
            }),
        idiom("boolean methods", p -> fold(isSmall(a(p)) && !isSmall(b(p)))),
        idiom("condition of conditions", p -> (a(p) > b(p) ? x(p) > 0 : y(p) > 0) ? 1 : 2),
        idiom("negated diamonds", p -> !(a(p) > 0 && b(p) > 0) ? a(p) : b(p)),
        idiom("boolean of a loop", p -> fold(anyNegative(p))),
        idiom("Boolean.logicalXor", p -> fold(Boolean.logicalXor(a(p) > 0, b(p) > 0))));
  }

  private static boolean isSmall(int number) {
    return number > -100 && number < 100;
  }

  private static boolean anyNegative(SkBuff p) {
    for (int i = 0; i < 4; i++) {
      if (p.i32(i * 4) < 0) {
        return true;
      }
    }
    return false;
  }

  @TestFactory
  Stream<DynamicTest> branches() {
    return Idiom.agree(
        idiom(
            "if, else if, else",
            p -> {
              if (a(p) == 0) {
                return 1;
              } else if (a(p) < 0) {
                return b(p);
              } else if (a(p) > 100) {
                return -5;
              }
              return a(p);
            }),
        idiom(
            "variables assigned on some paths",
            p -> {
              int result = 3;
              long wide = 4;
              if (a(p) > b(p)) {
                result = a(p);
              } else {
                wide = x(p);
              }
              if (b(p) == 0) {
                result += 2;
                wide = -wide;
              }
              return result + fold(wide);
            }),
        idiom(
            "variables assigned on all paths",
            p -> {
              final int result;
              if (a(p) > 5) {
                result = b(p);
              } else if (a(p) < -5) {
                result = -b(p);
              } else {
                result = 9;
              }
              return result * 2;
            }),
        idiom("nested conditionals", p -> a(p) > 0 ? b(p) > 0 ? 1 : 2 : b(p) > 0 ? 3 : 4),
        idiom("conditionals of int and long", p -> fold(a(p) > 0 ? x(p) : b(p))),
        idiom("conditionals of small types", p -> (a(p) > 0 ? (byte) b(p) : (short) a(p)) * 3),
        idiom(
            "the operand stack across a merge",
            p -> a(p) * (b(p) > 0 ? 3 : a(p)) + (x(p) > 0 ? 1 : 2)),
        idiom(
            "the operand stack across merges",
            p -> three(a(p), b(p) > 0 ? x(p) : y(p), a(p) > b(p) ? 1 : b(p))),
        idiom(
            "early returns",
            p -> {
              if (a(p) == 5) {
                return 55;
              }
              int result = b(p) * 2;
              if (result > 5) {
                return result;
              }
              return x(p) == 1 ? 11 : -1;
            }),
        idiom(
            "conditions that later ones follow from",
            p -> {
              int result = 0;
              if (a(p) > 10) {
                if (a(p) > 5) {
                  result += 1;
                }
                if (a(p) < 10) {
                  result += 2;
                }
                if (a(p) != 11) {
                  result += 4;
                }
              } else {
                if (a(p) > 10) {
                  result += 8;
                }
                if (a(p) <= 12) {
                  result += 16;
                }
              }
              return result;
            }),
        idiom(
            "throw",
            p -> {
              if (a(p) < 0) {
                throw new IllegalArgumentException("negative");
              }
              return b(p);
            }),
        idiom(
            "throw of one of two",
            p -> {
              if (a(p) != 5) {
                throw b(p) > 0 ? new IllegalStateException() : new IllegalArgumentException();
              }
              return 1;
            }),
        idiom("throw in a method", p -> checked(a(p)) + checked(b(p))),
        idiom(
            "finally without effects",
            p -> {
              int result = a(p);
              try {
                result = 100 / b(p);
              } finally {
                result++;
              }
              return result;
            }),
        idiom("code after a return that always happens", p -> always(a(p)) + b(p)));
  }

  private static int three(int first, long second, int third) {
    return first * 3 + fold(second) * 5 + third;
  }

  private static int checked(int number) {
    if (number == Integer.MIN_VALUE) {
      throw new ArithmeticException();
    }
    return -number;
  }

  private static int always(int number) {
    int limit = 10;
    if (limit > 5) {
      return number;
    }
    return 0;
  }

  @TestFactory
  Stream<DynamicTest> values() {
    return Idiom.agree(
        idiom(
            "dup: assignment as a value",
            p -> {
              int one;
              int two = one = a(p);
              long wide;
              return one + two + fold(wide = x(p));
            }),
        idiom(
            "post- and pre-increment as values",
            p -> {
              int i = a(p);
              int result = i++ * 3 + ++i;
              long n = x(p);
              result += fold(n-- ^ --n);
              return result + i + fold(n);
            }),
        idiom(
            "swapping variables",
            p -> {
              int one = a(p);
              int two = b(p);
              if (one > two) {
                int swap = one;
                one = two;
                two = swap;
              }
              return one * 31 + two;
            }),
        idiom(
            "a variable reused in another block",
            p -> {
              int result = 0;
              if (a(p) > 0) {
                long inner = x(p);
                result += fold(inner);
              } else {
                int inner = b(p);
                result += inner;
              }
              return result;
            }),
        idiom(
            "the order of evaluation",
            p -> {
              int i = a(p);
              return i + (i = b(p)) * i + (i += 3);
            }));
  }
}
