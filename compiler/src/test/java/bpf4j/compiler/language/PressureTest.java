package bpf4j.compiler.language;

import static bpf4j.compiler.language.Idiom.idiom;
import static bpf4j.compiler.language.Numbers.a;
import static bpf4j.compiler.language.Numbers.b;
import static bpf4j.compiler.language.Numbers.fold;
import static bpf4j.compiler.language.Numbers.x;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.compiler.CompileException;
import bpf4j.compiler.Instruction;
import bpf4j.compiler.SocketFilter;
import bpf4j.compiler.SocketFilter.Filter;
import bpf4j.compiler.context.SkBuff;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** More values at once than there are registers, and large frames. */
class PressureTest {
  @TestFactory
  Stream<DynamicTest> manyValues() {
    return Idiom.agree(
        idiom("24 ints across packet reads", p -> mixInts(p) + b(p)),
        idiom("12 longs across packet reads", PressureTest::mixLongs),
        idiom("in a loop", PressureTest::loop),
        idiom("constants beside values", PressureTest::constants),
        idiom("turned round in a loop", PressureTest::turn),
        idiom("around branches", PressureTest::branches),
        idiom("around divisions and shifts", PressureTest::divisions),
        idiom("many blocks that read the packet", PressureTest::manyReads));
  }

  private static int mixInts(SkBuff p) {
    int v0 = p.u8(0);
    int v1 = p.u8(1);
    int v2 = p.u8(2);
    int v3 = p.u8(3);
    int v4 = p.u8(4);
    int v5 = p.u8(5);
    int v6 = p.u8(6);
    int v7 = p.u8(7);
    int v8 = p.u16(0);
    int v9 = p.u16(1);
    int v10 = p.u16(2);
    int v11 = p.u16(3);
    int v12 = p.u16(4);
    int v13 = p.u16(5);
    int v14 = p.i32(1);
    int v15 = p.i32(2);
    int v16 = p.i32(3);
    int v17 = p.i32(5);
    int v18 = p.i32(6);
    int v19 = p.i32(7);
    int v20 = p.i32(9);
    int v21 = p.i32(10);
    int v22 = p.i32(11);
    int v23 = p.i32(12);
    int up = v0 ^ v1 + v2 ^ v3 + v4 ^ v5 + v6 ^ v7 + v8 ^ v9 + v10 ^ v11;
    int down = v23 ^ v22 + v21 ^ v20 + v19 ^ v18 + v17 ^ v16 + v15 ^ v14 + v13 ^ v12;
    return up * down + v0 * v23 - v1 * v22 + v2 * v21 - v3 * v20 + v4 * v19 - v5 * v18;
  }

  static int mixLongs(SkBuff p) {
    long v0 = p.i64(0);
    long v1 = p.i64(1);
    long v2 = p.i64(2);
    long v3 = p.i64(3);
    long v4 = p.i64(4);
    long v5 = p.i64(5);
    long v6 = p.i64(6);
    long v7 = p.i64(7);
    long v8 = p.i64(8);
    long v9 = x(p);
    long v10 = v0 * v9;
    long v11 = a(p);
    return fold((v0 - v1) * (v2 - v3) ^ (v4 - v5) * (v6 - v7) ^ (v8 - v9) * (v10 - v11) ^ v0 + v11);
  }

  static int loop(SkBuff p) {
    int one = a(p);
    int two = b(p);
    long three = x(p);
    int four = 4;
    int five = one ^ two;
    int six = 6;
    long seven = three * 7;
    int eight = two - one;
    for (int i = 0; i < 6; i++) {
      one += p.u8(i) * eight;
      two ^= one + six;
      three -= two * seven;
      four = four * 31 + p.u8(i + 1);
      five += four & six;
      six = five - i;
      seven += three ^ six;
      eight = one ^ two;
    }
    return fold(three ^ seven) + one * two + four * five + six * eight;
  }

  static int constants(SkBuff p) {
    long sum = 0;
    for (int i = 0; i < 4; i++) {
      long number = p.u8(i);
      sum += number * 0x1_0000_0001L ^ number << 33;
      sum ^= (sum & 0x0f0f_0f0f_0f0f_0f0fL) + 0x7777_7777_7777L;
      sum = sum < 0x1234_5678_9abcL ? sum * 0x1_0000_000fL : sum - 0x5555_5555_5555L;
      sum |= p.u8(i + 4) & 0xff;
    }
    return fold(sum);
  }

  static int turn(SkBuff p) {
    int v0 = p.u8(0);
    int v1 = p.u8(1);
    int v2 = p.u8(2);
    int v3 = p.u8(3);
    int v4 = p.u8(4);
    int v5 = p.u8(5);
    int v6 = p.u8(6);
    int v7 = p.u8(7);
    int v8 = a(p);
    int v9 = b(p);
    int v10 = 10;
    for (int i = 0; i < (p.u8(3) & 7); i++) {
      int first = v0;
      v0 = v1;
      v1 = v2;
      v2 = v3;
      v3 = v4;
      v4 = v5;
      v5 = v6;
      v6 = v7;
      v7 = v8;
      v8 = v9;
      v9 = v10;
      v10 = first + p.u8(i);
    }
    return ((((v0 * 3 + v1) * 3 + v2) * 3 + v3) * 3 + v4) * 3
        + ((((v5 * 7 + v6) * 7 + v7) * 7 + v8) * 7 + v9) * 7
        + v10;
  }

  static int branches(SkBuff p) {
    long v0 = x(p);
    int v1 = a(p);
    int v2 = b(p);
    int v3 = p.u8(1);
    int v4 = p.u8(2);
    int v5 = p.u8(3);
    int v6 = p.u8(5);
    int v7 = p.u8(6);
    int result = 0;
    if (v1 > v2) {
      v3 += p.u8(v4 & 7);
      v5 ^= v6;
      result = v3 * v5;
    } else if (v0 < 0) {
      v6 = v7 + p.u8(9);
      v0 += v6;
    } else {
      int swap = v4;
      v4 = v7;
      v7 = swap * p.u8(10);
    }
    return result + fold(v0) + v1 * 2 + v2 * 3 + v3 * 5 + v4 * 7 + v5 * 11 + v6 * 13 + v7 * 17;
  }

  static int divisions(SkBuff p) {
    int v0 = a(p);
    int v1 = b(p) | 1;
    long v2 = x(p);
    long v3 = p.u8(1) | 4;
    int v4 = p.u8(2) | 2;
    int v5 = v0 / v1;
    int v6 = v0 % v4;
    long v7 = v2 / v3;
    long v8 = v2 % v3;
    int v9 = v0 << v1 ^ v0 >>> v4;
    long v10 = v2 >> v4;
    return v5 + v6 * 3 + fold(v7 - v8) + v9 + fold(v10 * v7) + v0 + v1 + fold(v2 + v3) + v4;
  }

  /** Each read that is checked by a branch of its own must not take more of the stack. */
  static int manyReads(SkBuff p) {
    int sum = 0;
    sum = step(p, 0, step(p, 1, step(p, 2, step(p, 3, step(p, 4, step(p, 5, sum))))));
    sum = step(p, 6, step(p, 7, step(p, 8, step(p, 9, step(p, 10, step(p, 11, sum))))));
    sum = step(p, 0, step(p, 2, step(p, 4, step(p, 6, step(p, 8, step(p, 10, sum))))));
    sum = step(p, 1, step(p, 3, step(p, 5, step(p, 7, step(p, 9, step(p, 11, sum))))));
    return sum;
  }

  private static int step(SkBuff p, int at, int sum) {
    int one = p.u8(at + (sum & 1));
    if (one > 128) {
      return sum + p.u8(one & 7);
    }
    return one == 0 ? sum + p.u16(sum & 3) : sum - one;
  }

  @Test
  void fullStack() {
    Filter fits =
        p -> {
          byte[] large = new byte[480];
          large[a(p) & 255] = (byte) b(p);
          return large[b(p) & 255];
        };
    new Agreement(fits).check();
    assertThat(SocketFilter.compileFilter(fits).stackBytes()).isBetween(480, 512);
  }

  @Test
  void moreStackThanThereIs() {
    Filter tooMuch =
        p -> {
          byte[] one = new byte[300];
          byte[] two = new byte[300];
          one[a(p) & 127] = 1;
          two[b(p) & 127] = 2;
          return one[b(p) & 127] + two[a(p) & 127];
        };
    assertThatThrownBy(() -> SocketFilter.compileFilter(tooMuch))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("512");
  }

  @Test
  void compilingAgainGivesTheSameCode() {
    for (Filter program :
        List.<Filter>of(
            PressureTest::loop, PressureTest::turn, PressureTest::branches, p -> mixInts(p))) {
      List<Instruction> first = SocketFilter.compileFilter(program).instructions();
      for (int i = 0; i < 5; i++) {
        assertThat(SocketFilter.compileFilter(program).instructions()).isEqualTo(first);
      }
    }
  }
}
