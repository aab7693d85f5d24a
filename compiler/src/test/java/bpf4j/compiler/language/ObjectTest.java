package bpf4j.compiler.language;

import static bpf4j.compiler.language.Idiom.idiom;
import static bpf4j.compiler.language.Numbers.a;
import static bpf4j.compiler.language.Numbers.b;
import static bpf4j.compiler.language.Numbers.fold;
import static bpf4j.compiler.language.Numbers.x;
import static bpf4j.compiler.language.Numbers.y;

import bpf4j.compiler.context.SkBuff;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Records, objects and boxes that programs make, none of which exists at run time. */
@SuppressWarnings({"EqualsIncompatibleType"}) // to be tried
class ObjectTest {
  private record Pair(int first, long second) {
    Pair {
      if (first == Integer.MIN_VALUE) {
        first = 0;
      }
    }

    Pair(int first) {
      this(first, -1);
    }

    static Pair of(SkBuff p) {
      return new Pair(a(p), x(p));
    }

    Pair turned() {
      return new Pair((int) second, first);
    }

    int sum() {
      return first + fold(second);
    }
  }

  private record Nested(Pair left, Pair right, boolean flag) {
    int pick() {
      return flag ? left.sum() : right.first();
    }
  }

  private interface Shape {
    int area();
  }

  private record Square(int side) implements Shape {
    @Override
    public int area() {
      return side * side;
    }
  }

  private record Box(int width, int height) implements Shape {
    @Override
    public int area() {
      return width * height;
    }
  }

  private static class Counter {
    int count = 3;
    private long total;

    void add(int number) {
      count++;
      total += number;
    }

    int result() {
      return count * 1000 + fold(total);
    }
  }

  private static final class LimitedCounter extends Counter {
    private final int limit;

    LimitedCounter(int limit) {
      this.limit = limit;
    }

    @Override
    void add(int number) {
      if (count < limit) {
        super.add(number);
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> records() {
    return Idiom.agree(
        idiom("made and read", p -> new Pair(a(p), x(p)).sum()),
        idiom("with another constructor", p -> new Pair(b(p)).sum()),
        idiom("made by a method", p -> Pair.of(p).turned().turned().sum()),
        idiom("with records in them", p -> new Nested(Pair.of(p), new Pair(b(p)), a(p) > 0).pick()),
        idiom("equals", p -> fold(new Pair(a(p), 5).equals(new Pair(b(p), x(p))))),
        idiom(
            "equals of nested records",
            p -> {
              Nested nested = new Nested(Pair.of(p), new Pair(1), true);
              return fold(nested.equals(new Nested(new Pair(a(p), x(p)), new Pair(a(p)), true)));
            }),
        idiom("chosen by a conditional", p -> (a(p) > b(p) ? Pair.of(p) : new Pair(7)).sum()),
        idiom(
            "assigned on two paths",
            p -> {
              Pair pair;
              if (a(p) > 0) {
                pair = new Pair(a(p), y(p));
              } else {
                pair = new Pair(b(p));
              }
              return pair.sum();
            }),
        idiom("returned on several paths", p -> several(p).sum()),
        idiom("behind an interface", p -> areaOf(new Square(a(p))) + areaOf(new Box(a(p), b(p)))),
        idiom("with arguments that branch", p -> new Pair(a(p) > 0 ? 1 : b(p), sumOf(p)).sum()),
        idiom("instanceof", p -> shape(new Square(a(p))) - shape(new Box(1, b(p)))),
        idiom(
            "made in a loop",
            p -> {
              int sum = 0;
              for (int i = 0; i < 5; i++) {
                Pair pair = new Pair(p.u8(i), i);
                sum = sum * 3 + pair.turned().sum();
              }
              return sum;
            }));
  }

  @TestFactory
  Stream<DynamicTest> casts() {
    return Idiom.agree(
        idiom(
            "to another box fails",
            p -> {
              Object box = (byte) a(p);
              return (Integer) box;
            }),
        idiom(
            "to another box fails unless it is null",
            p -> {
              Long number = a(p) > 0 ? x(p) : null;
              Object box = number;
              Integer other = (Integer) box;
              return other == null ? 1 : 2;
            }),
        idiom(
            "to another record fails",
            p -> {
              Shape shape = new Square(a(p));
              return ((Box) shape).area();
            }),
        idiom(
            "to what it is",
            p -> {
              Shape shape = new Square(a(p));
              return ((Square) shape).side();
            }));
  }

  private static Pair several(SkBuff p) {
    if (a(p) == 5) {
      return new Pair(50);
    }
    if (a(p) < 0) {
      return Pair.of(p);
    }
    return new Pair(b(p), 9);
  }

  private static long sumOf(SkBuff p) {
    long sum = 0;
    for (int i = 0; i < 3; i++) {
      sum += p.u8(i);
    }
    return sum;
  }

  private static int areaOf(Shape shape) {
    return shape.area();
  }

  private static int shape(Object object) {
    if (object instanceof Square square) {
      return square.side() + 1;
    }
    return object instanceof Box box && box.height() > 0 ? box.height() : 0;
  }

  @TestFactory
  Stream<DynamicTest> objects() {
    return Idiom.agree(
        idiom(
            "changed",
            p -> {
              Counter counter = new Counter();
              counter.add(a(p));
              counter.add(b(p));
              return counter.result();
            }),
        idiom(
            "changed on some paths",
            p -> {
              Counter counter = new Counter();
              if (a(p) > 0) {
                counter.add(a(p));
              }
              counter.count += b(p);
              return counter.result();
            }),
        idiom(
            "changed in a loop",
            p -> {
              Counter counter = new Counter();
              for (int i = 0; i < 6; i++) {
                counter.add(p.u8(i));
              }
              return counter.result();
            }),
        idiom(
            "of a subclass",
            p -> {
              Counter counter = new LimitedCounter(5);
              for (int i = 0; i < 6; i++) {
                counter.add(p.u8(i));
              }
              return counter.result();
            }),
        idiom(
            "changed by a method",
            p -> {
              Counter counter = new Counter();
              fill(counter, p);
              fill(counter, p);
              return counter.result();
            }),
        idiom(
            "changed by a lambda",
            p -> {
              Counter counter = new Counter();
              Runnable twice = () -> fill(counter, p);
              twice.run();
              twice.run();
              return counter.result();
            }),
        idiom(
            "under two names",
            p -> {
              Counter counter = new Counter();
              Counter other = counter;
              other.add(a(p));
              counter.count--;
              return other.result() + (other == counter ? 1 : 0);
            }));
  }

  private static void fill(Counter counter, SkBuff p) {
    counter.add(b(p));
    if (a(p) < 0) {
      counter.add(a(p));
    }
  }

  @TestFactory
  Stream<DynamicTest> boxes() {
    return Idiom.agree(
        idiom(
            "Integer ++",
            p -> {
              Integer number = a(p);
              number++;
              ++number;
              number += 5;
              return number--;
            }),
        idiom(
            "Long and small boxes",
            p -> {
              Long number = x(p);
              Short small = (short) b(p);
              Byte tiny = (byte) a(p);
              Character letter = (char) a(p);
              Boolean flag = a(p) > 0;
              return flag ? fold(number + small) : tiny + letter;
            }),
        idiom("equals", p -> fold(Integer.valueOf(a(p)).equals(b(p)))),
        idiom("equals of different boxes", p -> fold(Long.valueOf(5).equals(a(p)))),
        idiom(
            "conversions", p -> Long.valueOf(x(p)).intValue() + Integer.valueOf(a(p)).byteValue()),
        idiom(
            "null on some paths",
            p -> {
              Integer number = a(p) > 0 ? b(p) : null;
              return number == null ? -3 : number;
            }),
        idiom(
            "null fails",
            p -> {
              Long number = null;
              if (a(p) > 0) {
                number = x(p);
              }
              return (int) (number * 2);
            }),
        idiom(
            "conditionals of boxes",
            p -> boxed(a(p)) + (a(p) > 5 ? boxed(b(p)) : Integer.valueOf(3))),
        idiom(
            "null on several paths",
            p -> {
              Integer number = null;
              if (a(p) == 5) {
                number = 50;
              } else if (a(p) < 0) {
                number = b(p);
              }
              if (number != null && number > 10) {
                return number;
              }
              return number == null ? 1 : 2;
            }));
  }

  private static Integer boxed(int number) {
    return number * 2;
  }
}
