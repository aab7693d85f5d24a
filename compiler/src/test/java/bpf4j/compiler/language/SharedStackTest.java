package bpf4j.compiler.language;

import static bpf4j.compiler.language.Idiom.idiom;
import static bpf4j.compiler.language.Numbers.a;
import static bpf4j.compiler.language.Numbers.b;
import static bpf4j.compiler.language.Numbers.x;

import bpf4j.compiler.context.SkBuff;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Arrays that together are larger than the stack, but not at any one time. */
class SharedStackTest {
  @TestFactory
  Stream<DynamicTest> arrays() {
    return Idiom.agree(
        idiom("one after the other", p -> sum(p, a(p)) + sum(p, b(p)) * 31 + sum(p, 7)),
        idiom(
            "on either way",
            p -> {
              int[] kept = new int[16];
              kept[a(p) & 15] = b(p);
              int found = a(p) > b(p) ? sum(p, 3) : 5 - sum(p, 4);
              return found * 31 + kept[b(p) & 15];
            }),
        idiom(
            "in a loop",
            p -> {
              int found = sum(p, 9);
              for (int i = 0; i < 3; i++) {
                long[] row = new long[32];
                row[a(p) & 31] += i;
                row[b(p) & 31] += x(p);
                found = found * 31 + (int) row[i * 7];
              }
              return found + sum(p, 8);
            }),
        idiom(
            "the one that both ways go on with",
            p -> {
              long[] first = new long[20];
              long[] second = new long[20];
              first[a(p) & 15] = 5;
              second[b(p) & 15] = 6;
              long[] either = a(p) > b(p) ? first : second;
              either[a(p) & 7] += 1;
              long found = either[b(p) & 15] + first[b(p) & 7];
              return (int) found + sum(p, 2);
            }));
  }

  /** A sum by way of an array of its own. */
  private static int sum(SkBuff p, int factor) {
    int[] numbers = new int[50];
    numbers[a(p) & 31] = factor;
    numbers[b(p) & 31] += factor * 3;
    return numbers[a(p) & 15] + numbers[(b(p) + 1) & 31];
  }
}
