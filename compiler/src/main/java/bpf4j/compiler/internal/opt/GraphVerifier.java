package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks what every pass must leave intact: edges are known at both ends, phis have an argument for
 * each way in, values are made before they are used, on every path, and types go together.
 */
final class GraphVerifier {
  private final Graph graph;
  private final Dominators dominators;
  private final Map<Value, Integer> places = new HashMap<>();
  private Block block;

  private GraphVerifier(Graph graph) {
    this.graph = graph;
    this.dominators = new Dominators(graph);
  }

  /**
   * Checks a graph.
   *
   * @throws IllegalStateException if something is wrong with it
   */
  static void check(Graph graph) {
    new GraphVerifier(graph).run();
  }

  private void run() {
    Set<Block> listed = new HashSet<>(graph.blocks());
    for (Block reached : dominators.order()) {
      block = reached;
      require(listed.contains(block), "is reached but not listed");
      checkEdges();
      for (int i = 0; i < block.values().size(); i++) {
        Value value = block.values().get(i);
        require(places.put(value, i) == null, "a value stands in two places", value);
        require(value.block() == block, "a value says it is elsewhere", value, value.block());
        require(!value.isFloating(), "a floating value is in a block", value);
        require(value.op() != Op.PHI || i < block.phiCount(), "a phi stands after others", value);
      }
    }
    for (Block reached : dominators.order()) {
      block = reached;
      for (Value value : block.values()) {
        checkArguments(value);
        TypeRules.check(value);
      }
      checkEnd();
    }
  }

  private void checkEdges() {
    require(block.exit() != null, "has no end");
    int ways =
        switch (block.exit()) {
          case JUMP -> 1;
          case BRANCH -> 2;
          case RETURN, FAIL -> 0;
        };
    require(block.succCount() == ways, "has as many ways out as", block.exit(), block.succCount());
    for (int i = 0; i < ways; i++) {
      Block succ = block.succ(i);
      int edges = ways == 2 && block.succ(1 - i) == succ ? 2 : 1;
      require(
          Collections.frequency(succ.preds(), block) == edges,
          "is not known to its successor",
          succ);
    }
    for (Block pred : block.preds()) {
      boolean leads = false;
      for (int i = 0; i < pred.succCount(); i++) {
        leads |= pred.succ(i) == block;
      }
      require(leads, "does not follow its predecessor", pred);
    }
  }

  private void checkArguments(Value value) {
    if (value.op() == Op.PHI) {
      List<Block> preds = block.preds();
      require(value.argCount() == preds.size(), "a phi has not an argument for each way in", value);
      for (int i = 0; i < preds.size(); i++) {
        if (dominators.number(preds.get(i)) >= 0) {
          require(
              isMade(value.arg(i), preds.get(i)),
              "is used where it is not made",
              value.arg(i),
              value);
        }
      }
      return;
    }
    for (Value arg : value.args()) {
      require(arg != null && isMadeBefore(arg, value), "is used where it is not made", arg, value);
    }
  }

  private void checkEnd() {
    for (Value used : new Value[] {block.left(), block.right()}) {
      require(used == null || isMade(used, block), "is used at the end where it is not made", used);
    }
    switch (block.exit()) {
      case BRANCH -> TypeRules.checkComparison(block.left(), block.right());
      case RETURN -> require(block.left() != null, "returns nothing");
      default -> {}
    }
  }

  /** True when a value is there at the end of a block. */
  private boolean isMade(Value value, Block end) {
    return value != null
        && (value.isFloating()
            || places.containsKey(value) && dominators.dominates(value.block(), end));
  }

  private boolean isMadeBefore(Value value, Value user) {
    if (value.block() == user.block() && !value.isFloating()) {
      return places.containsKey(value) && places.get(value) < places.get(user);
    }
    return isMade(value, user.block());
  }

  private void require(boolean holds, String what, Object... about) {
    if (!holds) {
      throw new IllegalStateException(block + ": " + what + " " + Arrays.asList(about));
    }
  }

  /** Which types operations take. */
  private static final class TypeRules {
    private TypeRules() {}

    static void check(Value value) {
      Type type = value.type();
      switch (value.op()) {
        case ADD -> {
          // An address in the context may be a mere number, for helpers that take it as one.
          boolean number = type == Type.I64 && value.arg(0).type() == Type.CONTEXT;
          checkType(value, value.arg(0), number ? Type.CONTEXT : type);
          checkType(value, value.arg(1), type.isPointer() ? Type.I64 : type);
        }
        case SUB -> {
          checkInteger(value, type);
          // Two addresses in the packet are so many bytes apart.
          Type wanted = value.arg(0).type() == Type.PACKET ? Type.PACKET : type;
          checkType(value, value.arg(0), wanted);
          checkType(value, value.arg(1), wanted);
        }
        case MUL, AND, OR, XOR, SHL, SHR, SAR, UDIV, UREM, SDIV, SREM -> {
          checkInteger(value, type);
          checkType(value, value.arg(0), type);
          checkType(value, value.arg(1), type);
        }
        case NEG, SEXT8, SEXT16, SWAP16, SWAP32, SWAP64 -> checkType(value, value.arg(0), type);
        case SEXT32, ZEXT32 -> {
          checkInteger(value, Type.I64);
          checkType(value, value.arg(0), Type.I32);
        }
        case TRUNC -> {
          checkInteger(value, Type.I32);
          checkType(value, value.arg(0), Type.I64);
        }
        case PHI -> {
          for (Value arg : value.args()) {
            checkType(value, arg, type);
          }
        }
        default -> {}
      }
    }

    static void checkComparison(Value left, Value right) {
      if (left.type() != right.type() && !left.isZero() && !right.isZero()) {
        throw new IllegalStateException(left + " and " + right + " differ in type");
      }
    }

    private static void checkInteger(Value value, Type wanted) {
      if (value.type() != wanted || !wanted.isInteger()) {
        throw new IllegalStateException(value + ": " + value.op() + " of type " + value.type());
      }
    }

    /** Null pointers are the constant zero, which is an I64. */
    private static void checkType(Value user, Value arg, Type wanted) {
      if (arg.type() != wanted && !(wanted.isPointer() && arg.isZero())) {
        throw new IllegalStateException(
            user + ": " + user.op() + " of type " + user.type() + " of a " + arg.type());
      }
      if (arg.isConst() && wanted == Type.I32 && arg.imm() != (int) arg.imm()) {
        throw new IllegalStateException(user + ": constant " + arg.imm() + " is no I32");
      }
    }
  }
}
