package bpf4j.compiler.fuzz.sabotage;

import bpf4j.compiler.internal.ir.Access;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Block.Exit;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;

/** Mistakes of front ends and optimizers. */
final class GraphEdits {
  private GraphEdits() {}

  private static GraphEdit values(Consumer<Value> edit) {
    return graph -> graph.blocks().forEach(block -> List.copyOf(block.values()).forEach(edit));
  }

  /** One operation for another of the same arguments. */
  static GraphEdit operation(Op right, Op wrong) {
    return values(
        value -> {
          if (value.op() == right) {
            value.become(wrong, value.imm(), value.aux(), value.args());
          }
        });
  }

  /** An operation for its first argument. */
  static GraphEdit nothing(Op right) {
    return graph ->
        values(
                value -> {
                  if (value.op() == right && value.type() == value.arg(0).type()) {
                    value.become(Op.ADD, 0, null, value.arg(0), graph.constant(value.type(), 0));
                  }
                })
            .apply(graph);
  }

  /** One condition for another, where the program asks and not a check. */
  static GraphEdit condition(Cond right, Cond wrong) {
    return graph ->
        graph.blocks().stream()
            .filter(block -> block.exit() == Exit.BRANCH && !block.isPinned())
            .filter(block -> block.cond() == right && !isCheck(block))
            .forEach(block -> block.setCond(wrong));
  }

  private static boolean isCheck(Block block) {
    return block.succ(0).exit() == Exit.FAIL || block.succ(1).exit() == Exit.FAIL;
  }

  /** Constants as something else. */
  static GraphEdit constants(Type type, LongUnaryOperator wrong) {
    return graph ->
        values(
                value -> {
                  if (!isArithmetic(value)) {
                    return;
                  }
                  Value[] args = value.args();
                  for (int i = 0; i < args.length; i++) {
                    if (args[i].isConst() && args[i].type() == type) {
                      args[i] = graph.constant(type, wrong.applyAsLong(args[i].imm()));
                    }
                  }
                })
            .apply(graph);
  }

  private static boolean isArithmetic(Value value) {
    return switch (value.op()) {
      case ADD, SUB, MUL, AND, OR, XOR -> true;
      default -> false;
    };
  }

  /** The second operand in the place of the first, as when one register is taken for both. */
  static GraphEdit operandLost(Op op) {
    return values(
        value -> {
          if (value.op() == op && !value.arg(1).isConst() && isNumber(value.arg(1))) {
            value.args()[0] = value.arg(1);
          }
        });
  }

  private static boolean isNumber(Value value) {
    return value.type() == Type.I32 || value.type() == Type.I64;
  }

  /** The operands in the other order. */
  static GraphEdit exchanged(Op op, Predicate<Value> which) {
    return values(
        value -> {
          if (value.op() == op && which.test(value)) {
            value.setArgs(value.arg(1), value.arg(0));
          }
        });
  }

  /** Memory that should start as zeros does not. */
  static GraphEdit notCleared() {
    return graph ->
        graph
            .blocks()
            .forEach(
                block ->
                    block
                        .values()
                        .removeIf(
                            v -> v.op() == Op.STORE && isArray(v.arg(0)) && v.arg(1).isZero()));
  }

  private static boolean isArray(Value address) {
    return address.op() == Op.SLOT && address.aux().toString().startsWith("array");
  }

  /** A load is taken for the one before, whatever was stored between. */
  static GraphEdit staleLoads() {
    return graph -> {
      for (Block block : graph.blocks()) {
        Map<List<Object>, Value> seen = new HashMap<>();
        for (Value value : block.values()) {
          if (value.op() != Op.LOAD || !isNumber(value)) {
            continue;
          }
          List<Object> place = List.of(value.arg(0), value.imm(), value.aux(), value.type());
          Value before = seen.putIfAbsent(place, value);
          if (before != null) {
            value.become(Op.ADD, 0, null, before, graph.constant(value.type(), 0));
          }
        }
      }
    };
  }

  /** Stores of one width as stores of another. */
  static GraphEdit narrowStores(int right, int wrong) {
    return values(
        value -> {
          if (value.op() == Op.STORE
              && value.aux() instanceof Access access
              && access.bytes() == right
              && value.arg(0).op() != Op.SLOT) {
            value.become(Op.STORE, value.imm(), Access.of(wrong, false), value.args());
          }
        });
  }

  /** An atomic's value before its change for the value after. */
  static GraphEdit fetchedTooEarly() {
    return graph ->
        values(
                value -> {
                  if (value.op() == Op.ADD && value.arg(0).op() == Op.ATOMIC_FETCH_ADD) {
                    value.args()[1] = graph.constant(value.type(), 0);
                  }
                })
            .apply(graph);
  }

  /** A division goes ahead whatever the divisor is. */
  static GraphEdit divisorUnchecked() {
    return graph -> {
      for (Block block : new ArrayList<>(graph.blocks())) {
        if (block.exit() == Exit.BRANCH
            && isCheck(block)
            && block.right().isZero()
            && isNumber(block.left())
            && !block.isPinned()) {
          block.branchToJump(block.succ(0).exit() == Exit.FAIL ? 1 : 0);
        }
      }
      graph.removeUnreachable();
    };
  }

  /** Where two paths join, the value of the other. */
  static GraphEdit exchangedPhis() {
    return values(
        value -> {
          if (value.op() == Op.PHI
              && value.argCount() == 2
              && isNumber(value)
              && value.arg(0).isConst()
              && value.arg(1).isConst()) {
            value.setArgs(value.arg(1), value.arg(0));
          }
        });
  }
}
