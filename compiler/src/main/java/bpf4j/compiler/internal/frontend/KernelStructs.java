package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.declare.DeclarationException;
import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Intrinsic;
import bpf4j.compiler.internal.declaration.KernelMember;
import bpf4j.compiler.internal.declaration.KernelTypes;
import bpf4j.compiler.internal.frontend.HelperMemory.Region;
import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.ir.Access;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import bpf4j.compiler.kernel.KernelMemory;
import bpf4j.compiler.kernel.KernelStruct;
import bpf4j.compiler.kernel.Task;
import bpf4j.compiler.kernel.UserMemory;
import bpf4j.elf.Btf;
import java.lang.reflect.Method;
import java.util.List;

/** Structs of the kernel: an address, whose fields are read by a helper when they are asked for. */
final class KernelStructs {
  private static final Helper READ = helper(KernelMemory.class, "readLong", long.class);
  private static final Helper READ_USER = helper(UserMemory.class, "readLong", long.class);
  private static final Helper READ_STRING =
      helper(KernelMemory.class, "readString", byte[].class, long.class);
  private static final Helper CURRENT_TASK = helper(Task.class, "address");

  private final MethodTranslator translator;
  private final GraphBuilder builder;
  private final HelperCalls helpers;
  private final HelperMemory memory;
  private final DirectStructs direct;
  private KernelTypes types;

  KernelStructs(MethodTranslator translator, Environment environment, HelperCalls helpers) {
    this.translator = translator;
    this.builder = translator.builder();
    this.helpers = helpers;
    this.memory = new HelperMemory(translator);
    this.direct = new DirectStructs(translator, environment, this);
  }

  private static Helper helper(Class<?> owner, String name, Class<?>... parameters) {
    try {
      return owner.getMethod(name, parameters).getAnnotation(Helper.class);
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  /** Whether it is one of the operations here. */
  static boolean has(Intrinsic.Kind kind) {
    return kind == Intrinsic.Kind.CURRENT_TASK || kind == Intrinsic.Kind.KERNEL_STRUCT;
  }

  JavaValue callStatic(Intrinsic.Kind kind, List<JavaValue> args) {
    if (!(args.get(0) instanceof Constant constant)
        || !(constant.object() instanceof Class<?> type)
        || !type.isInterface()
        || !KernelStruct.class.isAssignableFrom(type)) {
      throw translator.refuse(
          "a kernel struct is told by the constant class of an interface that extends"
              + " KernelStruct");
    }
    return kind == Intrinsic.Kind.CURRENT_TASK
        ? new KernelRef(type, helpers.emit(CURRENT_TASK), false)
        : new KernelRef(type, memory.wide(args.get(1)), true);
  }

  /** A method of the struct's interface that has no body. */
  JavaValue call(KernelRef struct, Method method, List<JavaValue> args) {
    try {
      KernelMember member = typesOf(struct).member(struct.type(), method);
      JavaValue read = struct.direct() == null ? null : direct.read(member, struct.direct(), args);
      return read == null ? read(member, struct, args) : read;
    } catch (DeclarationException e) {
      throw translator.refuse(e.getMessage());
    }
  }

  private KernelTypes typesOf(KernelRef struct) {
    if (struct.direct() != null) {
      return KernelTypes.of(struct.direct().types());
    }
    if (types == null) {
      types = load();
    }
    return types;
  }

  /** By the helper; but what is inside of something that is read directly is so too. */
  private JavaValue read(KernelMember member, KernelRef struct, List<JavaValue> args) {
    JavaValue read = read(member, struct.address(), args);
    return read instanceof KernelRef ref
            && member instanceof KernelMember.Inside inside
            && struct.direct() != null
        ? new KernelRef(ref.type(), ref.address(), false, struct.direct().plus(inside.offset()))
        : read;
  }

  /** A struct that the verifier knows the type of, and that is read without a helper. */
  KernelRef direct(Class<?> type, Value pointer, Btf types, int struct) {
    return direct.struct(type, pointer, types, struct);
  }

  /** The address that a typed pointer is, with which the verifier lets programs do anything. */
  Value numberOf(Value pointer) {
    return builder.op(Op.NUMBER_OF, Type.I64, pointer);
  }

  /** Eight bytes at an address; a failing read fails the run. */
  Value kernelNumber(Value address) {
    return load(fetch(address, 0, Long.BYTES), Type.I64, Long.BYTES);
  }

  private KernelTypes load() {
    try {
      return KernelTypes.running();
    } catch (DeclarationException e) {
      throw translator.refuse(e.getMessage());
    }
  }

  /** Reads what a member says, of something at an address. */
  JavaValue read(KernelMember member, Value address, List<JavaValue> args) {
    if (member instanceof KernelMember.Scalar number) {
      return new Scalar(number(number, address));
    } else if (member instanceof KernelMember.Follow follow) {
      Region pointer = fetch(address, follow.offset(), Long.BYTES);
      return new KernelRef(follow.target(), load(pointer, Type.I64, Long.BYTES), true);
    } else if (member instanceof KernelMember.Inside inside) {
      return new KernelRef(inside.target(), plus(address, inside.offset()), false);
    } else if (member instanceof KernelMember.Whole whole) {
      Region copy = memory.result(whole.type());
      fetch(copy, address, whole.offset());
      return memory.load(whole.type(), copy);
    }
    KernelMember.Element element = (KernelMember.Element) member;
    Value index = new MemoryTranslator(translator).number(args.get(0));
    builder.require(
        Cond.ULT, index, builder.i32(element.count()), "index out of bounds of the array");
    Value offset =
        builder.op(
            Op.MUL,
            Type.I64,
            builder.op(Op.ZEXT32, Type.I64, index),
            builder.i64(element.stride()));
    return read(element.first(), builder.op(Op.ADD, Type.I64, address, offset), List.of());
  }

  private Value number(KernelMember.Scalar number, Value address) {
    Type type = number.bytes() == Long.BYTES ? Type.I64 : Type.I32;
    Region copy = fetch(address, number.offset(), number.bytes());
    return extract(number, load(copy, type, number.bytes()));
  }

  /** Text at an address, cut to one byte less than its place; a failing read fails the run. */
  StringRef text(Value address, int size) {
    StringRef string = memory.string(size);
    Value length = helpers.emit(READ_STRING, string.pointer(), builder.i64(string.size()), address);
    builder.require(Cond.GE, length, builder.i64(0), "bpf_" + READ_STRING.name());
    return string;
  }

  /** A number in the memory of the process, as it is there; a failing read fails the run. */
  Value userNumber(Value address, int bytes) {
    Region copy = new Region(memory.result(long.class).address(), bytes);
    Value status = helpers.emit(READ_USER, copy.address(), builder.i64(bytes), address);
    builder.require(Cond.EQ, status, builder.i64(0), "bpf_" + READ_USER.name());
    return load(copy, bytes == Long.BYTES ? Type.I64 : Type.I32, bytes);
  }

  /** The number in the bytes that have been read. */
  Value extract(KernelMember.Scalar number, Value read) {
    Value value = read;
    Type type = value.type();
    int width = type == Type.I64 ? Long.SIZE : Integer.SIZE;
    boolean whole = number.bits() == width;
    if (!whole && number.signed()) {
      int above = width - number.shift() - number.bits();
      value = builder.op(Op.SHL, type, value, builder.constant(type, above));
      value = builder.op(Op.SAR, type, value, builder.constant(type, width - number.bits()));
    } else if (!whole) {
      value = builder.op(Op.SHR, type, value, builder.constant(type, number.shift()));
      value = builder.op(Op.AND, type, value, builder.constant(type, (1L << number.bits()) - 1));
    }
    return convert(value, number.signed(), number.type());
  }

  /** To the type that the method returns: wide enough, but perhaps of another signedness. */
  Value convert(Value value, boolean signed, Class<?> type) {
    if (type == boolean.class) {
      return new Arithmetic(translator).bool(Cond.NE, value, builder.constant(value.type(), 0));
    } else if (type == long.class) {
      return value.type() == Type.I64
          ? value
          : builder.op(signed ? Op.SEXT32 : Op.ZEXT32, Type.I64, value);
    }
    Value narrow = value.type() == Type.I64 ? builder.op(Op.TRUNC, Type.I32, value) : value;
    if (type == byte.class) {
      return builder.op(Op.SEXT8, Type.I32, narrow);
    } else if (type == short.class) {
      return builder.op(Op.SEXT16, Type.I32, narrow);
    } else if (type == char.class) {
      return builder.op(Op.AND, Type.I32, narrow, builder.i32(0xffff));
    }
    return narrow;
  }

  private Value load(Region region, Type type, int bytes) {
    return builder.load(type, region.address(), 0, Access.of(bytes, false));
  }

  private Region fetch(Value address, int offset, int bytes) {
    Region copy = new Region(memory.result(long.class).address(), bytes);
    fetch(copy, address, offset);
    return copy;
  }

  private void fetch(Region to, Value address, int offset) {
    Value status = helpers.emit(READ, to.address(), builder.i64(to.size()), plus(address, offset));
    builder.require(Cond.EQ, status, builder.i64(0), "bpf_" + READ.name());
  }

  private Value plus(Value address, int offset) {
    return builder.op(Op.ADD, Type.I64, address, builder.i64(offset));
  }
}
