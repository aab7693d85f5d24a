package bpf4j.compiler.fuzz.run;

import bpf4j.compiler.context.TcAction;
import bpf4j.compiler.context.XdpAction;
import java.util.function.IntBinaryOperator;
import java.util.function.LongUnaryOperator;

/** What programs call that they do not declare. */
public final class Library {
  private Library() {}

  /** Something with an area. */
  public interface Shape {
    int area();
  }

  /** A shape. */
  public record Square(int side) implements Shape {
    @Override
    public int area() {
      return side * side;
    }
  }

  /** Another. */
  public record Box(int width, int height) implements Shape {
    @Override
    public int area() {
      return width * height;
    }
  }

  /** A verdict about a frame. */
  public static XdpAction xdp(int number) {
    return switch (number & 3) {
      case 0 -> XdpAction.PASS;
      case 1 -> XdpAction.DROP;
      case 2 -> XdpAction.ABORTED;
      default -> XdpAction.TX;
    };
  }

  /** A verdict about a packet. */
  public static TcAction tc(int number) {
    return switch (number & 3) {
      case 0 -> TcAction.OK;
      case 1 -> TcAction.SHOT;
      case 2 -> TcAction.UNSPEC;
      default -> TcAction.STOLEN;
    };
  }

  public static int apply(IntBinaryOperator operator, int x, int y) {
    return operator.applyAsInt(x, y) - operator.applyAsInt(y, x);
  }

  public static long twice(LongUnaryOperator operator, long x) {
    return operator.applyAsLong(operator.applyAsLong(x));
  }

  public static int areaOf(Shape shape) {
    return shape.area() + 1;
  }

  public static <T> T pick(boolean first, T one, T other) {
    return first ? one : other;
  }

  public static long total(int... numbers) {
    long sum = 0;
    for (int number : numbers) {
      sum = sum * 7 + number;
    }
    return sum;
  }
}
