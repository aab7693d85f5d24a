package bpf4j.compiler.language;

import static bpf4j.compiler.language.Idiom.idiom;
import static bpf4j.compiler.language.Numbers.a;
import static bpf4j.compiler.language.Numbers.b;
import static bpf4j.compiler.language.Numbers.x;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Arrays of references and of arrays, made and captured; arrays that are themselves chosen. */
class ReferenceArrayTest {
  private record Pair(int first, long second) {}

  private static final class Cell {
    int value;
    final int[] history = new int[3];
  }

  private enum Level {
    LOW,
    MIDDLE,
    HIGH
  }

  private static final String[] NAMES = {"x", "yy", "zzz", null};
  private static final Level[] LEVELS = {Level.HIGH, Level.LOW, null};
  private static final Pair[] PAIRS = {new Pair(1, 2), new Pair(3, 4)};
  private static final int[][] GRID = {{1, 2, 3}, {4, 5}, {}};

  @TestFactory
  Stream<DynamicTest> made() {
    return Idiom.agree(
        idiom(
            "of records",
            p -> {
              Pair[] pairs = {new Pair(1, 2), new Pair(a(p), 4), null};
              pairs[2] = new Pair(b(p), x(p));
              int sum = 0;
              for (Pair pair : pairs) {
                sum = sum * 3 + pair.first();
              }
              return sum + pairs.length;
            }),
        idiom(
            "written at any index",
            p -> {
              Pair[] pairs = {new Pair(1, 2), new Pair(3, 4), new Pair(5, 6)};
              pairs[a(p) & 1] = new Pair(b(p), 8);
              return pairs[0].first() * 9 + pairs[1].first() * 3 + pairs[2].first();
            }),
        idiom(
            "out of bounds",
            p -> {
              Pair[] pairs = {new Pair(1, 2), new Pair(3, 4), new Pair(5, 6)};
              pairs[a(p)] = new Pair(b(p), 8);
              return pairs[b(p)].first();
            }),
        idiom(
            "null elements fail",
            p -> {
              Pair[] pairs = new Pair[2];
              pairs[a(p) & 1] = new Pair(b(p), 8);
              return pairs[1].first();
            }),
        idiom(
            "of objects, changed in place",
            p -> {
              Cell[] cells = {new Cell(), new Cell()};
              for (int i = 0; i < 6; i++) {
                Cell cell = cells[p.u8(i) & 1];
                cell.value += i;
                cell.history[i % 3]++;
              }
              return cells[0].value * 31 + cells[1].value + cells[0].history[1];
            }),
        idiom(
            "of arrays",
            p -> {
              int[][] grid = new int[2][3];
              grid[a(p) & 1][b(p) & 1] = a(p);
              grid[1][2] += 5;
              return grid[1][1] * 3 + grid[0][0] + grid[1][2] + grid[0].length + grid.length;
            }),
        idiom(
            "of arrays of various lengths",
            p -> {
              long[][] rows = {{x(p)}, {1, 2, 3}, new long[2]};
              long sum = 0;
              for (long[] row : rows) {
                for (long number : row) {
                  sum = sum * 3 + number;
                }
              }
              return (int) sum;
            }));
  }

  @TestFactory
  Stream<DynamicTest> captured() {
    return Idiom.agree(
        idiom("strings", p -> NAMES[a(p) & 1].length()),
        idiom("a null string fails", p -> NAMES[a(p) & 3].length()),
        idiom(
            "strings one by one",
            p -> {
              int sum = a(p);
              for (String name : NAMES) {
                sum = sum * 3 + (name == null ? 7 : name.length());
              }
              return sum;
            }),
        idiom("enum constants", p -> LEVELS[a(p) & 1] == Level.LOW ? 1 : 2),
        idiom("null among enum constants", p -> LEVELS[a(p) & 3] == null ? 1 : 2),
        idiom("values of an enum", p -> Level.values()[a(p) & 1] == Level.MIDDLE ? 1 : b(p)),
        idiom("values of an enum, any index", p -> Level.values()[a(p)].ordinal()),
        idiom(
            "values of an enum, one by one",
            p -> {
              for (Level level : Level.values()) {
                if (level.ordinal() == a(p)) {
                  return level.name().length();
                }
              }
              return -1;
            }),
        idiom("records", p -> PAIRS[a(p) & 1].first()),
        idiom("arrays", p -> GRID[a(p) & 1][b(p) & 1]),
        idiom("arrays of any index", p -> GRID[a(p)][b(p)]));
  }

  @TestFactory
  Stream<DynamicTest> chosen() {
    return Idiom.agree(
        idiom(
            "by a conditional",
            p -> {
              int[] one = new int[4];
              int[] two = new int[4];
              one[1] = a(p);
              two[1] = b(p);
              int[] chosen = a(p) > 0 ? one : two;
              chosen[2] = 5;
              return chosen[1] * 9 + one[2] * 3 + two[2];
            }),
        idiom(
            "of different lengths",
            p -> {
              byte[] chosen = a(p) > 0 ? new byte[4] : new byte[6];
              chosen[b(p) & 3] = (byte) a(p);
              return chosen[3] * 10 + chosen.length;
            }),
        idiom(
            "swapped in a loop",
            p -> {
              int[] one = new int[4];
              int[] two = new int[4];
              one[1] = a(p);
              two[1] = b(p);
              for (int i = 0; i < 3; i++) {
                int[] other = one;
                one = two;
                two = other;
              }
              return one[1] * 3 + two[1];
            }),
        idiom(
            "filled from the packet",
            p -> {
              byte[] one = new byte[4];
              byte[] two = new byte[4];
              byte[] chosen = a(p) > 0 ? one : two;
              one[0] = 1;
              two[0] = 2;
              p.loadBytes(4, chosen);
              one[1] = 3;
              return one[0] * 7 + two[0] * 3 + one[1] + one[3] + two[3];
            }),
        idiom(
            "stored to before and after a call that fills it",
            p -> {
              byte[] one = new byte[8];
              byte[] two = new byte[8];
              byte[] chosen = a(p) > 0 ? one : two;
              byte late = (byte) (b(p) * 7);
              one[0] = 1;
              p.loadBytes(4, chosen);
              one[2] = late;
              p.loadBytes(0, two);
              return one[0] * 11 + one[2] * 7 + one[7] * 3 + two[3];
            }),
        idiom(
            "null or not",
            p -> {
              int[] chosen = a(p) > 0 ? new int[4] : null;
              return chosen == null ? 1 : chosen[b(p) & 3];
            }),
        idiom("null fails", p -> (a(p) > 0 ? new int[] {b(p)} : null)[0]),
        idiom(
            "a copy",
            p -> {
              int[] numbers = {a(p), 2};
              int[] copy = numbers.clone();
              copy[0] = 3;
              return numbers[0] * 9 + copy[0] * 3 + copy[1];
            }),
        idiom(
            "a copy of a captured one",
            p -> {
              int[] copy = GRID[0].clone();
              copy[a(p) & 1] = b(p);
              return copy[0] * 9 + copy[1] * 3 + copy[2];
            }));
  }
}
