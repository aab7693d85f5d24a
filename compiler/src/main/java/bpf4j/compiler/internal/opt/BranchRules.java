package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.KnownBits;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;

/** Rewrites of the comparison at the end of a block: decided, narrowed or made cheaper. */
final class BranchRules {
  private static final long U32 = 0xffff_ffffL;

  private BranchRules() {}

  static boolean apply(Graph graph, Block block) {
    boolean changed = false;
    for (int i = 0; i < 8 && block.exit() == Block.Exit.BRANCH; i++) {
      if (!step(graph, block)) {
        break;
      }
      changed = true;
    }
    return changed;
  }

  private static boolean step(Graph graph, Block block) {
    Value a = block.left();
    Value b = block.right();
    Cond cond = block.cond();
    if (a.isConst() && b.isConst()) {
      return decide(block, cond.test(a.imm(), b.imm(), a.type().isWide()));
    }
    if (block.succ(0) == block.succ(1) && block.succ(0).phiCount() == 0) {
      return decide(block, true);
    }
    if (block.isPinned()) {
      return false;
    }
    if (a == b) {
      return decide(block, cond.test(0, 0, true));
    }
    if (a.isConst()) {
      set(block, cond.swap(), b, a);
      return true;
    }
    if (b.isConst()) {
      return withConstant(graph, block, a, b.imm());
    }
    if (a.op() == b.op() && (a.op() == Op.SEXT32 || a.op() == Op.ZEXT32)) {
      set(block, a.op() == Op.ZEXT32 ? cond.toUnsigned() : cond, a.arg(0), b.arg(0));
      return true;
    }
    return ChoiceRules.apply(block);
  }

  private static boolean decide(Block block, boolean outcome) {
    block.branchToJump(outcome ? 0 : 1);
    return true;
  }

  private static void set(Block block, Cond cond, Value a, Value b) {
    block.setCond(cond);
    block.setLeft(a);
    block.setRight(b);
  }

  private static boolean withConstant(Graph graph, Block block, Value a, long c) {
    Cond cond = block.cond();
    Boolean known = Outcome.byBits(cond, a, c);
    if (known != null) {
      return decide(block, known);
    }
    Type type = a.type();
    if (type.isInteger() && cond.isSigned() && c >= 0 && KnownBits.isNonNegative(a)) {
      block.setCond(cond.toUnsigned());
      return true;
    }
    if (cond == Cond.ULT && c == 1 || cond == Cond.ULE && c == 0) {
      set(block, Cond.EQ, a, graph.constant(type, 0));
      return true;
    }
    if (cond == Cond.UGE && c == 1 || cond == Cond.UGT && c == 0) {
      set(block, Cond.NE, a, graph.constant(type, 0));
      return true;
    }
    return switch (a.op()) {
      case ZEXT32 -> {
        if (c < 0 || c > U32) {
          yield false;
        }
        set(block, cond.toUnsigned(), a.arg(0), graph.constant(Type.I32, c));
        yield true;
      }
      case SEXT32 -> {
        if (c != (int) c) {
          yield false;
        }
        set(block, cond, a.arg(0), graph.constant(Type.I32, c));
        yield true;
      }
      default -> (cond == Cond.EQ || cond == Cond.NE) && equality(graph, block, a, c);
    };
  }

  /** Moves what is invertible from the value to the constant. */
  private static boolean equality(Graph graph, Block block, Value a, long c) {
    Type type = a.type();
    Value x = a.argCount() > 0 ? a.arg(0) : null;
    return switch (a.op()) {
      case SWAP16 -> {
        if ((KnownBits.mayBeSet(x) & ~0xffffL) != 0) {
          yield false;
        }
        long swapped = Short.reverseBytes((short) c) & 0xffff;
        yield equal(block, x, graph.constant(type, swapped));
      }
      case SWAP32 -> equal(block, x, graph.constant(type, Integer.reverseBytes((int) c)));
      case SWAP64 -> equal(block, x, graph.constant(type, Long.reverseBytes(c)));
      case ADD ->
          type.isInteger()
              && a.arg(1).isConst()
              && equal(block, x, graph.constant(type, c - a.arg(1).imm()));
      case XOR ->
          a.arg(1).isConst()
              ? equal(block, x, graph.constant(type, c ^ a.arg(1).imm()))
              : moveOperand(block, a, c);
      case OR ->
          a.arg(1).isConst()
              && (c & a.arg(1).imm()) != a.arg(1).imm()
              && decide(block, block.cond() == Cond.NE);
      case SUB -> moveOperand(block, a, c);
      case NEG -> equal(block, x, graph.constant(type, -c));
      default -> false;
    };
  }

  private static boolean equal(Block block, Value a, Value b) {
    set(block, block.cond(), a, b);
    return true;
  }

  private static boolean moveOperand(Block block, Value a, long c) {
    if (c == 0) {
      set(block, block.cond(), a.arg(0), a.arg(1));
      return true;
    }
    return false;
  }
}
