package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.declare.DeclarationException;
import bpf4j.compiler.declare.Intrinsic;
import bpf4j.compiler.internal.declaration.Accessor;
import bpf4j.compiler.internal.declaration.PtRegs;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.ir.Access;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.util.List;

/** Fields of the program's context: one load or store by register and constant offset each. */
final class ContextCalls {
  private static final int LAST_ARGUMENT = 5;

  private final MethodTranslator translator;
  private final GraphBuilder builder;
  private final Arithmetic arithmetic;

  ContextCalls(MethodTranslator translator) {
    this.translator = translator;
    this.builder = translator.builder();
    this.arithmetic = new Arithmetic(translator);
  }

  JavaValue read(Accessor.Context field, List<JavaValue> args) {
    int offset = offset(field, args);
    Type type = field.width() == 8 ? Type.I64 : Type.I32;
    Access access =
        Access.stable(
            field.width(), field.networkBytes() > 0 ? field.networkBytes() : field.width());
    Value value = builder.load(type, builder.graph().context(), offset, access);
    value = swap(field, value);
    if (field.type() == boolean.class) {
      value = arithmetic.bool(Cond.NE, value, builder.constant(type, 0));
    } else if (field.type() == long.class && type == Type.I32) {
      value = builder.op(Op.ZEXT32, Type.I64, value);
    } else if (field.type() != long.class && type == Type.I64) {
      value = builder.op(Op.TRUNC, Type.I32, value);
    }
    return new Scalar(value);
  }

  /** Reads one of the registers that are the context. */
  JavaValue register(Intrinsic.Kind kind, List<JavaValue> args) {
    int index = 0;
    if (kind == Intrinsic.Kind.ARGUMENT) {
      Value number = arithmetic.number(args.get(0));
      if (!number.isConst() || number.imm() < 0 || number.imm() > LAST_ARGUMENT) {
        throw translator.refuse(
            "arg needs a constant from 0 to "
                + LAST_ARGUMENT
                + "; later arguments lie on the stack");
      }
      index = (int) number.imm();
    }
    int offset;
    try {
      offset = PtRegs.ofThisMachine().offset(kind, index);
    } catch (DeclarationException e) {
      throw translator.refuse(e.getMessage());
    }
    Access access = Access.stable(Long.BYTES);
    return new Scalar(builder.load(Type.I64, builder.graph().context(), offset, access));
  }

  void write(Accessor.Context field, List<JavaValue> args) {
    Value value = arithmetic.number(args.get(args.size() - 1));
    Type type = field.width() == 8 ? Type.I64 : Type.I32;
    if (value.type() != type) {
      value = builder.op(type == Type.I64 ? Op.SEXT32 : Op.TRUNC, type, value);
    }
    value = swap(field, value);
    builder.store(builder.graph().context(), offset(field, args), field.width(), value);
  }

  private Value swap(Accessor.Context field, Value value) {
    return switch (field.networkBytes()) {
      case 2 -> builder.op(Op.SWAP16, Type.I32, value);
      case 4 -> builder.op(Op.SWAP32, Type.I32, value);
      default -> value;
    };
  }

  private int offset(Accessor.Context field, List<JavaValue> args) {
    if (field.count() == 1) {
      return field.offset();
    }
    Value index = arithmetic.number(args.get(0));
    if (!index.isConst() || index.imm() < 0 || index.imm() >= field.count()) {
      throw translator.refuse(
          "a context array needs a constant index from 0 to " + (field.count() - 1));
    }
    return field.offset() + (int) index.imm() * field.width();
  }
}
