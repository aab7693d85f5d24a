package bpf4j.compiler.language;

import static bpf4j.compiler.language.Idiom.idiom;
import static bpf4j.compiler.language.Numbers.a;
import static bpf4j.compiler.language.Numbers.b;
import static bpf4j.compiler.language.Numbers.x;

import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** References to things of different kinds, chosen at run time. */
@SuppressWarnings("DereferenceWithNullBranch") // to be tried
class ChoiceTest {
  private interface Shape {
    int area();

    default int twice() {
      return 2 * area();
    }
  }

  private record Square(int side) implements Shape {
    @Override
    public int area() {
      return side * side;
    }
  }

  private record Box(int width, long height) implements Shape {
    @Override
    public int area() {
      return width * (int) height;
    }
  }

  private static final class Cell implements Shape {
    int value;
    Cell next;

    Cell(int value, Cell next) {
      this.value = value;
      this.next = next;
    }

    @Override
    public int area() {
      return value++;
    }
  }

  private enum Operator implements IntBinaryOperator {
    PLUS {
      @Override
      public int applyAsInt(int left, int right) {
        return left + right;
      }
    },
    MINUS {
      @Override
      public int applyAsInt(int left, int right) {
        return left - right;
      }
    }
  }

  private enum Port {
    HTTP(80, "http"),
    DNS(53, "domain");

    final int number;
    final String label;

    Port(int number, String label) {
      this.number = number;
      this.label = label;
    }
  }

  private static String method(int number) {
    return number > 3 ? "GET" : number < 0 ? "POST" : "HEAD";
  }

  @TestFactory
  Stream<DynamicTest> strings() {
    return Idiom.agree(
        idiom(
            "switched on",
            p ->
                switch (method(a(p))) {
                  case "GET" -> 1;
                  case "POST" -> b(p);
                  default -> 3;
                }),
        idiom("equals", p -> method(a(p)).equals("GET") ? 1 : 2),
        idiom("a constant's equals", p -> "HEAD".equals(method(a(p))) ? 1 : 2),
        idiom("length", p -> method(a(p)).length() * 3 + method(b(p)).length()),
        idiom("startsWith", p -> method(a(p)).startsWith("H") ? b(p) : 2),
        idiom(
            "null or not",
            p -> {
              String name = b(p) > 0 ? method(a(p)) : null;
              return name == null ? -1 : name.length();
            }),
        idiom("null fails", p -> (b(p) > 0 ? method(a(p)) : null).length()));
  }

  @TestFactory
  Stream<DynamicTest> classes() {
    return Idiom.agree(
        idiom(
            "behind an interface",
            p -> {
              Shape shape = a(p) > 0 ? new Square(b(p)) : new Box(2, x(p));
              return shape.area() + shape.twice();
            }),
        idiom(
            "told apart by instanceof",
            p -> {
              Shape shape = a(p) > 0 ? new Square(b(p)) : b(p) > 3 ? new Box(2, x(p)) : null;
              if (shape instanceof Square square) {
                return square.side() + 1;
              }
              return shape instanceof Box box ? box.width() + (int) box.height() : -1;
            }),
        idiom(
            "a cast to the wrong class fails",
            p -> {
              Shape shape = a(p) > 0 ? new Square(b(p)) : new Box(2, x(p));
              return ((Square) shape).side();
            }),
        idiom(
            "changed under either name",
            p -> {
              Cell one = new Cell(1, null);
              Cell two = new Cell(2, null);
              Cell chosen = a(p) > 0 ? one : two;
              chosen.value += b(p);
              chosen.area();
              return one.value * 31 + two.value + (chosen == one ? 7 : 0);
            }),
        idiom(
            "made on different paths",
            p -> {
              Cell cell;
              if (a(p) > 0) {
                cell = new Cell(b(p), null);
              } else {
                cell = new Cell(3, new Cell(a(p), null));
              }
              cell.value++;
              return cell.next == null ? cell.value : cell.value * cell.next.value;
            }),
        idiom(
            "a linked list",
            p -> {
              Cell list = new Cell(a(p), new Cell(b(p), new Cell(3, null)));
              int sum = 0;
              for (Cell at = list; at != null; at = at.next) {
                sum = sum * 3 + at.value;
              }
              return sum;
            }),
        idiom(
            "equals and null",
            p -> {
              Shape shape = a(p) > 0 ? new Square(5) : b(p) > 3 ? new Box(2, 5) : null;
              return (new Square(b(p)).equals(shape) ? 1 : 0)
                  + (new Box(2, 5).equals(shape) ? 2 : 0);
            }));
  }

  @TestFactory
  Stream<DynamicTest> functions() {
    return Idiom.agree(
        idiom(
            "lambdas",
            p -> {
              int captured = b(p);
              IntUnaryOperator function = a(p) > 0 ? v -> v + captured : v -> v * 3;
              return function.applyAsInt(b(p)) + function.andThen(v -> v - 1).applyAsInt(2);
            }),
        idiom("enum constants with bodies", p -> operator(a(p)).applyAsInt(a(p), b(p))),
        idiom("fields of enum constants", p -> port(a(p)).number + port(b(p)).label.length()),
        idiom(
            "a lambda changed in a loop",
            p -> {
              IntUnaryOperator function = v -> v + 1;
              int sum = 0;
              for (int i = 0; i < 5; i++) {
                sum = function.applyAsInt(sum);
                if ((p.u8(i) & 1) != 0) {
                  function = v -> v * 3;
                }
              }
              return sum;
            }));
  }

  private static Operator operator(int number) {
    return number > 3 ? Operator.PLUS : Operator.MINUS;
  }

  private static Port port(int number) {
    return number > 3 ? Port.HTTP : Port.DNS;
  }
}
