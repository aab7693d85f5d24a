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

/** Numbers are added, shifted, divided and converted as the Java language says. */
@SuppressWarnings({
  "BadShiftAmount",
  "CompareToZero",
  "NarrowingCompoundAssignment",
  "UnnecessaryParentheses",
  "lossy-conversions"
}) // to be tried
class ArithmeticTest {
  @TestFactory
  Stream<DynamicTest> operators() {
    return Idiom.agree(
        idiom("int + - *", p -> a(p) + b(p) - a(p) * b(p)),
        idiom("long + - *", p -> fold(x(p) + y(p) - x(p) * y(p))),
        idiom("int & | ^ ~", p -> (a(p) & b(p)) ^ (a(p) | ~b(p))),
        idiom("long & | ^ ~", p -> fold((x(p) & y(p)) ^ (x(p) | ~y(p)))),
        idiom("int <<", p -> a(p) << b(p)),
        idiom("int >>", p -> a(p) >> b(p)),
        idiom("int >>>", p -> a(p) >>> b(p)),
        idiom("long <<", p -> fold(x(p) << y(p))),
        idiom("long >>", p -> fold(x(p) >> y(p))),
        idiom("long >>>", p -> fold(x(p) >>> y(p))),
        idiom("long shifted by int", p -> fold(x(p) << b(p) ^ x(p) >>> a(p))),
        idiom("int shifted by long", p -> a(p) << y(p) ^ a(p) >>> x(p)),
        idiom("shifts by constants past the width", p -> a(p) << 33 ^ a(p) >> 63 ^ a(p) >>> -1),
        idiom("long shifts past the width", p -> fold(x(p) << 65 ^ x(p) >> -1 ^ x(p) >>> 127)),
        idiom("int / by a variable", p -> a(p) / b(p)),
        idiom("int % by a variable", p -> a(p) % b(p)),
        idiom("long / by a variable", p -> fold(x(p) / y(p))),
        idiom("long % by a variable", p -> fold(x(p) % y(p))),
        idiom("int / constants", p -> a(p) / 7 ^ a(p) / -7 ^ a(p) / 1 ^ a(p) / -1),
        idiom("int % constants", p -> a(p) % 7 + a(p) % -7 * 3 + a(p) % 1 + a(p) % -1),
        idiom("int / powers of two", p -> a(p) / 2 ^ a(p) / 16 ^ a(p) / 1024 ^ a(p) / 0x4000_0000),
        idiom("int % powers of two", p -> a(p) % 2 ^ a(p) % 16 ^ a(p) % 1024 ^ a(p) % 0x4000_0000),
        idiom("long / powers of two", p -> fold(x(p) / 2 ^ x(p) / 4096 ^ x(p) / (1L << 62))),
        idiom("long % powers of two", p -> fold(x(p) % 2 ^ x(p) % 4096 ^ x(p) % (1L << 62))),
        idiom("/ by MIN_VALUE", p -> a(p) / Integer.MIN_VALUE + fold(x(p) / Long.MIN_VALUE)),
        idiom("% by MIN_VALUE", p -> a(p) % Integer.MIN_VALUE ^ fold(x(p) % Long.MIN_VALUE)),
        idiom("long / constants", p -> fold(x(p) / 1_000_000_007L ^ x(p) / -3 ^ x(p) / 10)),
        idiom("constant / variable", p -> 1000 / b(p) + fold(1000L / y(p))),
        idiom("MIN_VALUE / variable", p -> Integer.MIN_VALUE / b(p)),
        idiom("% of what is not negative", p -> (a(p) & 0xff) % 10 + (a(p) >>> 1) % 1000),
        idiom(
            "/ of what is not negative", p -> (a(p) & 0xffff) / 10 + (a(p) >>> 4) / (b(p) & 7 | 1)),
        idiom("negation", p -> -a(p) ^ -(-b(p)) ^ fold(-x(p))),
        idiom("multiplication by constants", p -> a(p) * 3 ^ a(p) * -8 ^ a(p) * 1024 ^ a(p) * 0),
        idiom(
            "long multiplication by constants",
            p -> fold(x(p) * 10 ^ x(p) * -1 ^ x(p) * (1L << 40))),
        idiom("long constants of 64 bits", p -> fold(x(p) ^ 0x0123_4567_89ab_cdefL)),
        idiom("sums that fold", p -> a(p) + 5 - 3 + (a(p) - 7) - (9 - a(p))),
        idiom("masks that fold", p -> (a(p) & 0xff00) >>> 8 | (a(p) << 24 & 0x7f00_0000)));
  }

  @TestFactory
  Stream<DynamicTest> conversions() {
    return Idiom.agree(
        idiom("(byte)", p -> (byte) a(p) * 1000),
        idiom("(short)", p -> (short) a(p) * 1000),
        idiom("(char)", p -> (char) a(p) * 1000),
        idiom("(int) of long", p -> (int) x(p)),
        idiom("(long) of int", p -> fold((long) a(p) * b(p))),
        idiom("(byte) of long", p -> (byte) x(p) + (short) x(p) * 3 + (char) x(p) * 5),
        idiom("(byte) (char) (short)", p -> (byte) (char) (short) a(p)),
        idiom("(char) (byte)", p -> (char) (byte) a(p)),
        idiom("unsigned int as long", p -> fold((a(p) & 0xffff_ffffL) * 3)),
        idiom("unsigned byte", p -> ((byte) a(p) & 0xff) + ((short) b(p) & 0xffff)),
        idiom("long and back", p -> (int) (long) a(p) + (int) (x(p) >>> 32)),
        idiom("sign and mask", p -> (int) ((long) (byte) a(p) & 0xff00) ^ (byte) (b(p) & 0xff)),
        idiom("narrowing after arithmetic", p -> (byte) (a(p) + b(p)) ^ (short) (a(p) * b(p))),
        idiom(
            "locals of small types",
            p -> {
              byte small = (byte) a(p);
              short medium = (short) (small * 77);
              char letter = (char) (medium - 1);
              return small + medium * 3 + letter * 5;
            }),
        idiom(
            "compound assignment of small types",
            p -> {
              byte small = (byte) a(p);
              small += b(p);
              small <<= 1;
              short medium = (short) b(p);
              medium *= a(p);
              medium >>>= 3;
              char letter = 'x';
              letter ^= a(p);
              letter -= 9;
              return small + medium + letter;
            }),
        idiom(
            "++ and -- of small types",
            p -> {
              byte small = (byte) a(p);
              int before = small++ + --small;
              char letter = (char) b(p);
              return before + ++letter - letter--;
            }),
        idiom(
            "compound assignment mixes types",
            p -> {
              int number = a(p);
              number += x(p);
              number *= y(p) | 1;
              long large = x(p);
              large -= b(p);
              large <<= b(p);
              return number + fold(large);
            }),
        idiom(
            "wide increments",
            p -> {
              int number = a(p);
              number += 1000;
              number -= 30_000;
              number++;
              return number;
            }));
  }

  @TestFactory
  Stream<DynamicTest> ofTheJdk() {
    return Idiom.agree(
        idiom("Math.min, max", p -> Math.min(a(p), b(p)) ^ fold(Math.max(x(p), y(p)))),
        idiom("Math.abs", p -> Math.abs(a(p)) + fold(Math.abs(x(p)))),
        idiom(
            "Math.floorMod, floorDiv", p -> Math.floorMod(a(p), b(p)) + Math.floorDiv(b(p), a(p))),
        idiom("Math.addExact", p -> Math.addExact(a(p), b(p))),
        idiom("Math.multiplyExact", p -> Math.multiplyExact(a(p), b(p))),
        idiom("Math.subtractExact", p -> fold(Math.subtractExact(x(p), y(p)))),
        idiom("Math.toIntExact", p -> Math.toIntExact(x(p))),
        idiom("Math.negateExact", p -> Math.negateExact(a(p))),
        idiom("Math.multiplyHigh", p -> fold(Math.multiplyHigh(x(p), y(p)))),
        idiom("Integer.reverseBytes", p -> Integer.reverseBytes(a(p))),
        idiom("Long.reverseBytes", p -> fold(Long.reverseBytes(x(p)) * 3)),
        idiom("Short.reverseBytes", p -> Short.reverseBytes((short) a(p)) * 5),
        idiom("Character.reverseBytes", p -> Character.reverseBytes((char) a(p)) * 5),
        idiom("Integer.bitCount", p -> Integer.bitCount(a(p)) + Long.bitCount(x(p)) * 100),
        idiom("Integer.reverse", p -> Integer.reverse(a(p)) ^ fold(Long.reverse(x(p)))),
        idiom("Integer.rotateLeft", p -> Integer.rotateLeft(a(p), b(p))),
        idiom("Long.rotateRight", p -> fold(Long.rotateRight(x(p), b(p)))),
        idiom("leading zeros", p -> Integer.numberOfLeadingZeros(a(p)) * 100),
        idiom("leading zeros of what is not zero", p -> Integer.numberOfLeadingZeros(a(p) | 64)),
        idiom("leading zeros of long", p -> Long.numberOfLeadingZeros(x(p))),
        idiom("trailing zeros", p -> Integer.numberOfTrailingZeros(a(p))),
        idiom("trailing zeros of long", p -> Long.numberOfTrailingZeros(x(p))),
        idiom(
            "highest and lowest bit",
            p -> Integer.highestOneBit(a(p)) ^ Integer.lowestOneBit(b(p))),
        idiom("signum", p -> Integer.signum(a(p)) + Long.signum(x(p)) * 10),
        idiom("compare", p -> Integer.compare(a(p), b(p)) + Long.compare(x(p), y(p)) * 10),
        idiom("compareUnsigned", p -> Integer.compareUnsigned(a(p), b(p))),
        idiom("Long.compareUnsigned", p -> Long.compareUnsigned(x(p), y(p))),
        idiom("divideUnsigned", p -> Integer.divideUnsigned(a(p), b(p))),
        idiom("remainderUnsigned", p -> Integer.remainderUnsigned(a(p), b(p))),
        idiom("Long.divideUnsigned", p -> fold(Long.divideUnsigned(x(p), y(p)))),
        idiom("Long.remainderUnsigned", p -> fold(Long.remainderUnsigned(x(p), y(p)))),
        idiom("unsigned division by constants", p -> Integer.divideUnsigned(a(p), 10) ^ a(p)),
        idiom("toUnsignedLong", p -> fold(Integer.toUnsignedLong(a(p)) * 7)),
        idiom("Byte.toUnsignedInt", p -> Byte.toUnsignedInt((byte) a(p))),
        idiom(
            "hashCode", p -> Long.hashCode(x(p)) + Integer.hashCode(a(p)) + Boolean.hashCode(true)),
        idiom("Integer.sum, max", p -> Integer.sum(a(p), Integer.max(a(p), b(p)))));
  }
}
