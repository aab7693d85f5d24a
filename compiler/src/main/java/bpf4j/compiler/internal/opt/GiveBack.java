package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Duty;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.HelperCall;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.SourcePosition;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs that fail give back first what they hold then, the last first. Refuses programs that use
 * what they have given back.
 */
final class GiveBack implements Pass {
  @Override
  public boolean run(Graph graph) {
    if (!Holdings.hasAny(graph)) {
      return false;
    }
    separateFailures(graph);
    Holdings holdings = new Holdings(graph);
    holdings.visit(GiveBack::checkUse);
    holdings.visit(GiveBack::checkLocked);
    for (Block block : List.copyOf(graph.blocks())) {
      if (block.exit() == Block.Exit.FAIL) {
        giveBack(graph, block, holdings);
      } else if (holdings.isTorn(block)
          || block.exit() == Block.Exit.RETURN && !holdings.things(block).isEmpty()) {
        throw new IllegalStateException(block + " may hold something or not");
      }
    }
    return true;
  }

  /** Each way to fail gets an end of its own, since each may hold something else. */
  private static void separateFailures(Graph graph) {
    for (Block block : List.copyOf(graph.blocks())) {
      if (block.exit() != Block.Exit.FAIL || !block.values().isEmpty()) {
        continue;
      }
      List<Block> preds = new ArrayList<>(block.preds());
      for (Block pred : preds.subList(Math.min(1, preds.size()), preds.size())) {
        Block copy = graph.newBlock();
        copy.setPosition(block.position());
        copy.fail(block.site());
        pred.retarget(pred.succ(0) == block ? 0 : 1, copy);
      }
    }
  }

  private static void giveBack(Graph graph, Block block, Holdings holdings) {
    List<Value> things = holdings.things(block);
    List<Value> calls = holdings.calls(block);
    for (int i = things.size() - 1; i >= 0; i--) {
      Duty duty = Holdings.duty(calls.get(i));
      List<Value> args = new ArrayList<>();
      args.add(things.get(i));
      for (int zeros = 0; zeros < duty.undoZeros(); zeros++) {
        args.add(graph.constant(Type.I64, 0));
      }
      Value undo = graph.newValue(Op.CALL, Type.I64, 0, duty.undo(), args.toArray(Value[]::new));
      undo.setPosition(block.position());
      block.append(undo);
    }
  }

  /** Under a lock no functions are called but the one that gives it back. */
  private static void checkLocked(Value value, List<Value> things, List<Value> calls) {
    boolean locked =
        calls.stream().anyMatch(call -> Holdings.duty(call).kind() == Duty.Kind.LOCKS_ARGUMENT);
    if (!locked || Holdings.duty(value).kind() == Duty.Kind.GIVES_BACK) {
      return;
    }
    String what =
        switch (value.op()) {
          case CALL -> "bpf_" + ((HelperCall) value.aux()).name() + " cannot be called";
          case CALL_SUBPROGRAM -> value.aux() + " is too large to be called";
          default -> null;
        };
    if (what != null) {
      throw SourcePosition.refusal(
          value.position(),
          what
              + " while a spin lock is held; read maps and packets, ask the kernel and walk through"
              + " long loops before or after it, and keep what is needed in variables");
    }
  }

  /** What was given back is gone. */
  private static void checkUse(Value value, List<Value> things, List<Value> calls) {
    for (Value arg : value.op() == Op.PHI ? Value.NONE : value.args()) {
      Value taken = taken(arg, new HashSet<>());
      if (taken != null && value.op() != Op.ADD && !things.contains(root(arg))) {
        throw SourcePosition.refusal(
            value.position(),
            "what bpf_"
                + ((HelperCall) taken.aux()).name()
                + " gave is used where it may have been given back already; use it inside its block"
                + " only, and keep numbers or copies of what is in it");
      }
    }
  }

  /** What an address was computed from. */
  private static Value root(Value value) {
    return value.op() == Op.ADD && value.type().isPointer() ? root(value.arg(0)) : value;
  }

  /** The call that has taken what an address lies in; null if none has. */
  private static Value taken(Value address, Set<Value> seen) {
    if (!address.type().isPointer() || !seen.add(address)) {
      return null;
    }
    if (Holdings.duty(address).kind() == Duty.Kind.TAKES_RESULT) {
      return address;
    }
    if (address.op() == Op.ADD || address.op() == Op.PHI) {
      for (Value arg : address.args()) {
        Value taken = taken(arg, seen);
        if (taken != null) {
          return taken;
        }
      }
    }
    return null;
  }
}
