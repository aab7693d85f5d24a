package bpf4j.compiler.language;

import static bpf4j.compiler.language.Idiom.idiom;
import static bpf4j.compiler.language.Numbers.a;
import static bpf4j.compiler.language.Numbers.b;
import static bpf4j.compiler.language.Numbers.x;
import static bpf4j.compiler.language.Numbers.y;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Records as values: joined, null, carried round loops, compared, hashed. */
@SuppressWarnings({"ArgumentSelectionDefectChecker", "DereferenceWithNullBranch"}) // to be tried
class RecordTest {
  private record Pair(int first, long second) {}

  private record Wide(byte b, short s, char c, boolean z, int i, long l, Color color, Integer box) {
    static Wide of(int seed, long number) {
      return new Wide(
          (byte) seed,
          (short) seed,
          (char) seed,
          seed > 0,
          seed,
          number,
          seed > 3 ? Color.RED : Color.BLUE,
          seed);
    }
  }

  private record Named(String name, int value) {}

  private record Nested(Pair left, Pair right) {
    Nested turned() {
      return new Nested(right, left);
    }
  }

  private record Caseless(int letter) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Caseless that && (that.letter | 32) == (letter | 32);
    }

    @Override
    public int hashCode() {
      return letter | 32;
    }
  }

  private enum Color {
    RED,
    BLUE
  }

  private static final class Holder {
    Pair pair;
    Color last = Color.RED;
  }

  @TestFactory
  Stream<DynamicTest> joined() {
    return Idiom.agree(
        idiom(
            "carried round a loop",
            p -> {
              Pair sum = new Pair(0, 0);
              for (int i = 0; i < 5; i++) {
                sum = new Pair(sum.first() + p.u8(i), sum.second() ^ i);
              }
              return sum.first() + (int) sum.second();
            }),
        idiom(
            "swapped in a loop",
            p -> {
              Pair one = new Pair(a(p), 1);
              Pair two = new Pair(b(p), 2);
              for (int i = 0; i < 3; i++) {
                Pair other = one;
                one = two;
                two = other;
              }
              return one.first() * 3 + two.first();
            }),
        idiom(
            "the largest, null at first",
            p -> {
              Pair best = null;
              for (int i = 0; i < 5; i++) {
                if (best == null || p.u8(i) > best.first()) {
                  best = new Pair(p.u8(i), i);
                }
              }
              return best.first() * 10 + (int) best.second();
            }),
        idiom(
            "null on some paths",
            p -> {
              Pair pair = a(p) > 0 ? new Pair(1, x(p)) : null;
              return pair == null ? -1 : (int) pair.second();
            }),
        idiom("null fails", p -> (a(p) > 0 ? new Pair(b(p), 2) : null).first()),
        idiom(
            "nested, round a loop",
            p -> {
              Nested nested = new Nested(new Pair(1, 2), new Pair(a(p), 4));
              for (int i = 0; i < 3; i++) {
                nested = new Nested(nested.right(), new Pair(nested.left().first() + p.u8(i), i));
              }
              return nested.left().first() * 3 + nested.turned().left().first();
            }),
        idiom(
            "with strings",
            p -> (a(p) > 0 ? new Named("x", a(p)) : new Named("yy", b(p))).name().length()),
        idiom(
            "in a field, null at first",
            p -> {
              Holder holder = new Holder();
              if (b(p) > 0) {
                holder.pair = new Pair(1, 2);
              }
              return holder.pair == null ? 7 : holder.pair.first();
            }),
        idiom(
            "in a field, round a loop",
            p -> {
              Holder holder = new Holder();
              holder.pair = new Pair(0, 0);
              for (int i = 0; i < 5; i++) {
                holder.pair = new Pair(holder.pair.first() + p.u8(i), i);
                if (p.u8(i) > 3) {
                  holder.last = Color.BLUE;
                }
              }
              return holder.pair.first() + holder.last.ordinal();
            }));
  }

  @TestFactory
  Stream<DynamicTest> compared() {
    Wide captured = Wide.of(5, 97);
    return Idiom.agree(
        idiom(
            "by all kinds of components",
            p -> {
              Wide one = Wide.of(a(p), x(p));
              return (one.equals(Wide.of(b(p), y(p))) ? 1 : 0)
                  + (one.equals(Wide.of(a(p), x(p))) ? 2 : 0);
            }),
        idiom("with a captured one", p -> captured.equals(Wide.of(a(p), y(p))) ? a(p) : 1),
        idiom("to a captured one", p -> Wide.of(a(p), y(p)).equals(captured) ? a(p) : 1),
        idiom("captured or made", p -> (a(p) > 3 ? captured : Wide.of(b(p), x(p))).i()),
        idiom(
            "by strings",
            p -> new Named("x", a(p)).equals(new Named(b(p) > 0 ? "x" : "y", b(p))) ? 1 : 0),
        idiom(
            "by null components",
            p -> {
              Nested one = new Nested(a(p) > 0 ? new Pair(1, 2) : null, null);
              Nested two = new Nested(b(p) > 0 ? new Pair(1, 2) : null, null);
              return one.equals(two) ? 1 : 0;
            }),
        idiom("with null", p -> new Pair(a(p), 1).equals(null) ? 1 : 0),
        idiom(
            "by an equals of their own",
            p -> new Caseless(a(p)).equals(new Caseless(b(p))) ? 1 : 0),
        idiom("by a hash of their own", p -> new Caseless(a(p)).hashCode()),
        idiom("by hash", p -> new Pair(a(p), x(p)).hashCode()),
        idiom(
            "by nested hash",
            p -> new Nested(new Pair(a(p), x(p)), b(p) > 0 ? null : new Pair(2, y(p))).hashCode()),
        idiom(
            "by hash of all kinds",
            p -> new Flags((byte) a(p), (char) b(p), a(p) > 0, "ab", (short) b(p)).hashCode()));
  }

  private record Flags(byte b, char c, boolean z, String s, Short box) {}
}
