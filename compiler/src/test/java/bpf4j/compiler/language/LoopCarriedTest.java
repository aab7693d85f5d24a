package bpf4j.compiler.language;

import static bpf4j.compiler.language.Idiom.idiom;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.compiler.CompileException;
import bpf4j.compiler.SocketFilter;
import bpf4j.compiler.SocketFilter.Filter;
import bpf4j.compiler.kernel.UserMemory;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Arrays and strings that one turn of a loop leaves to the next. */
class LoopCarriedTest {
  @TestFactory
  Stream<DynamicTest> agree() {
    return Idiom.agree(
        idiom(
            "an array of each turn's own",
            p -> {
              int sum = 0;
              for (int i = 0; i < 4; i++) {
                int[] own = new int[2];
                sum = sum * 10 + own[0];
                own[0] = p.u8(i);
                sum += own[0];
              }
              return sum;
            }),
        idiom(
            "arrays from before the loop exchanged",
            p -> {
              int[] last = new int[2];
              int[] next = new int[2];
              int sum = 0;
              for (int i = 0; i < 4; i++) {
                next[0] = p.u8(i);
                sum = sum * 10 + last[0];
                int[] swap = last;
                last = next;
                next = swap;
              }
              return sum;
            }));
  }

  private record Day(Weekday day, int number) {}

  /** In its loop a constant becomes any constant of its enum. */
  private static int days(int number) {
    Day last = new Day(Weekday.MONDAY, 1);
    int sum = 0;
    for (int i = 0; i < 3; i++) {
      sum = sum * 7 + last.day().ordinal() + last.number();
      last = new Day((number + i & 1) == 0 ? Weekday.FRIDAY : Weekday.SUNDAY, i);
    }
    return sum;
  }

  @TestFactory
  Stream<DynamicTest> howOftenAMethodWithALoopIsCalledDoesNotMatter() {
    return Idiom.agree(
        idiom(
            "ten calls",
            p ->
                days(p.u8(0))
                    + days(p.u8(1)) * 2
                    + days(p.u8(2)) * 3
                    + days(p.u8(3)) * 4
                    + days(p.u8(4)) * 5
                    + days(p.u8(5)) * 6
                    + days(p.u8(6)) * 7
                    + days(p.u8(7)) * 8
                    + days(p.u8(8)) * 9
                    + days(p.u8(9)) * 10));
  }

  @Test
  void whatATurnMakesCannotBeKept() {
    assertRefused(
        p -> {
          int[] last = new int[2];
          int sum = 0;
          for (int i = 0; i < 4; i++) {
            int[] own = new int[2];
            own[0] = p.u8(i);
            sum = sum * 10 + last[0];
            last = own;
          }
          return sum;
        },
        "a int[2] made in a loop is kept for the next turn");
    assertRefused(
        p -> {
          String last = UserMemory.string(1, 8);
          int same = 0;
          for (int i = 0; i < 4; i++) {
            String next = UserMemory.string(1L + i, 8);
            same += next.equals(last) ? 1 : 0;
            last = next;
          }
          return same;
        },
        "a String of up to 8 bytes made in a loop is kept for the next turn");
  }

  private static void assertRefused(Filter program, String message) {
    assertThatThrownBy(() -> SocketFilter.compileFilter(program))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("LoopCarriedTest.java:");
  }
}
