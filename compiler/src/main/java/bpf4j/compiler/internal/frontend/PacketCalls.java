package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.declare.DeclarationException;
import bpf4j.compiler.declare.Intrinsic;
import bpf4j.compiler.internal.declaration.Accessor;
import bpf4j.compiler.internal.declaration.Declarations;
import bpf4j.compiler.internal.declaration.Read;
import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.frontend.JavaValue.StackArray;
import bpf4j.compiler.internal.frontend.JavaValue.View;
import bpf4j.compiler.internal.ir.Access;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.HelperCall;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.PacketAccess;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;

/** The accessors of packet headers and contexts, as their declarations say. */
final class PacketCalls {
  private static final HelperCall SKB_LOAD_BYTES = new HelperCall(26, "skb_load_bytes", Type.I64);
  private static final HelperCall SKB_LOAD_BYTES_RELATIVE =
      new HelperCall(68, "skb_load_bytes_relative", Type.I64);

  /** {@code BPF_HDR_START_NET}. */
  private static final int FROM_NETWORK_HEADER = 1;

  private final MethodTranslator translator;
  private final GraphBuilder builder;
  private final Environment environment;
  private final Arithmetic arithmetic;

  PacketCalls(MethodTranslator translator, Environment environment) {
    this.translator = translator;
    this.builder = translator.builder();
    this.environment = environment;
    this.arithmetic = new Arithmetic(translator);
  }

  /** Calls an abstract method of a header or context interface. */
  JavaValue call(Method method, Class<?> type, JavaValue receiver, List<JavaValue> args) {
    Accessor accessor;
    try {
      accessor = Declarations.accessor(method, Declarations.headerSize(type));
    } catch (DeclarationException e) {
      throw translator.refuse(e.getMessage());
    }
    if (accessor instanceof Accessor.Field field) {
      return new Scalar(read(base(receiver), field));
    } else if (accessor instanceof Accessor.Composite composite) {
      return readRecord(base(receiver), composite);
    } else if (accessor instanceof Accessor.Context field) {
      return readContext(field, args);
    }
    return builtin(((Accessor.Builtin) accessor).kind(), receiver, args);
  }

  /** The offset of a view from the packet's first byte. */
  private Value base(JavaValue receiver) {
    return receiver instanceof View view ? view.offset() : builder.i32(0);
  }

  private JavaValue readRecord(Value base, Accessor.Composite composite) {
    Class<?> type = composite.constructor().getDeclaringClass();
    JavaValue[] fields = new JavaValue[composite.fields().size()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = new Scalar(read(base, composite.fields().get(i)));
    }
    return translator.newObject(type, fields);
  }

  private Value read(Value base, Accessor.Field field) {
    Read read = field.read();
    Value value = packet(base, read.offset(), read.bytes());
    Type type = value.type();
    if (read.shift() != 0) {
      value = builder.op(Op.SHR, type, value, builder.constant(type, read.shift()));
    }
    int kept = read.bytes() * 8 - read.shift();
    if (read.bits() < kept) {
      long mask = (1L << read.bits()) - 1;
      value = builder.op(Op.AND, type, value, builder.constant(type, mask));
    }
    return convert(value, read, field.type());
  }

  private Value convert(Value value, Read read, Class<?> type) {
    if (type == boolean.class) {
      if (read.bits() == 1) {
        return value.type() == Type.I64 ? builder.op(Op.TRUNC, Type.I32, value) : value;
      }
      return arithmetic.bool(Cond.NE, value, builder.constant(value.type(), 0));
    }
    Value number = value;
    if (type == long.class) {
      if (number.type() == Type.I32) {
        number = builder.op(read.signed() ? Op.SEXT32 : Op.ZEXT32, Type.I64, number);
      }
    } else if (number.type() == Type.I64) {
      number = builder.op(Op.TRUNC, Type.I32, number);
    }
    if (read.signed() && read.bits() == 8) {
      number = builder.op(Op.SEXT8, number.type(), number);
    } else if (read.signed() && read.bits() == 16) {
      number = builder.op(Op.SEXT16, number.type(), number);
    }
    return number;
  }

  /** Big-endian bytes: I32 for up to four of them, zero-extended; I64 for more. */
  private Value packet(Value base, int offset, int bytes) {
    if (bytes <= 4) {
      return load(base, offset, bytes);
    }
    // In the order in which Java reads them: the high part first.
    int high = bytes - 4;
    Value upper = builder.op(Op.ZEXT32, Type.I64, load(base, offset, high));
    Value lower = builder.op(Op.ZEXT32, Type.I64, load(base, offset + high, 4));
    Value shifted = builder.op(Op.SHL, Type.I64, upper, builder.i64(32));
    return builder.op(Op.OR, Type.I64, shifted, lower);
  }

  private Value load(Value base, int offset, int bytes) {
    Value index = base;
    long at = offset;
    if (base.isConst()) {
      at += base.imm();
      index = builder.i32(0);
    } else if (base.op() == Op.ADD && base.arg(1).isConst()) {
      at += base.arg(1).imm();
      index = base.arg(0);
    }
    PacketAccess access = new PacketAccess(bytes, builder.site("read past the end of the packet"));
    return builder.emit(Op.PACKET, Type.I32, at, access, index);
  }

  private JavaValue readContext(Accessor.Context field, List<JavaValue> args) {
    int offset = field.offset();
    if (field.count() > 1) {
      Value index = arithmetic.number(args.get(0));
      if (!index.isConst() || index.imm() < 0 || index.imm() >= field.count()) {
        throw translator.refuse(
            "a context array needs a constant index from 0 to " + (field.count() - 1));
      }
      offset += (int) index.imm() * field.width();
    }
    Type type = field.width() == 8 ? Type.I64 : Type.I32;
    Value context = builder.graph().context();
    Access access = Access.stable(field.width(), field.networkShort() ? 2 : field.width());
    Value value = builder.load(type, context, offset, access);
    if (field.networkShort()) {
      value = builder.op(Op.SWAP16, Type.I32, value);
    }
    if (field.type() == boolean.class) {
      value = arithmetic.bool(Cond.NE, value, builder.constant(type, 0));
    } else if (field.type() == long.class && type == Type.I32) {
      value = builder.op(Op.ZEXT32, Type.I64, value);
    }
    return new Scalar(value);
  }

  private JavaValue builtin(Intrinsic.Kind kind, JavaValue receiver, List<JavaValue> args) {
    return switch (kind) {
      case OFFSET -> new Scalar(base(receiver));
      case READ_U8 -> new Scalar(packet(at(receiver, args), 0, 1));
      case READ_U16 -> new Scalar(packet(at(receiver, args), 0, 2));
      case READ_I32 -> new Scalar(packet(at(receiver, args), 0, 4));
      case READ_U32 ->
          new Scalar(builder.op(Op.ZEXT32, Type.I64, packet(at(receiver, args), 0, 4)));
      case READ_U48 -> new Scalar(packet(at(receiver, args), 0, 6));
      case READ_I64 -> new Scalar(packet(at(receiver, args), 0, 8));
      case LOAD_BYTES -> {
        loadBytes(at(receiver, args), args.get(1));
        yield null;
      }
      case VIEW -> new View(viewType(args.get(1)), at(receiver, args), null);
      case LINK_HEADER_LENGTH -> new Scalar(builder.i32(environment.linkHeaderLength()));
      case NETWORK_OFFSET -> new Scalar(builder.i32(environment.networkOffset()));
      case REQUIRE, FOLD -> throw translator.refuse(kind + " is for static methods");
    };
  }

  private Value at(JavaValue receiver, List<JavaValue> args) {
    Value offset = arithmetic.number(args.get(0));
    return builder.op(Op.ADD, Type.I32, base(receiver), offset);
  }

  private Class<?> viewType(JavaValue value) {
    if (value instanceof Constant constant && constant.object() instanceof Class<?> type) {
      return type;
    }
    throw translator.refuse("view needs a class literal, such as Udp.class");
  }

  private void loadBytes(Value offset, JavaValue to) {
    if (!(to instanceof StackArray array) || array.element() != byte.class) {
      throw translator.refuse(
          "loadBytes fills an array that the program itself makes, such as new byte[16]");
    }
    if (array.length() == 0) {
      throw translator.refuse("loadBytes into an array of no elements loads nothing");
    }
    Value context = builder.graph().context();
    Value size = builder.i64(array.length());
    Value status;
    if (isFromNetworkHeader(offset)) {
      Value fromHeader =
          builder.op(Op.ADD, Type.I32, offset, builder.i32(-environment.networkOffset()));
      Value at = builder.op(Op.ZEXT32, Type.I64, fromHeader);
      Value start = builder.i64(FROM_NETWORK_HEADER);
      status = builder.call(SKB_LOAD_BYTES_RELATIVE, context, at, array.pointer(), size, start);
    } else {
      Value at = builder.op(Op.ZEXT32, Type.I64, offset);
      status = builder.call(SKB_LOAD_BYTES, context, at, array.pointer(), size);
    }
    builder.require(Cond.EQ, status, builder.i64(0), "read past the end of the packet");
  }

  /**
   * Whether an offset counts from the network header, as its constant part tells. One that is a
   * little below zero does not: in {@code len() - 4} the sum lies inside the packet.
   */
  private boolean isFromNetworkHeader(Value offset) {
    long constant = 0;
    if (offset.isConst()) {
      constant = offset.imm();
    } else if (offset.op() == Op.ADD && offset.arg(1).isConst()) {
      constant = offset.arg(1).imm();
    }
    return environment.networkOffset() < 0 && constant < environment.networkOffset() / 2;
  }

  /** Calls a static method that the machine itself defines. */
  JavaValue callStatic(Intrinsic.Kind kind, Method method, List<JavaValue> args) {
    if (kind == Intrinsic.Kind.REQUIRE) {
      Value condition = arithmetic.number(args.get(0));
      builder.require(Cond.NE, condition, builder.i32(0), "a requirement does not hold");
      return null;
    }
    if (kind == Intrinsic.Kind.FOLD) {
      return fold(method, args);
    }
    throw translator.refuse(method.getName() + " is declared static, but needs a packet");
  }

  private JavaValue fold(Method method, List<JavaValue> args) {
    org.objectweb.asm.Type[] types = org.objectweb.asm.Type.getArgumentTypes(method);
    Object[] values = ConstantCalls.constants(args, types);
    if (values == null) {
      throw translator.refuse(
          method.getDeclaringClass().getSimpleName()
              + "."
              + method.getName()
              + " runs while compiling, so its arguments must be constants");
    }
    try {
      return new FieldTranslator(translator)
          .ofObject(method.invoke(null, values), method.getReturnType());
    } catch (InvocationTargetException e) {
      throw translator.refuse(method.getName() + ": " + e.getCause().getMessage());
    } catch (IllegalAccessException e) {
      throw translator.refuse(method.getName() + " cannot be called: " + e.getMessage());
    }
  }
}
