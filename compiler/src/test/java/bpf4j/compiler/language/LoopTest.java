package bpf4j.compiler.language;

import static bpf4j.compiler.language.Idiom.idiom;
import static bpf4j.compiler.language.Numbers.a;
import static bpf4j.compiler.language.Numbers.b;
import static bpf4j.compiler.language.Numbers.fold;
import static bpf4j.compiler.language.Numbers.x;

import bpf4j.compiler.context.SkBuff;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Loops of every shape, with what they carry round. */
@SuppressWarnings({"LabelledBreakTarget"}) // to be tried
class LoopTest {
  @TestFactory
  Stream<DynamicTest> shapes() {
    return Idiom.agree(
        idiom(
            "for",
            p -> {
              int sum = 0;
              for (int i = 0; i < 10; i++) {
                sum += i * a(p);
              }
              return sum;
            }),
        idiom(
            "for, down",
            p -> {
              int sum = 0;
              for (int i = 9; i >= 0; i--) {
                sum = sum * 3 + i;
              }
              return sum + b(p);
            }),
        idiom(
            "for, with a bound from the packet",
            p -> {
              int sum = 1;
              for (int i = 0; i < (a(p) & 15); i++) {
                sum += sum;
              }
              return sum;
            }),
        idiom(
            "for, over a long",
            p -> {
              long product = 1;
              for (long i = 1; i <= 8; i++) {
                product *= x(p) + i;
              }
              return fold(product);
            }),
        idiom(
            "for, two variables",
            p -> {
              int sum = 0;
              for (int i = 0, j = 20; i < j; i += 2, j -= 3) {
                sum += i * j + a(p);
              }
              return sum;
            }),
        idiom(
            "while",
            p -> {
              int n = a(p) & 0xff;
              int bits = 0;
              while (n != 0 && bits < 8) {
                bits++;
                n >>>= 1;
              }
              return bits;
            }),
        idiom(
            "do while",
            p -> {
              int i = 0;
              int sum = 0;
              do {
                sum += p.u8(i);
                i++;
              } while (i < 6);
              return sum;
            }),
        idiom(
            "while (true) with break",
            p -> {
              int i = 0;
              while (true) {
                if (i >= 12 || p.u8(i) == 3) {
                  break;
                }
                i++;
              }
              return i;
            }),
        idiom(
            "continue",
            p -> {
              int sum = 0;
              for (int i = 0; i < 8; i++) {
                if ((p.u8(i) & 1) == 0) {
                  continue;
                }
                sum += p.u8(i);
              }
              return sum;
            }),
        idiom(
            "return from a loop",
            p -> {
              for (int i = 0; i < 8; i++) {
                if (p.u8(i) > 5) {
                  return i * 100 + p.u8(i);
                }
              }
              return -2;
            }),
        idiom(
            "labelled break and continue",
            p -> {
              int found = 0;
              outer:
              for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 4; j++) {
                  if (p.u8(i) == p.u8(j + 4)) {
                    continue outer;
                  }
                  if (p.u8(i) + p.u8(j + 4) == 0x100) {
                    break outer;
                  }
                  found += i * 10 + j;
                }
              }
              return found;
            }),
        idiom(
            "labelled block",
            p -> {
              int result = 1;
              block:
              {
                if (a(p) > 0) {
                  break block;
                }
                result = 2;
                if (b(p) > 0) {
                  break block;
                }
                result = 3;
              }
              return result;
            }),
        idiom(
            "nested loops",
            p -> {
              int sum = 0;
              for (int i = 0; i < 5; i++) {
                for (int j = i; j < 5; j++) {
                  sum += a(p) ^ i * j;
                }
              }
              return sum;
            }),
        idiom(
            "nested loops, the inner one bound by the outer",
            p -> {
              int sum = 0;
              int n = b(p) & 3;
              for (int i = 0; i <= n; i++) {
                int j = 0;
                while (j < i) {
                  sum += 3;
                  j++;
                }
                sum ^= i;
              }
              return sum;
            }),
        idiom("a loop that never runs", p -> sumTo(0, p) + a(p)),
        idiom("a loop that runs once", p -> sumTo(1, p)),
        idiom("a loop in a method called twice", p -> sumTo(3, p) * sumTo(5, p)),
        idiom("a loop in a loop's condition", p -> countUp(p)),
        idiom(
            "a loop inside an expression",
            p ->
                a(p)
                    + switch (b(p)) {
                      case 3 -> {
                        int sum = 0;
                        for (int i = 0; i < 4; i++) {
                          sum += p.u8(i);
                        }
                        yield sum;
                      }
                      default -> 2;
                    }));
  }

  private static int sumTo(int n, SkBuff p) {
    int sum = 0;
    for (int i = 0; i < n; i++) {
      sum += p.u8(i) + 1;
    }
    return sum;
  }

  private static int countUp(SkBuff p) {
    int n = 0;
    while (sumTo(2, p) > n * 100 && n < 6) {
      n++;
    }
    return n;
  }

  @TestFactory
  Stream<DynamicTest> carriedRound() {
    return Idiom.agree(
        idiom(
            "swapped variables",
            p -> {
              int one = a(p);
              int two = b(p);
              for (int i = 0; i < 7; i++) {
                int swap = one;
                one = two;
                two = swap;
              }
              return one * 31 + two;
            }),
        idiom(
            "Fibonacci",
            p -> {
              long one = x(p);
              long two = 1;
              for (int i = 0; i < (a(p) & 7); i++) {
                long next = one + two;
                one = two;
                two = next;
              }
              return fold(one ^ two);
            }),
        idiom(
            "three variables turned round",
            p -> {
              int one = a(p);
              int two = b(p);
              int three = 3;
              for (int i = 0; i < 5; i++) {
                int first = one;
                one = two;
                two = three;
                three = first;
              }
              return (one * 31 + two) * 31 + three;
            }),
        idiom(
            "the variable before its change",
            p -> {
              int last = -1;
              int now = a(p);
              for (int i = 0; i < 4; i++) {
                last = now;
                now = now * 3 + 1;
              }
              return last ^ now;
            }),
        idiom(
            "a flag",
            p -> {
              boolean seen = false;
              int after = 0;
              for (int i = 0; i < 8; i++) {
                if (seen) {
                  after += p.u8(i);
                }
                if (p.u8(i) == 0xff) {
                  seen = true;
                }
              }
              return after;
            }),
        idiom(
            "a boxed number that is null at first",
            p -> {
              Integer largest = null;
              for (int i = 0; i < 6; i++) {
                int value = p.u8(i);
                if (largest == null || value > largest) {
                  largest = value;
                }
              }
              return largest == null ? -1 : largest;
            }),
        idiom(
            "a boxed counter",
            p -> {
              Integer count = 0;
              for (int i = 0; i < 6; i++) {
                if (p.u8(i) > 3) {
                  count++;
                }
              }
              return count;
            }),
        idiom(
            "bits, one at a time",
            p -> {
              int crc = a(p);
              for (int i = 0; i < 6; i++) {
                crc = crc << 1 ^ ((crc & 0x8000_0000) != 0 ? 0x04c1_1db7 : 0);
              }
              return crc;
            }),
        idiom(
            "bytes up to a length in the packet",
            p -> {
              int length = p.u8(3) & 31;
              int sum = 0;
              for (int i = 0; i < length; i++) {
                sum = sum * 31 + p.u8(24 + i);
              }
              return sum;
            }),
        idiom(
            "an offset that moves through the packet",
            p -> {
              int at = 24;
              int steps = 0;
              while (steps < 10) {
                int step = p.u8(at) & 7;
                if (step == 0) {
                  break;
                }
                at += step;
                steps++;
              }
              return at * 100 + steps;
            }));
  }
}
