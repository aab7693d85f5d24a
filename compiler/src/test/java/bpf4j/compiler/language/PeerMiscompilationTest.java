package bpf4j.compiler.language;

import static bpf4j.compiler.language.Idiom.idiom;
import static bpf4j.compiler.language.Numbers.a;
import static bpf4j.compiler.language.Numbers.b;
import static bpf4j.compiler.language.Numbers.fold;
import static bpf4j.compiler.language.Numbers.x;
import static bpf4j.compiler.language.Numbers.y;

import bpf4j.compiler.SocketFilter.Filter;
import bpf4j.compiler.context.SkBuff;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What other compilers to BPF for managed languages have been seen to compile to something else,
 * without a word: BCC's for Lua and a translator of Java to C.
 *
 * <table>
 * <caption>Where each is tested</caption>
 * <tr><th>seen</th><th>test</th></tr>
 * <tr><td>a comparison off by one at equality, or of the wrong sign</td><td>{@link #comparisons}</td></tr>
 * <tr><td>a sum that adds one operand twice</td><td>{@link #arithmetic}</td></tr>
 * <tr><td>a small negative constant that loses its sign</td><td>{@link #arithmetic}</td></tr>
 * <tr><td>unsigned division of signed numbers</td><td>{@link #arithmetic}</td></tr>
 * <tr><td>all bits set, never equal to the constant</td><td>{@link #comparisons}</td></tr>
 * <tr><td>a constant cut to 32 bits</td><td>{@link #arithmetic}</td></tr>
 * <tr><td>a variable offset that is something else</td><td>{@link #memory}</td></tr>
 * <tr><td>byte order, logarithm, or of three, constant text</td><td>{@link #byteOrder}, {@link
 *     #arithmetic}</td></tr>
 * <tr><td>zero taken for absence, network order for a number</td><td>{@link #comparisons}, {@link
 *     #byteOrder}</td></tr>
 * <tr><td>the caller's variable for the captured one</td><td>{@link #variables}</td></tr>
 * <tr><td>a shift count past the width</td><td>{@link #arithmetic}</td></tr>
 * <tr><td>an array that does not start as zeros</td><td>{@link #memory}</td></tr>
 * <tr><td>a char of eight bits</td><td>{@link #arithmetic}</td></tr>
 * <tr><td>the kernel's increments lost when Java writes</td><td>{@link GlobalTest}</td></tr>
 * </table>
 */
@SuppressWarnings({"UnnecessaryParentheses", "BadShiftAmount"}) // to be tried
class PeerMiscompilationTest {
  @TestFactory
  Stream<DynamicTest> comparisons() {
    return Idiom.agree(
        idiom("< or, at equality", p -> a(p) < b(p) || x(p) == 0 ? 1 : 2),
        idiom("not <, at equality", p -> !(a(p) < b(p)) ? 1 : 2),
        idiom("not <= of longs", p -> !(x(p) <= y(p)) ? 1 : 2),
        idiom("a difference below zero", p -> a(p) - 20 < 0 ? 1 : 2),
        idiom("a long difference below zero", p -> x(p) - 20 < 0 ? 1 : 2),
        idiom("all bits of an address", p -> p.i32(0) == 0xffff_ffff ? 1 : 2),
        idiom("all bits of an unsigned number", p -> p.u32(0) == 0xffff_ffffL ? 1 : 2),
        idiom("unsigned numbers from 2^31 on", p -> p.u32(0) >= 0x8000_0000L ? 1 : 2),
        idiom("unsigned against a small number", p -> p.u32(4) > 5 ? 1 : 2),
        idiom("zero is not absence", p -> (a(p) == 0 ? 0 : 1) == 0 ? 10 : 20));
  }

  @TestFactory
  Stream<DynamicTest> arithmetic() {
    return Idiom.agree(
        idiom("a sum whose right side is the target", p -> sumInto(a(p), b(p))),
        idiom("a number and the length", p -> a(p) + p.len()),
        idiom("the length and a number", p -> p.len() + a(p)),
        idiom("a small negative local", PeerMiscompilationTest::negativeLocal),
        idiom("a negative short local", p -> a(p) + (short) -1),
        idiom("signed division", p -> a(p) / 3 + (int) (x(p) / 3)),
        idiom("a constant of more than 32 bits", p -> fold(x(p) + 1_000_000_000_000L)),
        idiom("a product with such a constant", p -> fold(x(p) * 1_000_000_000_000L)),
        idiom("a mask of more than 32 bits", p -> fold(x(p) & 0xffff_ffff_0000L)),
        idiom("constant - variable", p -> 100 - a(p)),
        idiom("constant + variable", p -> 100 + a(p)),
        idiom("or of three", p -> a(p) | b(p) | 0x40),
        idiom("unary minus", p -> -a(p) + fold(-x(p))),
        idiom("floor of the logarithm", p -> 63 - Long.numberOfLeadingZeros(x(p) | 1)),
        idiom("constant text of three parts", p -> ("a" + 'b' + "c").length() + a(p)),
        idiom("shift count past the width", p -> 1 << a(p) + 33),
        idiom("shift by 33", p -> 1 << (a(p) & 1 | 32)),
        idiom("unsigned shift", p -> a(p) >>> 4 | (int) (x(p) >>> 7)),
        idiom("a char local has 16 bits", PeerMiscompilationTest::charLocal));
  }

  @TestFactory
  Stream<DynamicTest> byteOrder() {
    return Idiom.agree(
        idiom("reverseBytes is not nothing", p -> Integer.reverseBytes(a(p))),
        idiom("of 16 bits", p -> Short.reverseBytes((short) a(p))),
        idiom("of 64 bits", p -> fold(Long.reverseBytes(x(p)))),
        idiom("bytes of a word, one by one", p -> p.u8(0) << 24 | p.u8(1) << 16 | p.u8(2)),
        idiom("a word that spells", p -> p.i32(0) == 0x4745_5420 ? 1 : 2));
  }

  @TestFactory
  Stream<DynamicTest> memory() {
    return Idiom.agree(
        idiom("a variable offset", p -> p.u8(a(p) & 31)),
        idiom("a variable offset past the end", p -> p.u8(a(p) & 127)),
        idiom("a word at a variable offset", p -> p.i32((b(p) & 7) + 3)),
        idiom("a new array is zero", PeerMiscompilationTest::newArray),
        idiom("the second element of an int array", PeerMiscompilationTest::secondElement));
  }

  @TestFactory
  Stream<DynamicTest> variables() {
    int v = 42;
    return Idiom.agree(
        idiom("a captured value, not a namesake", p -> captured(1) + v),
        idiom("a captured value of a factory that has returned", factory(7)),
        idiom("of factories four deep", outermost(7)),
        idiom("swapped variables", PeerMiscompilationTest::swap),
        idiom("a variable that changes where it is tested", PeerMiscompilationTest::tested));
  }

  private static int sumInto(int left, int right) {
    int sum = right;
    sum = left + sum;
    return sum;
  }

  private static int negativeLocal(SkBuff skb) {
    int small = -1;
    long wide = small;
    return fold(wide + x(skb)) + (small < a(skb) ? 1 : 2);
  }

  @SuppressWarnings("NarrowingCompoundAssignment") // that is what it tests
  private static int charLocal(SkBuff skb) {
    char c = (char) a(skb);
    c += 1;
    return c;
  }

  private static int newArray(SkBuff skb) {
    int[] numbers = new int[4];
    numbers[a(skb) & 1] = 9;
    return numbers[2] + numbers[b(skb) & 3];
  }

  private static int secondElement(SkBuff skb) {
    int[] numbers = {a(skb), b(skb), 3};
    return numbers[1];
  }

  private static int captured(int v) {
    return v;
  }

  private static Filter factory(int v) {
    return skb -> v + a(skb);
  }

  private static Filter outermost(int v) {
    return outer(v + 1, 100);
  }

  private static Filter outer(int other, int v) {
    return inner(other * v);
  }

  private static Filter inner(int w) {
    int v = w - 1;
    return factory(v);
  }

  private static int swap(SkBuff skb) {
    int left = a(skb);
    int right = b(skb);
    for (int i = 0; i < 3; i++) {
      int old = left;
      left = right;
      right = old;
    }
    return left - 2 * right;
  }

  private static int tested(SkBuff skb) {
    int count = a(skb) & 15;
    if (count >= 12) {
      count |= 49;
    }
    return count;
  }
}
