package bpf4j.compiler.internal.opt;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.internal.ir.Access;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.Expressions;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is concluded from comparisons holds for all numbers, and is what can be concluded. */
class FactsTest {
  private static final long[] CORNERS = Expressions.corners();

  private final GraphBuilder builder = new GraphBuilder(new Graph());

  private Value field(Type type, int offset) {
    int bytes = type == Type.I64 ? 8 : 4;
    return builder.load(type, builder.graph().context(), offset, Access.stable(bytes));
  }

  /** Null where it depends on the numbers. */
  private static Boolean truth(Cond known, Cond asked) {
    boolean always = true;
    boolean never = true;
    for (long a : CORNERS) {
      for (long b : CORNERS) {
        if (known.test(a, b, true)) {
          always &= asked.test(a, b, true);
          never &= !asked.test(a, b, true);
        }
      }
    }
    if (always) {
      return true;
    }
    return never ? (Boolean) false : null;
  }

  @ParameterizedTest
  @EnumSource(Cond.class)
  void oneComparisonSettlesAnother(Cond known) {
    for (Cond asked : Cond.values()) {
      assertThat(Facts.implies(known, asked)).as("%s", asked).isEqualTo(truth(known, asked));
    }
  }

  @Test
  void operandsMayBeExchanged() {
    Value x = field(Type.I32, 0);
    Value y = field(Type.I32, 4);
    Facts facts = new Facts();
    facts.add(Cond.LT, x, y);
    assertThat(facts.decide(Cond.GT, y, x)).isTrue();
    assertThat(facts.decide(Cond.LE, y, x)).isFalse();
    assertThat(facts.decide(Cond.ULT, x, y)).isNull();
    assertThat(facts.decide(Cond.LT, field(Type.I32, 8), y)).isNull();
  }

  @Test
  void whatIsTakenBackIsForgotten() {
    Value x = field(Type.I64, 0);
    Facts facts = new Facts();
    facts.add(Cond.UGT, x, builder.i64(10));
    int mark = facts.mark();
    facts.add(Cond.ULT, x, builder.i64(20));
    assertThat(facts.decide(Cond.EQ, x, builder.i64(30))).isFalse();
    facts.restore(mark);
    assertThat(facts.decide(Cond.EQ, x, builder.i64(30))).isNull();
    assertThat(facts.decide(Cond.UGE, x, builder.i64(11))).isTrue();
  }

  @Test
  void boundsOnBothSidesMeet() {
    Value x = field(Type.I32, 0);
    Facts facts = new Facts();
    facts.add(Cond.GE, x, builder.i32(0));
    facts.add(Cond.LT, x, builder.i32(8));
    assertThat(facts.decide(Cond.ULT, x, builder.i32(8))).isTrue();
    assertThat(facts.decide(Cond.UGE, x, builder.i32(100))).isFalse();
    assertThat(facts.decide(Cond.EQ, x, builder.i32(-1))).isFalse();
    facts.add(Cond.NE, x, builder.i32(7));
    assertThat(facts.decide(Cond.LE, x, builder.i32(6))).isTrue();
  }

  @Test
  void randomFactsAboutNumbers() {
    Random random = new Random(20);
    for (int round = 0; round < 20_000; round++) {
      Type type = random.nextBoolean() ? Type.I32 : Type.I64;
      Value x = field(type, 0);
      Facts facts = new Facts();
      List<Cond> conds = new ArrayList<>();
      List<Value> constants = new ArrayList<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        conds.add(cond(random));
        constants.add(constant(random, type));
        facts.add(conds.get(conds.size() - 1), x, constants.get(constants.size() - 1));
      }
      Cond asked = cond(random);
      Value bound = constant(random, type);
      Boolean outcome = facts.decide(asked, x, bound);
      if (outcome != null) {
        for (long number : numbersNear(constants, bound, type)) {
          if (holds(conds, constants, number, type)) {
            assertThat(asked.test(number, bound.imm(), type.isWide()))
                .as("%s with %s: %s %s", conds, constants, asked, bound.imm())
                .isEqualTo(outcome);
          }
        }
      }
    }
  }

  private static boolean holds(List<Cond> conds, List<Value> constants, long number, Type type) {
    boolean holds = true;
    for (int i = 0; i < conds.size(); i++) {
      holds &= conds.get(i).test(number, constants.get(i).imm(), type.isWide());
    }
    return holds;
  }

  /** If a conclusion is wrong anywhere, it is wrong beside one of these. */
  private static List<Long> numbersNear(List<Value> constants, Value bound, Type type) {
    List<Long> numbers = new ArrayList<>();
    for (long corner : CORNERS) {
      numbers.add(type == Type.I32 ? (int) corner : corner);
    }
    List<Value> all = new ArrayList<>(constants);
    all.add(bound);
    for (Value constant : all) {
      for (long step = -1; step <= 1; step++) {
        long number = constant.imm() + step;
        numbers.add(type == Type.I32 ? (int) number : number);
      }
    }
    return numbers;
  }

  private static Cond cond(Random random) {
    return Cond.values()[random.nextInt(Cond.values().length)];
  }

  private Value constant(Random random, Type type) {
    long corner = CORNERS[random.nextInt(CORNERS.length)];
    return builder.constant(type, corner + random.nextInt(3) - 1);
  }
}
