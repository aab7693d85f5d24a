package bpf4j.compiler.language;

import static bpf4j.compiler.language.Idiom.idiom;
import static bpf4j.compiler.language.Numbers.a;
import static bpf4j.compiler.language.Numbers.b;
import static bpf4j.compiler.language.Numbers.x;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Methods of the JDK on arrays and objects. */
class JdkMethodTest {
  private record Pair(int first, long second) {}

  private enum Level {
    LOW,
    HIGH;

    static Level of(int number) {
      return number > 3 ? HIGH : LOW;
    }
  }

  private static <T extends Comparable<T>> T max(T left, T right) {
    return left.compareTo(right) > 0 ? left : right;
  }

  @TestFactory
  Stream<DynamicTest> arrays() {
    return Idiom.agree(
        idiom(
            "fill",
            p -> {
              int[] numbers = new int[5];
              Arrays.fill(numbers, a(p));
              Arrays.fill(numbers, 1, 3, 7);
              return numbers[0] * 9 + numbers[1] * 3 + numbers[4];
            }),
        idiom(
            "copyOf",
            p -> {
              int[] numbers = {a(p), b(p), 3};
              int[] longer = Arrays.copyOf(numbers, 5);
              int[] part = Arrays.copyOfRange(numbers, 1, 3);
              return longer[0] * 27 + longer[4] * 9 + part[0] * 3 + part.length;
            }),
        idiom(
            "equals",
            p -> {
              byte[] one = new byte[4];
              byte[] two = new byte[4];
              p.loadBytes(0, one);
              p.loadBytes(4, two);
              return Arrays.equals(one, two) ? 1 : 0;
            }),
        idiom(
            "hashCode",
            p -> {
              byte[] bytes = new byte[4];
              p.loadBytes(0, bytes);
              return Arrays.hashCode(bytes) + Arrays.hashCode(new long[] {x(p)});
            }),
        idiom(
            "sort",
            p -> {
              int[] numbers = {a(p), b(p), 3, -5};
              Arrays.sort(numbers);
              return numbers[0] * 27 + numbers[1] * 9 + numbers[2] * 3 + numbers[3];
            }),
        idiom(
            "arraycopy",
            p -> {
              byte[] from = new byte[8];
              byte[] to = new byte[8];
              p.loadBytes(0, from);
              System.arraycopy(from, 2, to, 1, 4);
              return to[1] * 27 + to[4] * 9 + to[5] * 3 + to[0];
            }),
        idiom(
            "arraycopy within an array, up",
            p -> {
              byte[] bytes = new byte[8];
              p.loadBytes(0, bytes);
              System.arraycopy(bytes, 0, bytes, 1, 6);
              return bytes[1] * 9 + bytes[4] * 3 + bytes[6];
            }),
        idiom(
            "arraycopy within an array, down",
            p -> {
              byte[] bytes = new byte[8];
              p.loadBytes(0, bytes);
              System.arraycopy(bytes, 1, bytes, 0, 6);
              return bytes[1] * 9 + bytes[4] * 3 + bytes[6];
            }),
        idiom(
            "arraycopy of any part",
            p -> {
              short[] from = {1, 2, 3, 4};
              short[] to = new short[6];
              System.arraycopy(from, a(p), to, b(p), 2);
              return to[0] + to[1] * 10 + to[2] * 100 + to[3] * 1000 + to[4] * 10_000;
            }),
        idiom(
            "arraycopy of references",
            p -> {
              Pair[] from = {new Pair(a(p), 1), new Pair(b(p), 2)};
              Pair[] to = new Pair[3];
              System.arraycopy(from, 0, to, 1, 2);
              return to[1].first() * 3 + to[2].first() + (to[0] == null ? 1 : 0);
            }));
  }

  @TestFactory
  Stream<DynamicTest> characters() {
    return Idiom.agree(
        idiom("isDigit", p -> Character.isDigit((char) (a(p) & 127)) ? 1 : 0),
        idiom("isLetter of any", p -> Character.isLetter((char) b(p)) ? 1 : 0),
        idiom("isWhitespace of a byte", p -> Character.isWhitespace((char) p.u8(3)) ? 1 : 0),
        idiom(
            "letters counted",
            p -> {
              int count = 0;
              for (int i = 24; i < 40; i++) {
                count += Character.isLetterOrDigit((char) p.u8(i)) ? 1 : 0;
              }
              return count;
            }),
        idiom(
            "cases",
            p -> Character.toUpperCase((char) p.u8(30)) * 7 + Character.toLowerCase((char) a(p))),
        idiom(
            "digits",
            p -> Character.digit((char) p.u8(29), 16) * 7 + Character.digit((char) b(p), 10)));
  }

  @TestFactory
  Stream<DynamicTest> objects() {
    return Idiom.agree(
        idiom("equals", p -> Objects.equals(new Pair(a(p), 1), new Pair(b(p), 1)) ? 1 : 0),
        idiom(
            "equals of null",
            p -> {
              Integer one = a(p) > 0 ? (Integer) a(p) : null;
              Integer two = b(p) > 0 ? (Integer) b(p) : null;
              return (Objects.equals(one, two) ? 1 : 0) + (Objects.equals(two, 3) ? 2 : 0);
            }),
        idiom("hash", p -> Objects.hash(a(p), x(p), "text", null, new Pair(b(p), 3))),
        idiom("hashCode", p -> Objects.hashCode(a(p) > 0 ? (Long) x(p) : null)),
        idiom("requireNonNull", p -> Objects.requireNonNull(a(p) > 0 ? "abc" : null).length()),
        idiom(
            "requireNonNullElse",
            p -> Objects.requireNonNullElse(a(p) > 0 ? "abc" : null, "d").length()),
        idiom("checkIndex", p -> Objects.checkIndex(a(p), 8)),
        idiom("compareTo of boxes", p -> max(a(p), b(p)) + max((char) a(p), (char) b(p))),
        idiom("compareTo of enums", p -> max(Level.of(a(p)), Level.of(b(p))).ordinal()),
        idiom("compareTo of enums as a number", p -> Level.of(a(p)).compareTo(Level.HIGH)),
        idiom("equals of enums", p -> Level.of(a(p)).equals(Level.of(b(p))) ? 1 : 0),
        idiom("name of an enum", p -> Level.of(a(p)).name().length()),
        idiom("toString of an enum", p -> Level.of(a(p)).toString().charAt(0)));
  }
}
