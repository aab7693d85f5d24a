package bpf4j.compiler.internal.ir;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.internal.ir.Expressions.Expression;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules change what is computed, not what comes out. */
class RulesTest {
  private static final long[] CORNERS = Expressions.corners();

  private final Graph graph = new Graph();
  private final GraphBuilder builder = new GraphBuilder(graph);

  private Value field(Type type) {
    int bytes = type == Type.I64 ? 8 : 4;
    return builder.load(type, graph.context(), 0, Access.stable(bytes));
  }

  @ParameterizedTest
  @EnumSource(
      value = Op.class,
      names = {
        "ADD", "SUB", "MUL", "AND", "OR", "XOR", "SHL", "SHR", "SAR", "UDIV", "UREM", "SDIV", "SREM"
      })
  void constantsAreFolded(Op op) {
    for (Type type : new Type[] {Type.I32, Type.I64}) {
      for (long a : CORNERS) {
        for (long b : CORNERS) {
          Value left = builder.constant(type, a);
          Value right = builder.constant(type, b);
          Value result = builder.op(op, type, left, right);
          if (right.isZero() && (op.name().endsWith("DIV") || op.name().endsWith("REM"))) {
            assertThat(result.op()).isEqualTo(op);
          } else {
            assertThat(result.op()).isEqualTo(Op.CONST);
            assertThat(result.imm())
                .as("%s %s %s %s", type, left.imm(), op, right.imm())
                .isEqualTo(Evaluator.evaluate(op, type, left.imm(), right.imm()));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Op.class,
      names = {"NEG", "SEXT8", "SEXT16", "SEXT32", "ZEXT32", "TRUNC", "SWAP16", "SWAP32", "SWAP64"})
  void conversionsOfConstantsAreFolded(Op op) {
    Type from = op == Op.TRUNC || op == Op.SWAP64 ? Type.I64 : Type.I32;
    Type to = op == Op.SEXT32 || op == Op.ZEXT32 || op == Op.SWAP64 ? Type.I64 : Type.I32;
    for (long number : CORNERS) {
      Value arg = builder.constant(from, number);
      Value result = builder.op(op, to, arg);
      assertThat(result.op()).isEqualTo(Op.CONST);
      assertThat(result.imm()).isEqualTo(Evaluator.evaluate(op, to, arg.imm()));
    }
  }

  @Test
  void whatChangesNothingIsLeftOut() {
    for (Type type : new Type[] {Type.I32, Type.I64}) {
      Value x = field(type);
      Value zero = builder.constant(type, 0);
      Value one = builder.constant(type, 1);
      Value all = builder.constant(type, -1);
      for (Op op : new Op[] {Op.ADD, Op.SUB, Op.OR, Op.XOR, Op.SHL, Op.SHR, Op.SAR}) {
        assertThat(builder.op(op, type, x, zero)).as("%s", op).isSameAs(x);
      }
      assertThat(builder.op(Op.MUL, type, x, one)).isSameAs(x);
      assertThat(builder.op(Op.SDIV, type, x, one)).isSameAs(x);
      assertThat(builder.op(Op.AND, type, x, all)).isSameAs(x);
      assertThat(builder.op(Op.AND, type, x, x)).isSameAs(x);
      assertThat(builder.op(Op.NEG, type, builder.op(Op.NEG, type, x))).isSameAs(x);
      assertThat(builder.op(Op.XOR, type, x, x)).isSameAs(zero);
      assertThat(builder.op(Op.SUB, type, x, x)).isSameAs(zero);
      assertThat(builder.op(Op.MUL, type, zero, x)).isSameAs(zero);
      assertThat(builder.op(Op.SREM, type, x, all)).isSameAs(zero);
    }
    Value narrow = field(Type.I32);
    assertThat(builder.op(Op.TRUNC, Type.I32, builder.op(Op.SEXT32, Type.I64, narrow)))
        .isSameAs(narrow);
    assertThat(builder.op(Op.SWAP32, Type.I32, builder.op(Op.SWAP32, Type.I32, narrow)))
        .isSameAs(narrow);
  }

  @Test
  void multiplicationsAndDivisionsByPowersOfTwoAreShifts() {
    Value x = field(Type.I32);
    assertThat(builder.op(Op.MUL, Type.I32, x, builder.i32(8)).op()).isEqualTo(Op.SHL);
    assertThat(builder.op(Op.UDIV, Type.I32, x, builder.i32(Integer.MIN_VALUE)).op())
        .isEqualTo(Op.SHR);
    assertThat(builder.op(Op.UREM, Type.I32, x, builder.i32(16)).op()).isEqualTo(Op.AND);
    Value small = builder.op(Op.AND, Type.I32, x, builder.i32(0xff));
    assertThat(builder.op(Op.SDIV, Type.I32, small, builder.i32(16)).op()).isEqualTo(Op.SHR);
    assertThat(builder.op(Op.SREM, Type.I32, small, builder.i32(10)).op()).isEqualTo(Op.UREM);
    assertThat(builder.op(Op.SDIV, Type.I32, x, builder.i32(16)).op()).isEqualTo(Op.SDIV);
  }

  @Test
  void phisOfOneValueAreThatValue() {
    Value x = field(Type.I32);
    Value y = field(Type.I32);
    Value phi = builder.phi(Type.I32);
    phi.setArgs(x, phi, x);
    assertThat(Rules.apply(graph, phi)).isSameAs(x);
    phi.setArgs(x, phi, y);
    assertThat(Rules.apply(graph, phi)).isSameAs(phi);
  }

  /** Also that no bit is set of which {@link KnownBits} says that it never is. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void randomExpressionsKeepTheirResults(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 60; round++) {
      GraphBuilder fresh = new GraphBuilder(new Graph());
      long[][] contexts = Expressions.contexts(random, 24, 8);
      Expressions expressions = new Expressions(random, fresh, contexts);
      for (int i = 0; i < 40; i++) {
        check(expressions.next(), contexts, seed, fresh.graph());
      }
    }
  }

  private static void check(Expression expression, long[][] contexts, long seed, Graph graph) {
    Value value = expression.value();
    long mayBeSet = KnownBits.mayBeSet(value);
    long width = value.type() == Type.I32 ? 0xffff_ffffL : -1L;
    for (int c = 0; c < contexts.length; c++) {
      long expected = expression.results()[c];
      long result = Expressions.evaluate(value, contexts[c]);
      if (result != expected || (result & width & ~mayBeSet) != 0) {
        assertThat(result).as("seed %d, %s in%n%s", seed, value, graph).isEqualTo(expected);
        assertThat(result & width & ~mayBeSet)
            .as("seed %d, unknown bits of %s in%n%s", seed, value, graph)
            .isZero();
      }
      if (KnownBits.isNonNegative(value)) {
        assertThat(result).isNotNegative();
      }
      assertThat(Long.compareUnsigned(result & width, KnownBits.unsignedMax(value)))
          .isLessThanOrEqualTo(0);
    }
  }
}
