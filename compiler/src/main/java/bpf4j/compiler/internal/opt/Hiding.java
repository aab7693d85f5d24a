package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Access;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.FailCounters;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.SourcePosition;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;

/**
 * Writes what hides numbers from the verifier into a block, from a place on: adds a zero to them
 * that it takes for any number, since it is read from memory.
 */
final class Hiding {
  private static final Access WORD = Access.of(Long.BYTES, false);

  private final Graph graph;
  private final Block block;
  private final SourcePosition position;
  private int place;
  private Value address;

  Hiding(Graph graph, Block block, int place, SourcePosition position) {
    this.graph = graph;
    this.block = block;
    this.place = place;
    this.position = position;
  }

  /** The bits that a number of a type may have set at all. */
  static long allBits(Type type) {
    return type == Type.I32 ? 0xffff_ffffL : -1L;
  }

  /** The same number; of it the verifier knows the bits that may be set, and no more. */
  Value hide(Value number, long mayBeSet) {
    Type type = number.type();
    if (address == null) {
      address = add(Op.MAP_MEMORY, Type.MAP_VALUE, FailCounters.ZERO, FailCounters.INSTANCE);
    }
    // Each number has a zero of its own: the verifier ties copies of one to each other.
    Value hidden = add(Op.LOAD, Type.I64, 0, WORD, address);
    if (!number.isZero()) {
      hidden = add(Op.ADD, Type.I64, 0, null, hidden, wide(number));
    }
    if (type == Type.I32) {
      // In 64 bits up to here: what the verifier forgets of a number, it forgets all bits of.
      hidden = add(Op.TRUNC, type, 0, null, hidden);
    }
    return mayBeSet == allBits(type)
        ? hidden
        : add(Op.AND, type, 0, null, hidden, graph.constant(type, mayBeSet));
  }

  private Value wide(Value number) {
    if (number.type() == Type.I64) {
      return number;
    }
    return number.isConst()
        ? graph.constant(Type.I64, number.imm())
        : add(Op.ZEXT32, Type.I64, 0, null, number);
  }

  private Value add(Op op, Type type, long imm, Object aux, Value... args) {
    Value value = graph.newValue(op, type, imm, aux, args);
    value.setPosition(position);
    block.insert(place++, value);
    return value;
  }
}
