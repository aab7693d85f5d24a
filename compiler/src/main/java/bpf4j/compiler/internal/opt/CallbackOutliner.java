package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.CallbackFrame;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.FailSite;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.HelperCall;
import bpf4j.compiler.internal.ir.KnownBits;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.SourcePosition;
import bpf4j.compiler.internal.ir.StackSlot;
import bpf4j.compiler.internal.ir.Subprogram;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a region into a callback and the call of the helper that runs it. What the callback takes
 * and leaves goes through a {@link CallbackFrame}.
 *
 * <p>Verifiers before Linux 6.7 walk a callback exactly once, and believe afterwards that this is
 * what happened. So that they draw no conclusions from it, numbers that the callback changes are
 * hidden from them, before and after; pointers cannot be.
 */
final class CallbackOutliner {
  /** The most rounds that {@code bpf_loop} takes ({@code BPF_MAX_LOOPS}). */
  private static final long MOST_ROUNDS = 1 << 23;

  private static final HelperCall LOOP = new HelperCall(181, "loop", Type.I64);

  private final Graph graph;
  private final CallbackRegion region;
  private final boolean repeated;
  private final SourcePosition position;

  CallbackOutliner(Graph graph, CallbackRegion region, Target target) {
    this.graph = graph;
    this.region = region;
    this.repeated = target.has(Target.Feature.REPEATED_CALLBACKS);
    this.position = region.position();
  }

  void run() {
    CallbackUses uses = new CallbackUses(graph, region);
    uses.variables().forEach(this::requireKept);
    uses.left().forEach(this::requireKept);
    hideStores(uses);
    // Hiding may have made values that the callback takes.
    uses = new CallbackUses(graph, region);
    CallbackLayout layout = new CallbackLayout(uses);
    List<CallbackRegion.Exit> exits = region.exits(graph);
    Subprogram callback = new CallbackBody(graph, region, uses, layout, exits).make();
    StackSlot slot = graph.newSlot(layout.size(), "callback", position);
    Value frame = graph.address(slot);
    Block call = graph.newBlock();
    call.setPosition(position);
    enter(call, uses, layout, frame);
    call(call, callback, frame);
    Value status = CallbackWords.load(graph, call, frame, CallbackFrame.STATUS, Type.I64);
    Value[] replacement = takeBack(call, uses, layout, frame);
    leave(call, status, callback.mayFail(), exits);
    graph.removeUnreachable();
    graph.replaceAll(replacement);
  }

  private void requireKept(Value value) {
    boolean variable = value.op() == Op.PHI && value.block() == region.header();
    if (value.type() == Type.STACK || value.type().isPointer() && variable && !repeated) {
      throw SourcePosition.refusal(
          position,
          "a variable means another "
              + (value.type() == Type.STACK ? "array or string" : "element of a map")
              + " from one round to the next, and this kernel runs such rounds as callbacks, which"
              + " cannot keep that; keep an index or a key instead");
    }
  }

  /** Keeps the verifier from knowing what is in slots that the callback writes to. */
  private void hideStores(CallbackUses uses) {
    List<Value> stores = new ArrayList<>(uses.storesOutside());
    if (repeated) {
      // What it does not know as a constant it forgets by itself, round by round.
      stores.removeIf(store -> !store.arg(1).isConst());
    } else {
      stores.addAll(uses.storesInside());
    }
    for (Value store : stores) {
      Block block = store.block();
      int place = block.values().indexOf(store);
      Value stored = store.arg(1);
      Hiding hiding = new Hiding(graph, block, place, store.position());
      store.args()[1] = hiding.hide(stored, Hiding.allBits(stored.type()));
    }
  }

  /** Sends the ways into the region to the call, with what they bring. */
  private void enter(Block call, CallbackUses uses, CallbackLayout layout, Value frame) {
    Block header = region.header();
    List<Block> froms = new ArrayList<>();
    List<List<Value>> starts = new ArrayList<>();
    for (int edge = 0; edge < header.preds().size(); edge++) {
      if (!region.contains(header.preds().get(edge))) {
        froms.add(header.preds().get(edge));
        int column = edge;
        starts.add(uses.variables().stream().map(phi -> phi.arg(column)).toList());
      }
    }
    long[] bits =
        uses.variables().stream()
            .mapToLong(phi -> phi.type().isInteger() ? KnownBits.mayBeSet(phi) : -1L)
            .toArray();
    for (Block from : froms) {
      from.retarget(from.succ(0) == header ? 0 : 1, call);
    }
    List<Value> firsts = new ArrayList<>();
    for (int i = 0; i < uses.variables().size(); i++) {
      Value variable = uses.variables().get(i);
      Value first = starts.get(0).get(i);
      if (froms.size() > 1) {
        first = graph.newValue(Op.PHI, variable.type(), 0, null);
        first.setPosition(variable.position());
        int column = i;
        first.setArgs(starts.stream().map(start -> start.get(column)).toArray(Value[]::new));
        call.append(first);
      }
      firsts.add(first);
    }
    CallbackWords.store(graph, call, frame, CallbackFrame.CONTEXT, graph.context());
    Value wentOn = graph.constant(Type.I64, CallbackFrame.WENT_ON);
    CallbackWords.store(graph, call, frame, CallbackFrame.STATUS, wentOn);
    for (int i = 0; i < firsts.size(); i++) {
      Value variable = uses.variables().get(i);
      Value first = firsts.get(i);
      if (variable.type().isInteger()) {
        first = new Hiding(graph, call, call.values().size(), position).hide(first, bits[i]);
      }
      CallbackWords.store(graph, call, frame, layout.of(variable), first);
    }
    for (Value value : uses.taken()) {
      CallbackWords.store(graph, call, frame, layout.of(value), value);
    }
    for (StackSlot slot : uses.shared()) {
      CallbackWords.store(graph, call, frame, layout.of(slot), graph.address(slot));
    }
    for (Value value : uses.left()) {
      if (!uses.variables().contains(value)) {
        Value nothing = graph.constant(value.type(), 0);
        CallbackWords.store(graph, call, frame, layout.of(value), nothing);
      }
    }
  }

  private void call(Block call, Subprogram callback, Value frame) {
    Value function = graph.callback(callback);
    Value noFlags = graph.constant(Type.I64, 0);
    Value result =
        region.isWalk()
            ? graph.newValue(
                Op.CALL,
                Type.I64,
                0,
                region.helper(),
                region.next().arg(0),
                function,
                frame,
                noFlags)
            : graph.newValue(
                Op.CALL,
                Type.I64,
                0,
                LOOP,
                graph.constant(Type.I64, MOST_ROUNDS),
                function,
                frame,
                noFlags);
    result.setPosition(position);
    call.append(result);
  }

  /** Fetches what the callback has left; answers with what it stands for. */
  private Value[] takeBack(Block call, CallbackUses uses, CallbackLayout layout, Value frame) {
    List<Value> left = List.copyOf(uses.left());
    List<Value> found = new ArrayList<>();
    for (Value value : left) {
      Value word = CallbackWords.take(graph, call, frame, layout.of(value), value);
      if (!repeated && value.type().isInteger()) {
        Hiding hiding = new Hiding(graph, call, call.values().size(), position);
        word = hiding.hide(word, KnownBits.mayBeSet(value));
      }
      found.add(word);
    }
    Value[] replacement = graph.newTable();
    for (int i = 0; i < left.size(); i++) {
      replacement[left.get(i).id()] = found.get(i);
    }
    return replacement;
  }

  /** Goes on where the callback ended. */
  private void leave(Block call, Value status, boolean mayFail, List<CallbackRegion.Exit> exits) {
    Block at = call;
    if (mayFail) {
      at = test(at, status, CallbackFrame.FAILED, failed());
    }
    for (int i = 0; i < exits.size(); i++) {
      at = test(at, status, CallbackFrame.FIRST_EXIT + i, landing(exits.get(i)));
    }
    if (region.isWalk()) {
      at.jump(landing(region.done()));
    } else {
      at.setCold();
      at.setPosition(position);
      at.fail(new FailSite(position, "the loop's budget is used up"));
    }
  }

  /** A block that is entered when the callback did not end in one of the ways. */
  private Block test(Block at, Value status, long code, Block landing) {
    Block other = graph.newBlock();
    at.setPosition(position);
    at.branch(Cond.EQ, status, graph.constant(Type.I64, code), landing, other);
    return other;
  }

  /** The end of a run that has failed in the callback. */
  private Block failed() {
    Block end = graph.newBlock();
    end.setPosition(position);
    end.fail(FailSite.COUNTED);
    return end;
  }

  /** A block from which one of the ways out of the region goes on. */
  private Block landing(CallbackRegion.Exit exit) {
    Block block = graph.newBlock();
    block.setPosition(position);
    Block to = exit.to();
    int edge = CallbackWords.edge(exit.from(), exit.index());
    block.jump(to);
    for (Value phi : to.values().subList(0, to.phiCount())) {
      Block.addPhiArg(phi, phi.arg(edge));
    }
    return block;
  }
}
