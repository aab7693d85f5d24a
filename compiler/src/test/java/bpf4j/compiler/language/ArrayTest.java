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

/** Arrays on the stack, and packet bytes that are loaded into them. */
@SuppressWarnings({"NarrowingCompoundAssignment", "ShortCircuitBoolean"}) // to be tried
class ArrayTest {
  @TestFactory
  Stream<DynamicTest> arrays() {
    return Idiom.agree(
        idiom(
            "ints at constant indexes",
            p -> {
              int[] numbers = new int[3];
              numbers[0] = a(p);
              numbers[2] = b(p);
              return numbers[0] - numbers[1] + numbers[2] * numbers.length;
            }),
        idiom(
            "a literal",
            p -> {
              int[] numbers = {3, a(p), 5, b(p)};
              return numbers[0] * numbers[1] + numbers[2] * numbers[3];
            }),
        idiom(
            "variable indexes",
            p -> {
              int[] numbers = {3, 5, 7, 11};
              numbers[a(p) & 3] += b(p);
              return numbers[b(p) & 3] * 31 + numbers[a(p) & 3];
            }),
        idiom(
            "an index out of bounds fails",
            p -> {
              long[] numbers = new long[6];
              numbers[a(p)] = x(p);
              return fold(numbers[b(p)]);
            }),
        idiom(
            "a constant index out of bounds fails",
            p -> {
              int[] numbers = new int[2];
              if (a(p) > 0) {
                numbers[outside()] = 1;
              }
              return numbers[1];
            }),
        idiom(
            "longs",
            p -> {
              long[] numbers = {x(p), y(p), 3};
              numbers[a(p) & 1] *= 7;
              return fold(numbers[0] ^ numbers[1] + numbers[2]);
            }),
        idiom(
            "bytes keep their sign",
            p -> {
              byte[] bytes = new byte[8];
              bytes[a(p) & 7] = (byte) b(p);
              bytes[b(p) & 7] += 3;
              return bytes[a(p) & 7] * 1000 + bytes[b(p) & 7];
            }),
        idiom(
            "shorts and chars",
            p -> {
              short[] shorts = {(short) a(p), (short) b(p)};
              char[] chars = {(char) a(p), (char) b(p)};
              shorts[a(p) & 1]++;
              chars[b(p) & 1]--;
              return shorts[0] * 3 + shorts[1] + chars[0] * 5 + chars[1];
            }),
        idiom(
            "booleans",
            p -> {
              boolean[] flags = new boolean[5];
              flags[a(p) & 3] = b(p) > 0;
              flags[4] = true;
              return fold(flags[2] ^ flags[b(p) & 3] | flags[4]);
            }),
        idiom(
            "filled and summed in loops",
            p -> {
              int[] numbers = new int[8];
              for (int i = 0; i < numbers.length; i++) {
                numbers[i] = p.u8(i) * i;
              }
              int sum = 0;
              for (int number : numbers) {
                sum = sum * 3 + number;
              }
              return sum;
            }),
        idiom(
            "a histogram",
            p -> {
              int[] counts = new int[4];
              for (int i = 0; i < 12; i++) {
                counts[p.u8(i) & 3]++;
              }
              return counts[0] << 24 | counts[1] << 16 | counts[2] << 8 | counts[3];
            }),
        idiom("passed to a method", p -> total(new int[] {a(p), b(p), 5})),
        idiom(
            "made anew in a loop",
            p -> {
              int sum = 0;
              for (int i = 0; i < 4; i++) {
                int[] fresh = new int[2];
                sum += fresh[0];
                fresh[0] = p.u8(i);
                fresh[i & 1] += 2;
                sum = sum * 5 + fresh[0] - fresh[1];
              }
              return sum;
            }),
        idiom(
            "stored before a failure",
            p -> {
              int[] numbers = new int[1];
              numbers[0] = 100 / b(p);
              return numbers[0];
            }),
        idiom(
            "of no elements",
            p -> {
              int[] none = new int[0];
              int sum = none.length + a(p);
              for (int number : none) {
                sum += number;
              }
              return sum;
            }));
  }

  private static int outside() {
    return 2;
  }

  private static int total(int[] numbers) {
    int total = 0;
    for (int number : numbers) {
      total += number;
    }
    numbers[0] = total;
    return numbers[0] + numbers[1];
  }

  @TestFactory
  Stream<DynamicTest> loadedBytes() {
    return Idiom.agree(
        idiom(
            "at a constant offset",
            p -> {
              byte[] bytes = new byte[4];
              p.loadBytes(2, bytes);
              return bytes[0] << 24 ^ bytes[1] << 16 ^ bytes[2] << 8 ^ bytes[3];
            }),
        idiom(
            "at an offset from the packet",
            p -> {
              byte[] bytes = new byte[7];
              p.loadBytes(a(p), bytes);
              return bytes[0] + bytes[6] * 3;
            }),
        idiom(
            "twice into one array",
            p -> {
              byte[] bytes = new byte[8];
              p.loadBytes(0, bytes);
              int sum = bytes[3];
              p.loadBytes(8, bytes);
              return sum * 100 + bytes[b(p) & 7];
            }),
        idiom(
            "looked through",
            p -> {
              byte[] bytes = new byte[16];
              p.loadBytes(0, bytes);
              int at = 0;
              while (at < bytes.length && bytes[at] != 5) {
                at++;
              }
              return at;
            }),
        idiom(
            "counted from the packet's end",
            p -> {
              byte[] bytes = new byte[4];
              p.loadBytes(p.len() - 4, bytes);
              return bytes[0] * 1000 + bytes[3] + p.u8(p.len() - 1);
            }),
        idiom(
            "beyond the packet",
            p -> {
              byte[] bytes = new byte[60];
              p.loadBytes(b(p) & 7, bytes);
              return bytes[59];
            }));
  }

  @TestFactory
  Stream<DynamicTest> reads() {
    return Idiom.agree(
        idiom("u8, u16, i32", p -> p.u8(1) + p.u16(2) * 3 + p.i32(5)),
        idiom("u32, u48, i64", p -> fold(p.u32(1) + p.u48(2) * 3 + p.i64(5))),
        idiom("at offsets from the packet", p -> p.u8(a(p)) + p.u16(b(p))),
        idiom("at negative offsets", p -> p.u8(a(p) - 6)),
        idiom("at sums that overflow", p -> p.u8(Integer.MAX_VALUE + (a(p) & 15))),
        idiom(
            "at constant offsets beyond the packet",
            p -> a(p) > 0 ? p.i32(61) : p.i64(56) > 0 ? 1 : 2),
        idiom("at the largest offset", p -> a(p) == 5 ? p.u8(Integer.MAX_VALUE) : 1),
        idiom(
            "of several bytes at the largest offset",
            p -> a(p) == 5 ? fold(p.i64(Integer.MAX_VALUE)) : 1),
        idiom("the length", p -> p.len() + a(p)),
        idiom("that nobody looks at", ArrayTest::ignores));
  }

  private static int ignores(bpf4j.compiler.context.SkBuff p) {
    int ignored = p.u8(a(p) & 127);
    return ignored == -1 ? 3 : b(p);
  }
}
