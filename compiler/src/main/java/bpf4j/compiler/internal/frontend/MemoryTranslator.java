package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.CompileException;
import bpf4j.compiler.internal.frontend.JavaValue.AtomicRef;
import bpf4j.compiler.internal.frontend.JavaValue.Boxed;
import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.EnumRef;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.frontend.JavaValue.StackArray;
import bpf4j.compiler.internal.frontend.JavaValue.StructRef;
import bpf4j.compiler.internal.frontend.JavaValue.Virtual;
import bpf4j.compiler.internal.ir.Access;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import bpf4j.maps.layout.ArrayLayout;
import bpf4j.maps.layout.JavaKind;
import bpf4j.maps.layout.Layout;
import bpf4j.maps.layout.ScalarLayout;
import bpf4j.maps.layout.StringLayout;
import bpf4j.maps.layout.StructField;
import bpf4j.maps.layout.StructLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Moves Java values to and from memory, as their {@link Layout} says. */
final class MemoryTranslator {
  private final MethodTranslator translator;
  private final GraphBuilder builder;

  MemoryTranslator(MethodTranslator translator) {
    this.translator = translator;
    this.builder = translator.builder();
  }

  /**
   * Reads a value. Numbers and records are copied; other structs are live, as the kernel side's
   * are.
   */
  JavaValue load(Layout<?> layout, Value pointer, int offset) {
    if (layout instanceof ScalarLayout<?> scalar) {
      if (scalar.kind().isAtomic()) {
        return new AtomicRef(pointer, offset, scalar.kind() == JavaKind.ATOMIC_LONG);
      }
      Value number = loadNumber(scalar, pointer, offset);
      return scalar.kind() == JavaKind.ENUM
          ? new EnumRef(scalar.javaType(), number, null)
          : new Scalar(number);
    }
    if (layout instanceof StructLayout<?> struct) {
      return struct.isRecord()
          ? loadRecord(struct, pointer, offset)
          : new StructRef(struct, pointer, offset, false);
    }
    if (layout instanceof ArrayLayout<?> array) {
      return arrayAt(array, builder.op(Op.ADD, pointer.type(), pointer, builder.i64(offset)));
    }
    return loadString((StringLayout) layout, pointer, offset);
  }

  /** As {@link #load}, of structs and arrays as well a copy. */
  JavaValue loadCopy(Layout<?> layout, Value pointer) {
    JavaValue value = load(layout, pointer, 0);
    if (value instanceof StackArray array) {
      return copyOf(array);
    }
    if (value instanceof StructRef) {
      Value slot = newSlot(layout.size(), "struct");
      copy(layout, pointer, 0, slot, 0);
      return load(layout, slot, 0);
    }
    return value;
  }

  private static StackArray arrayAt(ArrayLayout<?> array, Value address) {
    Class<?> element = array.javaType().getComponentType();
    boolean plain =
        array.element() instanceof ScalarLayout<?> scalar
            && element.isPrimitive()
            && scalar.width() == ArrayTranslator.size(element)
            && !scalar.bigEndian()
            && element != boolean.class;
    return new StackArray(address, element, array.count(), plain ? null : array.element());
  }

  /** A copy, since the string does not change when its place does. */
  private StringRef loadString(StringLayout layout, Value pointer, int offset) {
    Value slot = newSlot(layout.size(), "string");
    copy(layout.size(), pointer, offset, slot, 0);
    return new StringRef(slot, layout.size());
  }

  private Value newSlot(int size, String name) {
    return builder
        .graph()
        .address(builder.graph().newSlot(size + 7 & ~7, name, builder.position()));
  }

  /** A new array with the elements of another. */
  StackArray copyOf(StackArray array) {
    int size = array.length() * array.width();
    Value slot = newSlot(Math.max(size, 1), "array");
    copy(size, array.pointer(), 0, slot, 0);
    return new StackArray(slot, array.element(), array.length(), array.layout());
  }

  private JavaValue loadRecord(StructLayout<?> struct, Value pointer, int offset) {
    ObjectShape shape = ObjectShape.of(struct.javaType());
    JavaValue[] fields = new JavaValue[shape.fields().size()];
    for (StructField field : struct.fields()) {
      JavaValue part = load(field.layout(), pointer, offset + field.offset());
      fields[shape.indexOf(field.name())] = part instanceof StackArray array ? copyOf(array) : part;
    }
    return translator.newObject(struct.javaType(), fields);
  }

  Value loadNumber(ScalarLayout<?> layout, Value pointer, int offset) {
    boolean wide = layout.kind() == JavaKind.LONG;
    Type type = wide ? Type.I64 : Type.I32;
    int bytes = layout.width();
    Value raw = builder.load(type, pointer, offset, Access.of(bytes, false));
    if (layout.bigEndian()) {
      raw = swap(raw, bytes);
    }
    if (layout.kind() == JavaKind.BOOLEAN) {
      return new Arithmetic(translator).bool(Cond.NE, raw, builder.i32(0));
    }
    Value number = layout.signed() ? extend(raw, bytes, wide) : raw;
    // Java holds the value in a type of its own, whatever its width in memory.
    return switch (layout.kind()) {
      case BYTE -> builder.op(Op.SEXT8, type, number);
      case SHORT -> builder.op(Op.SEXT16, type, number);
      case CHAR -> builder.op(Op.AND, type, number, builder.i32(0xffff));
      default -> number;
    };
  }

  /** Extends the sign of a number whose upper bits are zero. */
  private Value extend(Value raw, int bytes, boolean wide) {
    Type type = wide ? Type.I64 : Type.I32;
    return switch (bytes) {
      case 1 -> builder.op(Op.SEXT8, type, raw);
      case 2 -> builder.op(Op.SEXT16, type, raw);
      case 4 -> wide ? builder.op(Op.SEXT32, type, builder.op(Op.TRUNC, Type.I32, raw)) : raw;
      default -> raw;
    };
  }

  Value swap(Value value, int bytes) {
    return switch (bytes) {
      case 2 -> builder.op(Op.SWAP16, value.type(), value);
      case 4 ->
          value.type() == Type.I32
              ? builder.op(Op.SWAP32, Type.I32, value)
              : builder.op(
                  Op.ZEXT32,
                  Type.I64,
                  builder.op(Op.SWAP32, Type.I32, builder.op(Op.TRUNC, Type.I32, value)));
      case 8 -> builder.op(Op.SWAP64, value.type(), value);
      default -> value;
    };
  }

  /** Reads a value from memory that will hold something else. */
  JavaValue copyOf(Layout<?> layout, Value pointer) {
    if (layout instanceof StructLayout<?> struct && !struct.isRecord()
        || layout instanceof ArrayLayout) {
      throw translator.refuse(
          "a value of " + layout + " cannot be taken out of its memory; make it a record");
    }
    if (layout instanceof ScalarLayout<?> scalar
        && scalar.kind() != JavaKind.ENUM
        && !scalar.kind().isAtomic()) {
      return new Boxed(scalar.javaType(), loadNumber(scalar, pointer, 0), null);
    }
    return load(layout, pointer, 0);
  }

  /** Writes a value; padding is left as it is. */
  void store(Layout<?> layout, Value pointer, int offset, JavaValue value) {
    if (value instanceof Choice choice) {
      new Choices(translator)
          .each(
              choice,
              option -> {
                store(layout, pointer, offset, option);
                return null;
              });
    } else if (layout instanceof ScalarLayout<?> scalar) {
      storeNumber(scalar, pointer, offset, value);
    } else if (layout instanceof StructLayout<?> struct) {
      storeStruct(struct, pointer, offset, value);
    } else if (layout instanceof StringLayout string) {
      storeString(string, pointer, offset, value);
    } else if (layout instanceof ArrayLayout<?> array) {
      storeArray(array, pointer, offset, value);
    }
  }

  private void storeNumber(ScalarLayout<?> layout, Value pointer, int offset, JavaValue value) {
    Value number = number(value);
    int bytes = layout.width();
    if (layout.bigEndian()) {
      number = swap(number, bytes);
    }
    builder.store(pointer, offset, bytes, number);
  }

  /** The number in a scalar, a box or an enum. */
  Value number(JavaValue value) {
    if (value instanceof Virtual made && AtomicCalls.isAtomic(made.type())) {
      return new AtomicCell.OfProgram(translator, made).get();
    } else if (value instanceof AtomicRef ref) {
      return new AtomicCell.InMemory(builder, ref).get();
    } else if (value instanceof Boxed boxed) {
      return new Arithmetic(translator).unbox(boxed);
    } else if (value instanceof EnumRef ref) {
      new ReferenceTests(translator).requirePresent(ref, ref.type().getSimpleName());
      return ref.ordinal();
    } else if (value instanceof Constant constant) {
      if (constant.object() instanceof Enum<?> e) {
        return builder.i32(e.ordinal());
      }
      Boxed boxed = Boxes.ofConstant(builder, constant.object());
      if (boxed != null) {
        return boxed.value();
      }
    }
    return new Arithmetic(translator).number(value);
  }

  private void storeStruct(StructLayout<?> struct, Value pointer, int offset, JavaValue value) {
    if (struct.kernelObject().isPresent()) {
      leave(struct, pointer, offset);
      return;
    }
    Tuple tuple = new Tuples(translator).of(value);
    List<JavaValue> parts =
        tuple != null && tuple.type() == struct.javaType()
            ? tuple.fields()
            : value instanceof Virtual virtual && virtual.type() == struct.javaType()
                ? Arrays.asList(translator.heap().fields(virtual.id()))
                : null;
    if (parts != null) {
      new ReferenceTests(translator).requirePresent(value, struct.javaType().getSimpleName());
      ObjectShape shape = ObjectShape.of(struct.javaType());
      for (StructField field : struct.fields()) {
        JavaValue part = parts.get(shape.indexOf(field.name()));
        storeOrZero(field.layout(), pointer, offset + field.offset(), part);
      }
    } else if (value instanceof StructRef ref && ref.layout().javaType() == struct.javaType()) {
      new ReferenceTests(translator).requirePresent(ref, struct.javaType().getSimpleName());
      copy(struct, ref.pointer(), ref.offset(), pointer, offset);
    } else {
      throw translator.refuse(
          value.describe() + " where a " + struct.javaType().getSimpleName() + " is stored");
    }
  }

  /** What belongs to the kernel is not touched in maps, and zeros elsewhere. */
  private void leave(StructLayout<?> object, Value pointer, int offset) {
    if (pointer.type() == Type.STACK) {
      zero(pointer, offset, object.size());
    }
  }

  /** Copies a value, but for what belongs to the kernel in it. */
  private void copy(Layout<?> layout, Value from, int fromOffset, Value to, int toOffset) {
    if (!(layout instanceof StructLayout<?> struct)) {
      copy(layout.size(), from, fromOffset, to, toOffset);
      return;
    }
    int done = 0;
    for (StructField field : struct.fields()) {
      if (field.layout() instanceof StructLayout<?> object && object.kernelObject().isPresent()) {
        copy(field.offset() - done, from, fromOffset + done, to, toOffset + done);
        leave(object, to, toOffset + field.offset());
        done = field.offset() + object.size();
      }
    }
    copy(struct.size() - done, from, fromOffset + done, to, toOffset + done);
  }

  /** Copies bytes, of places that do not overlap. */
  void copy(int size, Value from, int fromOffset, Value to, int toOffset) {
    int at = 0;
    while (at < size) {
      int bytes = widest(size - at, fromOffset + at, toOffset + at);
      Type type = bytes == 8 ? Type.I64 : Type.I32;
      Value part = builder.load(type, from, fromOffset + at, Access.of(bytes, false));
      builder.store(to, toOffset + at, bytes, part);
      at += bytes;
    }
  }

  private static int widest(int left, int a, int b) {
    int aligned = (a | b) & 7;
    int bytes = 8;
    while (bytes > left || (aligned & bytes - 1) != 0) {
      bytes >>= 1;
    }
    return bytes;
  }

  private void storeString(StringLayout layout, Value pointer, int offset, JavaValue value) {
    if (value instanceof StringRef ref) {
      if (ref.size() > layout.size()) {
        throw tooLong(value.describe(), layout.size());
      }
      copy(ref.size(), ref.pointer(), 0, pointer, offset);
      zero(pointer, offset + ref.size(), layout.size() - ref.size());
      return;
    }
    if (!(value instanceof Constant constant) || !(constant.object() instanceof String text)) {
      throw translator.refuse(value.describe() + " where a String is stored");
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > layout.size()) {
      throw tooLong("the string has " + bytes.length + " bytes of UTF-8", layout.size());
    }
    if (text.indexOf('\0') >= 0) {
      throw translator.refuse("the string has a NUL character, where C would end it");
    }
    storeBytes(Arrays.copyOf(bytes, layout.size()), pointer, offset);
  }

  private CompileException tooLong(String what, int size) {
    return translator.refuse(what + ", its place " + size + "; raise its @Size");
  }

  private void storeBytes(byte[] bytes, Value pointer, int offset) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    int at = 0;
    while (at < bytes.length) {
      int size = widest(bytes.length - at, offset + at, offset + at);
      Value part =
          switch (size) {
            case 8 -> builder.i64(buffer.getLong(at));
            case 4 -> builder.i32(buffer.getInt(at));
            case 2 -> builder.i32(buffer.getShort(at));
            default -> builder.i32(buffer.get(at));
          };
      builder.store(pointer, offset + at, size, part);
      at += size;
    }
  }

  private void storeArray(ArrayLayout<?> layout, Value pointer, int offset, JavaValue value) {
    ArrayTranslator arrays = new ArrayTranslator(translator);
    Value length = ArrayTranslator.isArray(value) ? arrays.length(value) : null;
    if (length == null || !length.isConst(layout.count())) {
      throw translator.refuse(
          value.describe() + " where an array of " + layout.count() + " elements is stored");
    }
    StackArray target = arrayAt(layout, pointer);
    if (value instanceof StackArray array && array.layout() == target.layout()) {
      copy(layout.size(), array.pointer(), 0, pointer, offset);
      return;
    }
    int width = layout.element().size();
    for (int i = 0; i < layout.count(); i++) {
      JavaValue element = arrays.load(value, builder.i32(i));
      storeOrZero(layout.element(), pointer, offset + i * width, element);
    }
  }

  /** Stores a part of a value, where null stands for zeros. */
  private void storeOrZero(Layout<?> layout, Value pointer, int offset, JavaValue value) {
    if (value instanceof Scalar) {
      store(layout, pointer, offset, value);
      return;
    }
    new Choices(translator)
        .ifPresent(
            value,
            present -> {
              store(layout, pointer, offset, present);
              return null;
            },
            () -> {
              zero(pointer, offset, layout.size());
              return null;
            });
  }

  /** Writes zeros into the gaps between the fields of a struct. */
  void zeroPadding(Layout<?> layout, Value pointer, int offset) {
    if (layout instanceof StructLayout<?> struct) {
      int end = 0;
      List<StructField> fields = struct.fields();
      for (StructField field : fields) {
        zero(pointer, offset + end, field.offset() - end);
        zeroPadding(field.layout(), pointer, offset + field.offset());
        end = field.offset() + field.layout().size();
      }
      zero(pointer, offset + end, struct.size() - end);
    }
  }

  /** Writes zeros. */
  void zero(Value pointer, int offset, int size) {
    int at = 0;
    while (at < size) {
      int bytes = widest(size - at, offset + at, offset + at);
      builder.store(
          pointer, offset + at, bytes, builder.constant(bytes == 8 ? Type.I64 : Type.I32, 0));
      at += bytes;
    }
  }
}
