package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.declare.DeclarationException;
import bpf4j.compiler.declare.Intrinsic;
import bpf4j.compiler.internal.declaration.Binding;
import bpf4j.compiler.internal.declaration.PtRegs;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.ir.Access;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import bpf4j.elf.usdt.UsdtArgument;
import bpf4j.elf.usdt.UsdtRegister;

/** Arguments of statically defined probes: from where the probe's note says that they are. */
final class UsdtCalls {
  private final MethodTranslator translator;
  private final GraphBuilder builder;
  private final Binding binding;
  private final KernelStructs memory;

  UsdtCalls(MethodTranslator translator, Binding binding, KernelStructs memory) {
    this.translator = translator;
    this.builder = translator.builder();
    this.binding = binding;
    this.memory = memory;
  }

  JavaValue argument(Value index) {
    if (!(binding instanceof Binding.AtProbe probe)) {
      throw translator.refuse(
          "where arguments are is only known of a named probe; compile for that");
    }
    int count = probe.arguments().size();
    if (!index.isConst() || index.imm() < 0 || index.imm() >= count) {
      throw translator.refuse(
          "get needs a constant index"
              + (count == 0
                  ? ", but " + probe.probe() + " has no arguments"
                  : " from 0 to " + (count - 1) + ", the arguments of " + probe.probe()));
    }
    return new Scalar(value(probe.arguments().get((int) index.imm())));
  }

  private Value value(UsdtArgument argument) {
    if (argument instanceof UsdtArgument.Constant constant) {
      return builder.i64(constant.value());
    } else if (argument instanceof UsdtArgument.Register register) {
      UsdtRegister place = register.register();
      Value whole = load(place.offset());
      if (place.shift() > 0) {
        whole = builder.op(Op.SHR, Type.I64, whole, builder.i64(place.shift()));
      }
      return extend(whole, register.size() * Byte.SIZE, register.isSigned());
    } else if (argument instanceof UsdtArgument.Memory place) {
      return read(argument, plus(address(place), place.displacement()));
    } else if (argument instanceof UsdtArgument.Variable variable) {
      return read(argument, plus(load(instructionPointer()), variable.distance()));
    }
    UsdtArgument.Unreadable unreadable = (UsdtArgument.Unreadable) argument;
    throw translator.refuse(
        "the argument " + unreadable.text() + " cannot be read: " + unreadable.reason());
  }

  private Value address(UsdtArgument.Memory place) {
    Value base = load(place.base().offset());
    if (place.index().isEmpty()) {
      return base;
    }
    UsdtArgument.Index index = place.index().get();
    Value number = load(index.register().offset());
    number = extend(number, index.register().bits(), index.isSigned());
    Value scaled = builder.op(Op.MUL, Type.I64, number, builder.i64(index.scale()));
    return builder.op(Op.ADD, Type.I64, base, scaled);
  }

  private Value read(UsdtArgument argument, Value address) {
    Value read = memory.userNumber(address, argument.size());
    Value wide = read.type() == Type.I64 ? read : builder.op(Op.ZEXT32, Type.I64, read);
    return extend(wide, argument.size() * Byte.SIZE, argument.isSigned());
  }

  private Value extend(Value value, int bits, boolean isSigned) {
    if (bits >= Long.SIZE) {
      return value;
    }
    Value above = builder.i64(Long.SIZE - bits);
    Value high = builder.op(Op.SHL, Type.I64, value, above);
    return builder.op(isSigned ? Op.SAR : Op.SHR, Type.I64, high, above);
  }

  private Value plus(Value address, long distance) {
    return distance == 0 ? address : builder.op(Op.ADD, Type.I64, address, builder.i64(distance));
  }

  private int instructionPointer() {
    try {
      return PtRegs.ofThisMachine().offset(Intrinsic.Kind.INSTRUCTION_POINTER, 0);
    } catch (DeclarationException e) {
      throw translator.refuse(e.getMessage());
    }
  }

  private Value load(int offset) {
    return builder.load(Type.I64, builder.graph().context(), offset, Access.stable(Long.BYTES));
  }
}
