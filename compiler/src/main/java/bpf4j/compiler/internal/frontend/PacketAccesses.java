package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.declaration.Read;
import bpf4j.compiler.internal.frontend.JavaValue.StackArray;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.PacketAccess;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;

/** Numbers in packets, as declarations place them: reads, cuts, extends and puts back. */
final class PacketAccesses {
  private final MethodTranslator translator;
  private final GraphBuilder builder;
  private final Environment environment;
  private final Arithmetic arithmetic;

  PacketAccesses(MethodTranslator translator, Environment environment) {
    this.translator = translator;
    this.builder = translator.builder();
    this.environment = environment;
    this.arithmetic = new Arithmetic(translator);
  }

  /** Reads a declared field. */
  Value read(Value base, Read read, Class<?> type) {
    Value value = load(base, read.offset(), read.bytes());
    Type loaded = value.type();
    if (read.shift() != 0) {
      value = builder.op(Op.SHR, loaded, value, builder.constant(loaded, read.shift()));
    }
    int kept = read.bytes() * 8 - read.shift();
    if (read.bits() < kept) {
      value = builder.op(Op.AND, loaded, value, builder.constant(loaded, mask(read.bits())));
    }
    return convert(value, read, type);
  }

  private static long mask(int bits) {
    return bits == Long.SIZE ? -1 : (1L << bits) - 1;
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
  Value load(Value base, int offset, int bytes) {
    return place(Op.PACKET, typeOf(bytes), base, offset, bytes, null);
  }

  private static Type typeOf(int bytes) {
    return bytes <= 4 ? Type.I32 : Type.I64;
  }

  /** Writes a declared field; bits beside it stay as they are. */
  void write(Value base, Read read, Value value) {
    if (read.isWhole()) {
      store(base, read.offset(), read.bytes(), value);
      return;
    }
    Type type = typeOf(read.bytes());
    long mask = mask(read.bits()) << read.shift();
    Value old = load(base, read.offset(), read.bytes());
    Value kept = builder.op(Op.AND, type, old, builder.constant(type, ~mask));
    Value moved = builder.op(Op.SHL, type, fit(value, type), builder.constant(type, read.shift()));
    Value added = builder.op(Op.AND, type, moved, builder.constant(type, mask));
    store(base, read.offset(), read.bytes(), builder.op(Op.OR, type, kept, added));
  }

  /** Writes the low bytes of a number in network order. */
  void store(Value base, int offset, int bytes, Value value) {
    if (!environment.writablePackets()) {
      throw translator.refuse(
          "programs of this type cannot write packets; XDP and traffic control programs can");
    }
    place(Op.PACKET_STORE, Type.VOID, base, offset, bytes, fit(value, typeOf(bytes)));
  }

  private Value fit(Value value, Type type) {
    if (value.type() == type) {
      return value;
    }
    return builder.op(type == Type.I64 ? Op.SEXT32 : Op.TRUNC, type, value);
  }

  /** Copies packet bytes into an array of the program's own. */
  void copy(Value offset, JavaValue to) {
    if (!(to instanceof StackArray array) || array.element() != byte.class) {
      throw translator.refuse(
          "loadBytes fills an array that the program itself makes, such as new byte[16]");
    }
    if (array.length() == 0) {
      throw translator.refuse("loadBytes into an array of no elements loads nothing");
    }
    place(Op.PACKET_COPY, Type.VOID, offset, 0, array.length(), array.pointer());
  }

  private Value place(Op op, Type type, Value base, int offset, int bytes, Value operand) {
    Value index = base;
    long at = offset;
    if (base.isConst()) {
      at += base.imm();
      index = builder.i32(0);
    } else if (base.op() == Op.ADD && base.arg(1).isConst()) {
      at += base.arg(1).imm();
      index = base.arg(0);
    }
    String reason = op == Op.PACKET_STORE ? "write" : "read";
    PacketAccess access =
        new PacketAccess(bytes, builder.site(reason + " past the end of the packet"));
    return operand == null
        ? builder.emit(op, type, at, access, index)
        : builder.emit(op, type, at, access, index, operand);
  }
}
