package bpf4j.compiler.language;

import static bpf4j.compiler.language.Idiom.idiom;
import static bpf4j.compiler.language.Numbers.a;
import static bpf4j.compiler.language.Numbers.b;
import static bpf4j.compiler.language.Numbers.fold;
import static bpf4j.compiler.language.Numbers.x;
import static bpf4j.compiler.language.Numbers.y;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Values of assignments, for which javac copies words below others on the operand stack. */
@SuppressWarnings({
  "AssignmentExpression",
  "ReturnValueIgnored",
  "lossy-conversions"
}) // to be tried
class OperandStackTest {
  private static final class Cell {
    int number;
    long wide;
    byte small;
  }

  private record Pair(int first, long second) {}

  @TestFactory
  Stream<DynamicTest> valuesOfAssignments() {
    return Idiom.agree(
        idiom(
            "of an element (dup_x2)",
            p -> {
              int[] numbers = new int[3];
              int one = numbers[a(p) & 1] = b(p);
              return one + (numbers[2] = numbers[0] + 1) + numbers[1];
            }),
        idiom(
            "of a wide element (dup2_x2)",
            p -> {
              long[] numbers = new long[3];
              long one = numbers[a(p) & 1] = x(p);
              return fold(one + (numbers[2] = numbers[0] - y(p)) + numbers[1]);
            }),
        idiom(
            "of a changed element (dup2, dup_x2)",
            p -> {
              int[] numbers = {3, 5};
              int one = numbers[a(p) & 1] += b(p);
              int two = numbers[b(p) & 1]++;
              int three = --numbers[a(p) & 1];
              return one * 31 + two * 7 + three;
            }),
        idiom(
            "of a changed wide element",
            p -> {
              long[] numbers = {3, 5};
              long one = numbers[a(p) & 1] ^= x(p);
              long two = numbers[b(p) & 1]--;
              return fold(one * 31 + two * 7 + ++numbers[1]);
            }),
        idiom(
            "of a field (dup_x1)",
            p -> {
              Cell cell = new Cell();
              int one = cell.number = a(p);
              long two = cell.wide = x(p);
              int three = cell.small = (byte) b(p);
              return one + fold(two) * 3 + three * 5 + cell.number;
            }),
        idiom(
            "of a changed field (dup_x1, dup2_x1)",
            p -> {
              Cell cell = new Cell();
              int one = cell.number += a(p);
              int two = cell.number++;
              long three = ++cell.wide;
              long four = cell.wide *= y(p);
              int five = cell.small--;
              return one + two * 3 + fold(three + four) + five * 7 + cell.number;
            }),
        idiom(
            "of several variables",
            p -> {
              int one;
              int two;
              long three;
              long four;
              one = two = a(p);
              three = four = x(p);
              return one * 3 + two + fold(three - four * 2);
            }),
        idiom(
            "of unused calls",
            p -> {
              fold(x(p));
              Math.max(a(p), b(p));
              Long.valueOf(y(p));
              return 3;
            }),
        idiom(
            "in an index",
            p -> {
              int i = a(p) & 1;
              int[] numbers = {7, 8, 9, 10};
              numbers[i++] = numbers[++i];
              return numbers[0] * 100 + numbers[1] * 10 + i;
            }));
  }

  @TestFactory
  Stream<DynamicTest> unfinishedObjects() {
    return Idiom.agree(
        idiom("with a conditional argument", p -> new Pair(a(p) > 0 ? 1 : b(p), x(p)).first()),
        idiom(
            "two at once",
            p -> sum(new Pair(a(p) > 0 ? 1 : 2, y(p)), new Pair(b(p), b(p) > 0 ? x(p) : 7))),
        idiom(
            "below numbers",
            p -> a(p) + b(p) * new Pair(a(p) > b(p) ? 3 : 4, x(p) > 0 ? 1 : y(p)).first()),
        idiom(
            "as an element of a sum in a loop",
            p -> {
              int sum = 0;
              for (int i = 0; i < 4; i++) {
                sum += sum(new Pair(p.u8(i) > 3 ? i : -i, p.u8(i + 1)), new Pair(sum, i));
              }
              return sum;
            }));
  }

  private static int sum(Pair left, Pair right) {
    return left.first() * 3 + fold(left.second()) + right.first() * 7 - fold(right.second());
  }

  @TestFactory
  Stream<DynamicTest> assertions() {
    return Idiom.agree(
        idiom(
            "assert",
            p -> {
              assert a(p) >= 0 || a(p) < 0 : "neither";
              return b(p);
            }));
  }
}
