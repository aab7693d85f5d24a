package bpf4j.compiler.language;

import static bpf4j.compiler.language.Idiom.idiom;
import static bpf4j.compiler.language.Numbers.a;
import static bpf4j.compiler.language.Numbers.b;
import static bpf4j.compiler.language.Numbers.fold;
import static bpf4j.compiler.language.Numbers.x;
import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.CompiledProgram;
import bpf4j.compiler.SocketFilter;
import bpf4j.compiler.SocketFilter.Filter;
import bpf4j.compiler.context.SkBuff;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Methods that would be too much code when inlined become functions of the program. */
class SubprogramTest {
  private static int mix(int n, int m) {
    int h = n * 0x9e3779b1 + m;
    h ^= h >>> 15;
    h *= 0x85ebca77;
    h = (h & 1) != 0 ? h - m * 3 : h + (n << 3);
    h ^= h >>> 13;
    h *= 0xc2b2ae3d;
    h = (h & 2) != 0 ? h ^ n : h * 5 - n;
    h = (h & 4) != 0 ? h + 77 : h * 9 + m;
    h = h > m ? h - m / 3 : h + n / 7;
    return (h & 8) != 0 ? h ^ (h << 7) : h - (h << 5);
  }

  private static int four(int n, int m) {
    return mix(n, m) + mix(m, n) * 3 + mix(n + 1, m - 1) * 5 + mix(n ^ m, 7) * 7;
  }

  private static int sixteen(int n, int m) {
    return four(n, m) + four(m, n) * 11 + four(n - m, 3) * 13 + four(5, n) * 17;
  }

  private static int many(int n, int m) {
    return sixteen(n, m) + sixteen(m, n) * 19 + sixteen(n * 3, m) * 23 + sixteen(n, m * 7);
  }

  private static long at(SkBuff p, int offset) {
    long high = p.u32(offset) * 31;
    long low = p.u16(offset + 2) ^ high;
    low = (low & 1) != 0 ? low * 3 + p.u8(offset + 1) : low - p.u8(offset);
    low = (low & 2) != 0 ? low * 5 + high : low - high * 7;
    return high < low ? high * 17 - low : low * 13 + high / 9;
  }

  private static long row(SkBuff p, int offset) {
    return at(p, offset) + at(p, offset + 1) * 3 + at(p, offset + 2) * 5 + at(p, offset + 3) * 7;
  }

  private static long rows(SkBuff p, int offset) {
    return row(p, offset) + row(p, offset + 5) * 11 - row(p, offset + 9) * 13 + row(p, offset + 4);
  }

  private static long all(SkBuff p, int offset) {
    return rows(p, offset) * 3 + rows(p, offset + 3) * 5 + rows(p, offset + 6) * 7;
  }

  private static int parity(long number) {
    int count = 0;
    for (long rest = number; rest != 0; rest &= rest - 1) {
      count++;
    }
    return count * 31 + (count > 20 ? mix(count, 3) : mix(3, count)) + mix(count, count);
  }

  private static int parities(long n) {
    return parity(n) + parity(n * 3) * 3 + parity(n + 1) * 5 + parity(~n) * 7 + parity(n << 3) * 9;
  }

  private static int manyParities(long n) {
    return parities(n) + parities(n >> 3) * 3 + parities(n * 5) * 5 + parities(n ^ 77);
  }

  static int numbers(SkBuff p) {
    return many(a(p), b(p)) + many(b(p), a(p)) * 3;
  }

  static int reads(SkBuff p) {
    return fold(all(p, 0) + all(p, b(p) & 7) * 3);
  }

  static int loops(SkBuff p) {
    return manyParities(x(p));
  }

  @TestFactory
  Stream<DynamicTest> agree() {
    return Idiom.agree(
        idiom("numbers", SubprogramTest::numbers),
        idiom("reads that may fail", SubprogramTest::reads),
        idiom("loops", SubprogramTest::loops));
  }

  @Test
  void programsStaySmall() {
    for (Filter program :
        new Filter[] {SubprogramTest::numbers, SubprogramTest::reads, SubprogramTest::loops}) {
      CompiledProgram<Filter> compiled = SocketFilter.compileFilter(program);
      assertThat(compiled.size()).isLessThan(2_500);
      assertThat(compiled.disassemble()).contains("call pc+");
    }
  }
}
