package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.declare.DeclarationException;
import bpf4j.compiler.internal.declaration.Binding;
import bpf4j.compiler.internal.declaration.KernelMember;
import bpf4j.compiler.internal.declaration.PlaceMember;
import bpf4j.compiler.internal.declaration.PlaceMembers;
import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.ir.Access;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import bpf4j.compiler.kernel.KernelStruct;
import bpf4j.perf.attach.KernelPlace;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Function;

/** Arguments and results of places in the kernel: words of the context, by their types. */
final class PlaceCalls {
  private final MethodTranslator translator;
  private final GraphBuilder builder;
  private final Binding binding;
  private final KernelStructs structs;

  PlaceCalls(MethodTranslator translator, Binding binding, KernelStructs structs) {
    this.translator = translator;
    this.builder = translator.builder();
    this.binding = binding;
    this.structs = structs;
  }

  /** {@code arg(index)}, or {@code arg(index, type)}. */
  JavaValue argument(List<JavaValue> args) {
    Value index = new Arithmetic(translator).number(args.get(0));
    if (!index.isConst()) {
      throw translator.refuse("arg needs a constant index");
    }
    Class<?> type = args.size() > 1 ? structType(args.get(1)) : long.class;
    return read(members -> members.argument(index.imm()), type);
  }

  /** {@code returnValue()}, or {@code returnValue(type)}. */
  JavaValue result(List<JavaValue> args) {
    Class<?> type = args.isEmpty() ? long.class : structType(args.get(0));
    return read(PlaceMembers::result, type);
  }

  /** A method that is named as an argument. */
  JavaValue named(Method method) {
    return read(members -> members.argument(method), method.getReturnType());
  }

  private Class<?> structType(JavaValue value) {
    if (value instanceof Constant constant
        && constant.object() instanceof Class<?> type
        && type.isInterface()
        && KernelStruct.class.isAssignableFrom(type)) {
      return type;
    }
    throw translator.refuse(
        "the struct is told by the constant class of an interface that extends KernelStruct");
  }

  private JavaValue read(Function<PlaceMembers, PlaceMember> find, Class<?> type) {
    if (!(binding instanceof Binding.AtPlace at)) {
      throw translator.refuse("arguments are only known of a named place; compile for that");
    }
    try {
      PlaceMembers members = new PlaceMembers(at);
      PlaceMember member = find.apply(members);
      return type.isPrimitive()
          ? new Scalar(number(member, type))
          : struct(members, at.place(), member, type.asSubclass(KernelStruct.class));
    } catch (DeclarationException e) {
      throw translator.refuse(e.getMessage());
    }
  }

  private Value number(PlaceMember member, Class<?> type) {
    if (!(member instanceof PlaceMember.Scalar number)) {
      return structs.convert(address(member), false, type);
    }
    Value word = load(Type.I64, number.offset());
    if (number.bits() > Integer.SIZE) {
      return structs.convert(word, number.signed(), type);
    }
    int bytes = Integer.BYTES;
    Value low = builder.op(Op.TRUNC, Type.I32, word);
    KernelMember.Scalar scalar =
        new KernelMember.Scalar(0, bytes, 0, number.bits(), number.signed(), type);
    return structs.extract(scalar, low);
  }

  private KernelRef struct(
      PlaceMembers members,
      KernelPlace place,
      PlaceMember member,
      Class<? extends KernelStruct> wanted) {
    if (member instanceof PlaceMember.Scalar number && number.bits() < Long.SIZE) {
      throw new DeclarationException(
          "an argument of " + place + " that is a number is no " + wanted.getSimpleName());
    }
    if (!(member instanceof PlaceMember.Struct struct)) {
      return new KernelRef(wanted, address(member), true);
    }
    members.requireStruct(struct.struct(), wanted);
    Value pointer = load(Type.KERNEL, struct.offset());
    return struct.direct()
        ? structs.direct(wanted, pointer, place.types(), struct.struct())
        : new KernelRef(wanted, structs.numberOf(pointer), true);
  }

  private Value address(PlaceMember member) {
    if (member instanceof PlaceMember.Struct) {
      return structs.numberOf(load(Type.KERNEL, member.offset()));
    } else if (member instanceof PlaceMember.HiddenPointer) {
      Value place =
          builder.op(Op.ADD, Type.I64, builder.graph().context(), builder.i64(member.offset()));
      return structs.kernelNumber(place);
    }
    return load(Type.I64, member.offset());
  }

  private Value load(Type type, int offset) {
    return builder.load(type, builder.graph().context(), offset, Access.stable(Long.BYTES));
  }
}
