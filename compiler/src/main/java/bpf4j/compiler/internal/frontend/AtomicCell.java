package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.frontend.JavaValue.AtomicRef;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.frontend.JavaValue.Virtual;
import bpf4j.compiler.internal.ir.Access;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.util.concurrent.atomic.AtomicLong;

/** Where an atomic number is kept. */
sealed interface AtomicCell {
  Type type();

  Value get();

  void set(Value value);

  /** Combines the number with another, by {@link Op#ADD} or an operation on bits. */
  Value fetch(Op op, Value operand);

  Value exchange(Value value);

  Value compareExchange(Value expected, Value replacement);

  /** A field in memory, which other programs and Java may change at any time. */
  record InMemory(GraphBuilder builder, AtomicRef ref) implements AtomicCell {
    @Override
    public Type type() {
      return ref.wide() ? Type.I64 : Type.I32;
    }

    private Access access() {
      return Access.of(ref.wide() ? Long.BYTES : Integer.BYTES, false);
    }

    @Override
    public Value get() {
      return builder.load(type(), ref.pointer(), ref.offset(), access());
    }

    @Override
    public void set(Value value) {
      builder.store(ref.pointer(), ref.offset(), access().bytes(), value);
    }

    /** The optimizer drops an answer that nobody uses. */
    @Override
    public Value fetch(Op op, Value operand) {
      Op atomic =
          switch (op) {
            case ADD -> Op.ATOMIC_FETCH_ADD;
            case AND -> Op.ATOMIC_FETCH_AND;
            case OR -> Op.ATOMIC_FETCH_OR;
            case XOR -> Op.ATOMIC_FETCH_XOR;
            default -> throw new IllegalArgumentException(op.toString());
          };
      return emit(atomic, operand);
    }

    @Override
    public Value exchange(Value value) {
      return emit(Op.ATOMIC_EXCHANGE, value);
    }

    private Value emit(Op op, Value operand) {
      return builder.emit(op, type(), ref.offset(), access(), ref.pointer(), operand);
    }

    @Override
    public Value compareExchange(Value expected, Value replacement) {
      return builder.emit(
          Op.ATOMIC_COMPARE_EXCHANGE,
          type(),
          ref.offset(),
          access(),
          ref.pointer(),
          expected,
          replacement);
    }
  }

  /** An object that the program has made: its number is its only field. */
  record OfProgram(MethodTranslator translator, Virtual object) implements AtomicCell {
    @Override
    public Type type() {
      return object.type() == AtomicLong.class ? Type.I64 : Type.I32;
    }

    @Override
    public Value get() {
      return ((Scalar) translator.heap().fields(object.id())[0]).value();
    }

    @Override
    public void set(Value value) {
      translator.setHeap(translator.heap().with(object.id(), 0, new Scalar(value)));
    }

    @Override
    public Value fetch(Op op, Value operand) {
      Value before = get();
      set(translator.builder().op(op, type(), before, operand));
      return before;
    }

    @Override
    public Value exchange(Value value) {
      Value before = get();
      set(value);
      return before;
    }

    @Override
    public Value compareExchange(Value expected, Value replacement) {
      GraphBuilder builder = translator.builder();
      Value before = get();
      Block equal = builder.newBlock();
      Block unequal = builder.newBlock();
      Block join = builder.newBlock();
      builder.branch(Cond.EQ, before, expected, equal, unequal);
      for (Block way : new Block[] {equal, unequal}) {
        builder.startBlock(way);
        builder.jump(join);
      }
      builder.startBlock(join);
      Value phi = builder.phi(type());
      phi.setArgs(replacement, before);
      set(phi);
      return before;
    }
  }
}
