package bpf4j.compiler.language;

import static bpf4j.compiler.language.Idiom.idiom;
import static bpf4j.compiler.language.Numbers.a;
import static bpf4j.compiler.language.Numbers.b;
import static bpf4j.compiler.language.Numbers.fold;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Enum constants as values, and switches over them. */
class EnumTest {
  private enum Direction {
    NORTH,
    EAST,
    SOUTH,
    WEST;

    int degrees() {
      return ordinal() * 90;
    }
  }

  @TestFactory
  Stream<DynamicTest> enums() {
    Direction captured = Direction.SOUTH;
    return Idiom.agree(
        idiom(
            "an enum of this file",
            p ->
                switch (direction(a(p))) {
                  case NORTH -> 1;
                  case EAST -> b(p);
                  case SOUTH -> 3;
                  case WEST -> 4;
                }),
        idiom(
            "an enum of another file",
            p ->
                switch (Weekday.of(a(p))) {
                  case MONDAY -> 1;
                  case SUNDAY, SATURDAY -> 2;
                  case TUESDAY -> 3;
                  default -> b(p);
                }),
        idiom(
            "a captured enum",
            p -> {
              switch (captured) {
                case NORTH:
                  return a(p);
                case SOUTH:
                  return b(p);
                default:
                  return 0;
              }
            }),
        idiom("== of enums", p -> direction(a(p)) == Direction.EAST ? 1 : 2),
        idiom("== with a captured enum", p -> direction(b(p)) == captured ? 1 : 2),
        idiom("ordinal", p -> direction(a(p)).ordinal() * 5 + captured.ordinal()),
        idiom("a method of an enum", p -> direction(a(p)).degrees()),
        idiom("a method of an enum of another file", p -> fold(Weekday.of(a(p)).isFree())),
        idiom(
            "an enum variable, null at first",
            p -> {
              Direction direction = null;
              if (a(p) > 3) {
                direction = Direction.WEST;
              } else if (a(p) < 0) {
                direction = Direction.EAST;
              }
              return direction == null ? -1 : direction.ordinal();
            }),
        idiom(
            "a null enum fails",
            p -> {
              Direction direction = a(p) > 3 ? Direction.WEST : null;
              return direction.ordinal() + 1;
            }),
        idiom(
            "an enum carried round a loop",
            p -> {
              Direction direction = Direction.NORTH;
              for (int i = 0; i < 6; i++) {
                direction = turn(direction, (p.u8(i) & 1) != 0);
              }
              return direction.ordinal();
            }));
  }

  private static Direction direction(int number) {
    if (number > 6) {
      return Direction.NORTH;
    }
    if (number == 5) {
      return Direction.EAST;
    }
    return number < 0 ? Direction.SOUTH : Direction.WEST;
  }

  private static Direction turn(Direction direction, boolean right) {
    return switch (direction) {
      case NORTH -> right ? Direction.EAST : Direction.WEST;
      case EAST -> right ? Direction.SOUTH : Direction.NORTH;
      case SOUTH -> right ? Direction.WEST : Direction.EAST;
      case WEST -> right ? Direction.NORTH : Direction.SOUTH;
    };
  }
}
