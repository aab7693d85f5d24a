package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.FailSite;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Rules;
import bpf4j.compiler.internal.ir.SourcePosition;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;

/** Writes a block's values anew, one after another, splitting the block where a check comes in. */
final class BlockWriter {
  private final Graph graph;
  private Block block;
  private SourcePosition position;

  BlockWriter(Graph graph, Block block) {
    this.graph = graph;
    this.block = block;
  }

  /** The block that is being written to. */
  Block block() {
    return block;
  }

  void setPosition(SourcePosition newPosition) {
    position = newPosition;
  }

  void add(Value value) {
    block.append(value);
  }

  Value constant(Type type, long value) {
    return graph.constant(type, value);
  }

  Value emit(Op op, Type type, long imm, Object aux, Value... args) {
    Value made = graph.newValue(op, type, imm, aux, args);
    made.setPosition(position);
    Value value = Rules.apply(graph, made);
    if (value == made) {
      block.append(made);
    }
    return value;
  }

  Value op(Op op, Type type, Value... args) {
    return emit(op, type, 0, null, args);
  }

  /** Ends the run unless a condition holds; the rest of the block goes into a new one. */
  void require(Cond cond, Value left, Value right, FailSite site) {
    Block fail = graph.newBlock();
    fail.setPosition(site.position());
    fail.fail(site);
    requireElse(cond, left, right, fail, site.position());
  }

  /** As {@link #require}, with a comparison that the verifier must see and an end of one's own. */
  void requirePinned(Cond cond, Value left, Value right, Block fail) {
    Block check = block;
    requireElse(cond, left, right, fail, position);
    check.setPinned();
  }

  /** As {@link #require}, with an end of one's own. */
  void requireElse(Cond cond, Value left, Value right, Block fail) {
    requireElse(cond, left, right, fail, position);
  }

  private void requireElse(Cond cond, Value left, Value right, Block fail, SourcePosition where) {
    Block rest = graph.newBlock();
    rest.absorbExit(block);
    if (block.isCold()) {
      rest.setCold();
    }
    block.reopen();
    block.setPosition(where);
    block.branch(cond, left, right, rest, fail);
    block = rest;
  }
}
