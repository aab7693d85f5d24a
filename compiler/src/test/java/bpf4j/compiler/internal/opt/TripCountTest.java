package bpf4j.compiler.internal.opt;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How often a loop goes round at most is never said too low. */
class TripCountTest {
  /** Longer loops are not counted to their end. */
  private static final int PATIENCE = 20_000;

  /** An operation with a constant, as the compiler and as Java does it. */
  private record Change(Op op, long by) {
    long of(long number, Type type) {
      long result =
          switch (op) {
            case ADD -> number + by;
            case SHR -> type == Type.I32 ? (int) number >>> (int) by : number >>> by;
            case SAR -> number >> by;
            case AND -> number & by;
            case SHL -> number << by;
            case SEXT32 -> (int) number;
            case ZEXT32 -> number & 0xffffffffL;
            case TRUNC -> (int) number;
            default -> throw new AssertionError(op);
          };
      return type == Type.I32 ? (int) result : result;
    }

    Type type(Type before) {
      return switch (op) {
        case SEXT32, ZEXT32 -> Type.I64;
        case TRUNC -> Type.I32;
        default -> before;
      };
    }

    Value emit(GraphBuilder builder, Value number) {
      return switch (op) {
        case SEXT32, ZEXT32, TRUNC -> builder.op(op, type(number.type()), number);
        default -> builder.op(op, number.type(), number, builder.constant(number.type(), by));
      };
    }
  }

  /** A loop that goes on while what is made of a number compares so with a limit. */
  private record Case(
      Type type, long start, Change step, List<Change> made, Cond stay, long limit, boolean after) {
    /** How often the comparison is made, or so many rounds as there is patience for. */
    int rounds() {
      long number = start;
      for (int round = 1; round <= PATIENCE; round++) {
        long next = step.of(number, type);
        long compared = after ? next : number;
        Type at = type;
        for (Change change : made) {
          at = change.type(at);
          compared = change.of(compared, at);
        }
        if (!stay.test(compared, at == Type.I32 ? (int) limit : limit, at.isWide())) {
          return round;
        }
        number = next;
      }
      return PATIENCE;
    }

    double said() {
      GraphBuilder builder = new GraphBuilder(new Graph());
      Block header = builder.newBlock();
      Block end = builder.newBlock();
      Block again = builder.newBlock();
      builder.jump(header);
      builder.startBlock(header);
      Value number = builder.phi(type);
      number.setOpenPhi(true);
      Value next = step.emit(builder, number);
      Value compared = after ? next : number;
      for (Change change : made) {
        compared = change.emit(builder, compared);
      }
      builder.branch(stay, compared, builder.constant(compared.type(), limit), again, end);
      builder.startBlock(again);
      builder.jump(header);
      number.setArgs(builder.constant(type, start), next);
      number.setOpenPhi(false);
      builder.startBlock(end);
      builder.block().returns(builder.i32(0));
      LoopForest forest = new LoopForest(builder.graph());
      return new TripCount(forest.at(header), forest).most();
    }
  }

  private static Change step(Random random) {
    return random.nextInt(5) == 0
        ? new Change(Op.SHR, 1 + random.nextInt(4))
        : new Change(Op.ADD, nonZero(random, 6));
  }

  private static long nonZero(Random random, int bound) {
    return (1 + random.nextInt(bound)) * (random.nextBoolean() ? 1L : -1L);
  }

  private static Change made(Random random, Type type) {
    return switch (random.nextInt(6)) {
      case 0 -> new Change(type == Type.I32 ? Op.SEXT32 : Op.TRUNC, 0);
      case 1 -> type == Type.I32 ? new Change(Op.ZEXT32, 0) : new Change(Op.SAR, 2);
      case 2 -> new Change(Op.SHR, 1 + random.nextInt(4));
      case 3 -> new Change(random.nextBoolean() ? Op.SHL : Op.SAR, 1 + random.nextInt(3));
      default -> new Change(Op.ADD, nonZero(random, 20));
    };
  }

  /** Small numbers, and those near which 32 bits wrap round. */
  private static long number(Random random, Type type) {
    long near = random.nextInt(4) == 0 ? 0x8000_0000L << random.nextInt(2) : 0;
    long number = near + random.nextInt(120) - 40;
    return type == Type.I32 ? (int) number : number;
  }

  private static Case loop(Random random) {
    Type type = random.nextBoolean() ? Type.I32 : Type.I64;
    int makings = random.nextInt(3);
    Change first = made(random, type);
    List<Change> made =
        switch (makings) {
          case 0 -> List.of();
          case 1 -> List.of(first);
          default -> List.of(first, made(random, first.type(type)));
        };
    Cond[] conds = Cond.values();
    Cond stay = conds[random.nextInt(conds.length)];
    Type compared = made.isEmpty() ? type : made.get(made.size() - 1).type(type);
    if (made.size() == 2) {
      compared = made.get(1).type(first.type(type));
    }
    long limit = number(random, compared);
    return new Case(
        type, number(random, type), step(random), made, stay, limit, random.nextBoolean());
  }

  @Test
  void neverTooLow() {
    Random random = new Random(7);
    int exact = 0;
    for (int i = 0; i < 40_000; i++) {
      Case loop = loop(random);
      double said = loop.said();
      int rounds = loop.rounds();
      assertThat(said).as("%s goes round %d times", loop, rounds).isGreaterThanOrEqualTo(rounds);
      exact += said <= rounds + 1 ? 1 : 0;
    }
    assertThat(exact).as("bounds that are hardly more than the rounds").isGreaterThan(4_000);
  }

  @Test
  void counting() {
    Change up = new Change(Op.ADD, 1);
    assertThat(new Case(Type.I32, 0, up, List.of(), Cond.LT, 10, false).said()).isEqualTo(11);
    Change eighth = new Change(Op.SHR, 3);
    Case slow = new Case(Type.I32, 0, up, List.of(eighth), Cond.LT, 10, false);
    assertThat(slow.rounds()).isEqualTo(81);
    assertThat(slow.said()).isEqualTo(TripCount.UNKNOWN);
  }
}
