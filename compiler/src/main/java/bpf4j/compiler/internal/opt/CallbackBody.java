package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Access;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.CallbackFrame;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.SourcePosition;
import bpf4j.compiler.internal.ir.StackSlot;
import bpf4j.compiler.internal.ir.Subprogram;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import bpf4j.maps.BpfMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Copies a region into the graph of a callback, which takes and leaves values in a frame. */
final class CallbackBody {
  private static final Access WORD = Access.of(Long.BYTES, false);

  private final Graph from;
  private final CallbackRegion region;
  private final CallbackUses uses;
  private final CallbackLayout layout;
  private final List<CallbackRegion.Exit> exits;
  private final List<Block> order;
  private final Graph graph = new Graph();
  private final List<Type> parameters = new ArrayList<>();
  private final Map<Block, Block> blocks = new HashMap<>();
  private final Map<Value, Value> values = new HashMap<>();
  private final Map<StackSlot, Value> slots = new HashMap<>();
  private final Value frame;

  CallbackBody(
      Graph from,
      CallbackRegion region,
      CallbackUses uses,
      CallbackLayout layout,
      List<CallbackRegion.Exit> exits) {
    this.from = from;
    this.region = region;
    this.uses = uses;
    this.layout = layout;
    this.exits = exits;
    this.order = region.order(from);
    Block entry = graph.entry();
    entry.values().clear();
    boolean entries = region.isWalk() && !region.takesRecords();
    Value key = entries ? parameter(Type.MAP_VALUE) : null;
    Value element =
        entries ? parameter(Type.MAP_VALUE) : region.takesRecords() ? firstArgument() : null;
    this.frame = parameter(Type.STACK);
    entry.append(graph.context());
    graph.setCallbackFrame(new CallbackFrame(frame));
    values.put(from.context(), graph.context());
    for (Block block : order) {
      for (Value value : block.values()) {
        if (isOfWalk(value) && value.op() != Op.MAP_NEXT) {
          values.put(value, value.op() == Op.ENTRY_KEY ? key : element);
        }
      }
    }
  }

  /** The record, where other functions have their context. */
  private Value firstArgument() {
    Value record = graph.newValue(Op.PARAMETER, Type.DYNAMIC_POINTER, -1, null);
    return graph.entry().append(record);
  }

  private Value parameter(Type type) {
    Value parameter = graph.newValue(Op.PARAMETER, type, parameters.size(), null);
    parameters.add(type);
    return graph.entry().append(parameter);
  }

  /** True for what the helper does, and gives. */
  private boolean isOfWalk(Value value) {
    return value == region.next()
        || (value.op() == Op.ENTRY_KEY || value.op() == Op.ENTRY_VALUE)
            && value.arg(0) == region.next();
  }

  Subprogram make() {
    takeValues();
    for (Block block : order) {
      Block copy = graph.newBlock();
      blocks.put(block, copy);
      copy.setPosition(block.position());
      if (block.isPinned()) {
        copy.setPinned();
      }
      if (block.isCold()) {
        copy.setCold();
      }
    }
    graph.entry().setPosition(region.position());
    graph.entry().jump(blocks.get(region.header()));
    order.forEach(this::copyValues);
    order.forEach(this::copyExit);
    order.forEach(this::completePhis);
    SourcePosition position = region.position();
    String name = position == null ? "callback" : position.method();
    return new Subprogram(name, List.copyOf(parameters), graph, graph.mayFail());
  }

  private void takeValues() {
    Block entry = graph.entry();
    for (Value variable : uses.variables()) {
      values.put(variable, CallbackWords.take(graph, entry, frame, layout.of(variable), variable));
    }
    for (Value value : uses.taken()) {
      Value word = CallbackWords.load(graph, entry, frame, layout.of(value), value.type());
      values.put(value, word);
    }
    for (StackSlot slot : uses.shared()) {
      Value address = graph.newValue(Op.LOAD, Type.STACK, layout.of(slot), WORD, frame);
      slots.put(slot, entry.append(address));
    }
  }

  private void copyValues(Block block) {
    Block copy = blocks.get(block);
    for (Value value : block.values()) {
      boolean variable = block == region.header() && value.op() == Op.PHI;
      if (variable || isOfWalk(value)) {
        continue;
      }
      Value twin = graph.newValue(value.op(), value.type(), value.imm(), value.aux());
      twin.setPosition(value.position());
      values.put(value, twin);
      copy.append(twin);
      if (value.op() != Op.PHI) {
        Value[] args = value.args().clone();
        for (int i = 0; i < args.length; i++) {
          args[i] = copyOf(args[i]);
        }
        twin.setArgs(args);
      }
    }
  }

  private Value copyOf(Value value) {
    Value known = values.get(value);
    if (known != null) {
      return known;
    }
    known =
        switch (value.op()) {
          case CONST -> graph.constant(value.type(), value.imm());
          case MAP -> graph.map((BpfMap) value.aux());
          case CALLBACK -> graph.callback((Subprogram) value.aux());
          case SLOT -> slot((StackSlot) value.aux());
          // Made before the region; made anew, as it takes no more than to fetch it.
          case MAP_MEMORY -> remade(value);
          default -> throw new IllegalStateException(value + " is not known to the callback");
        };
    values.put(value, known);
    return known;
  }

  private Value slot(StackSlot slot) {
    return slots.computeIfAbsent(
        slot, s -> graph.address(graph.newSlot(s.size(), s.name(), s.position())));
  }

  private Value remade(Value value) {
    Value twin = graph.newValue(value.op(), value.type(), value.imm(), value.aux());
    twin.setPosition(value.position());
    return graph.entry().append(twin);
  }

  private void copyExit(Block block) {
    Block copy = blocks.get(block);
    switch (block.exit()) {
      case JUMP -> copy.jump(way(block, 0));
      case BRANCH -> {
        if (region.isWalk() && block == region.header()) {
          copy.jump(way(block, region.isDone(block, 0) ? 1 : 0));
        } else {
          Value left = copyOf(block.left());
          Value right = copyOf(block.right());
          copy.branch(block.cond(), left, right, way(block, 0), way(block, 1));
        }
      }
      case RETURN -> throw new IllegalStateException(block + " returns inside a callback");
      case FAIL -> copy.fail(block.site());
    }
  }

  private Block way(Block block, int index) {
    Block target = block.succ(index);
    if (target == region.header()) {
      return again(block, index);
    }
    return region.contains(target)
        ? blocks.get(target)
        : out(exits.indexOf(new CallbackRegion.Exit(block, index)));
  }

  /** A block that leaves the variables to the next round. */
  private Block again(Block block, int index) {
    Block end = graph.newBlock();
    end.setPosition(block.position());
    int edge = CallbackWords.edge(block, index);
    for (Value variable : uses.variables()) {
      Value next = copyOf(variable.arg(edge));
      if (next != values.get(variable)) {
        CallbackWords.store(graph, end, frame, layout.of(variable), next);
      }
    }
    end.returns(graph.constant(Type.I64, CallbackFrame.GO_ON));
    return end;
  }

  /** A block that leaves the region for good. */
  private Block out(int exit) {
    Block end = graph.newBlock();
    end.setPosition(exits.get(exit).from().position());
    Dominators dominators = new Dominators(from);
    for (Value value : uses.left()) {
      if (!uses.variables().contains(value)
          && dominators.dominates(value.block(), exits.get(exit).from())) {
        CallbackWords.store(graph, end, frame, layout.of(value), copyOf(value));
      }
    }
    stop(end, CallbackFrame.FIRST_EXIT + exit);
    return end;
  }

  private void stop(Block block, long status) {
    Value code = graph.constant(Type.I64, status);
    CallbackWords.store(graph, block, frame, CallbackFrame.STATUS, code);
    block.returns(graph.constant(Type.I64, CallbackFrame.STOP));
  }

  private void completePhis(Block block) {
    if (block == region.header()) {
      return;
    }
    Block copy = blocks.get(block);
    List<Block> preds = new ArrayList<>(block.preds());
    int[] columns = new int[copy.preds().size()];
    for (int i = 0; i < columns.length; i++) {
      Block pred = copy.preds().get(i);
      int at = 0;
      while (preds.get(at) == null || blocks.get(preds.get(at)) != pred) {
        at++;
      }
      columns[i] = at;
      preds.set(at, null);
    }
    for (int p = 0; p < block.phiCount(); p++) {
      Value phi = block.values().get(p);
      Value[] args = new Value[columns.length];
      for (int i = 0; i < args.length; i++) {
        args[i] = copyOf(phi.arg(columns[i]));
      }
      copy.values().get(p).setArgs(args);
    }
  }
}
