package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.declare.DeclarationException;
import bpf4j.compiler.internal.declaration.Binding;
import bpf4j.compiler.internal.declaration.KernelMember;
import bpf4j.compiler.internal.declaration.RecordMember;
import bpf4j.compiler.internal.declaration.TracepointMembers;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.ir.Access;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.lang.reflect.Method;
import java.util.List;

/**
 * Fields of a tracepoint's record, which is the context: numbers by one load where the verifier
 * takes it, else by the helpers that read the kernel's memory.
 */
final class RecordCalls {
  /** The verifier hides what lies before: fields that programs ask helpers for. */
  private static final int FIRST_LOADABLE = 8;

  private static final int OFFSET_BITS = 16;
  private static final int OFFSET_MASK = 0xffff;

  private final MethodTranslator translator;
  private final GraphBuilder builder;
  private final KernelStructs structs;
  private final Binding binding;

  RecordCalls(MethodTranslator translator, Binding binding, KernelStructs structs) {
    this.translator = translator;
    this.builder = translator.builder();
    this.structs = structs;
    this.binding = binding;
  }

  JavaValue read(Method method, List<JavaValue> args) {
    if (!(binding instanceof Binding.AtTracepoint tracepoint)) {
      throw translator.refuse(
          "where "
              + method.getName()
              + " lies is only known of a named tracepoint; compile for that, or place the method"
              + " by @ContextField");
    }
    RecordMember member;
    try {
      member = new TracepointMembers(tracepoint).member(method);
    } catch (DeclarationException e) {
      throw translator.refuse(e.getMessage());
    }
    if (member instanceof RecordMember.Fixed fixed) {
      return fixed(fixed.member(), args);
    } else if (member instanceof RecordMember.Text text) {
      return structs.text(at(text.offset()), text.size());
    } else if (member instanceof RecordMember.LocatedText text) {
      Value place = placeOf(word(text.word()), text.word(), text.relative());
      return structs.text(place, text.size());
    }
    return located((RecordMember.LocatedElement) member, args);
  }

  private JavaValue fixed(KernelMember member, List<JavaValue> args) {
    if (member instanceof KernelMember.Element element) {
      Value index = new MemoryTranslator(translator).number(args.get(0));
      if (index.isConst()
          && index.imm() >= 0
          && index.imm() < element.count()
          && element.first() instanceof KernelMember.Scalar first) {
        int offset = first.offset() + (int) index.imm() * element.stride();
        return fixed(moved(first, offset), List.of());
      }
    } else if (member instanceof KernelMember.Scalar number
        && isLoadable(number.offset(), number.bytes())) {
      Type type = number.bytes() == Long.BYTES ? Type.I64 : Type.I32;
      return new Scalar(structs.extract(number, load(type, number.offset(), number.bytes())));
    } else if (member instanceof KernelMember.Follow follow
        && isLoadable(follow.offset(), Long.BYTES)) {
      return new KernelRef(follow.target(), load(Type.I64, follow.offset(), Long.BYTES), true);
    }
    return structs.read(member, at(0), args);
  }

  private JavaValue located(RecordMember.LocatedElement element, List<JavaValue> args) {
    Value word = word(element.word());
    Value bytes = builder.op(Op.SHR, Type.I32, word, builder.i32(OFFSET_BITS));
    Value index = new MemoryTranslator(translator).number(args.get(0));
    // In 64 bits an index times the stride does not wrap.
    Value offset =
        builder.op(
            Op.MUL,
            Type.I64,
            builder.op(Op.ZEXT32, Type.I64, index),
            builder.i64(element.stride()));
    builder.require(
        Cond.ULT,
        offset,
        builder.op(Op.ZEXT32, Type.I64, bytes),
        "index out of bounds of the array");
    Value place = placeOf(word, element.word(), element.relative());
    return structs.read(element.first(), builder.op(Op.ADD, Type.I64, place, offset), List.of());
  }

  private static KernelMember moved(KernelMember.Scalar number, int offset) {
    return new KernelMember.Scalar(
        offset, number.bytes(), number.shift(), number.bits(), number.signed(), number.type());
  }

  private static boolean isLoadable(int offset, int bytes) {
    return offset >= FIRST_LOADABLE && offset % bytes == 0;
  }

  private Value load(Type type, int offset, int bytes) {
    return builder.load(type, builder.graph().context(), offset, Access.stable(bytes));
  }

  private Value word(int offset) {
    return load(Type.I32, offset, Integer.BYTES);
  }

  private Value placeOf(Value word, int offset, boolean relative) {
    Value low = builder.op(Op.AND, Type.I32, word, builder.i32(OFFSET_MASK));
    Value wide = builder.op(Op.ZEXT32, Type.I64, low);
    Value start = at(relative ? offset + Integer.BYTES : 0);
    return builder.op(Op.ADD, Type.I64, start, wide);
  }

  /** An address in the record. */
  private Value at(int offset) {
    return builder.op(Op.ADD, Type.I64, builder.graph().context(), builder.i64(offset));
  }
}
