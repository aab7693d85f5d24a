package bpf4j.maps.layout;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Generates the code that reads and writes a struct: a hidden class of this package with a straight
 * run of loads and stores per method.
 *
 * <p>The members of the struct are reached by method handles, which private access made and which
 * are constants of the class: the JIT compiler turns them into plain field accesses. So the code
 * needs no access to the struct's class, whatever its loader and module are.
 */
final class StructCodecs {

  private static final String NAME = "bpf4j/maps/layout/GeneratedCodec";
  private static final MethodType ENCODE =
      methodType(void.class, Object.class, ByteBuffer.class, int.class);
  private static final MethodType DECODE = methodType(Object.class, ByteBuffer.class, int.class);
  private static final MethodType MAKE =
      methodType(Object.class, ByteBuffer.class, int.class, int.class);
  private static final MethodType GET_NUMBER =
      methodType(long.class, ByteBuffer.class, int.class, int.class, boolean.class);
  private static final MethodType PUT_NUMBER =
      methodType(void.class, ByteBuffer.class, int.class, int.class, boolean.class, long.class);

  /** What one instruction sequence needs besides the arguments of a constructor. */
  private static final int STACK = 16;

  // The parameters of encode and decodeInto; decode has no object, and keeps its result at the end.
  private static final int OBJECT = 1;
  private static final int BUFFER = 2;
  private static final int BASE = 3;
  private static final int LOCALS = 4;

  private final StructLayout<?> layout;
  private final MethodHandles.Lookup lookup;
  private final ClassFile file = new ClassFile(NAME, "bpf4j/maps/layout/StructCodec");
  private final List<Object> classData = new ArrayList<>();

  private StructCodecs(StructLayout<?> layout) {
    this.layout = layout;
    this.lookup = layout.lookup();
  }

  static StructCodec generate(StructLayout<?> layout) {
    try {
      return new StructCodecs(layout).generate();
    } catch (ReflectiveOperationException e) {
      throw new LayoutException(layout.javaType().getName() + " cannot be accessed: " + e, e);
    }
  }

  private StructCodec generate() throws ReflectiveOperationException {
    Code constructor = new Code(file, classData);
    constructor.loadObject(0).callConstructorOfObject().returnNothing();
    file.addMethod("<init>", "()V", 1, 1, constructor.toArray());
    add("encode", ENCODE, STACK, encode());
    add("decode", DECODE, STACK + 2 * layout.fields().size(), decode());
    add("decodeInto", ENCODE, STACK, decodeInto());
    MethodHandles.Lookup hidden =
        MethodHandles.lookup()
            .defineHiddenClassWithClassData(file.toBytes(), List.copyOf(classData), true);
    return (StructCodec) hidden.lookupClass().getDeclaredConstructor().newInstance();
  }

  private void add(String name, MethodType type, int maxStack, Code code) {
    file.addMethod(name, type.descriptorString(), maxStack, LOCALS, code.toArray());
  }

  private Code encode() throws IllegalAccessException {
    Code code = new Code(file, classData);
    int end = 0;
    for (StructField field : layout.fields()) {
      clear(code, end, field.offset());
      encode(code, field);
      end = field.offset() + field.layout().size();
    }
    clear(code, end, layout.size());
    return code.returnNothing();
  }

  private static void clear(Code code, int from, int to) {
    if (from < to) {
      place(code, BUFFER, from).push(to - from);
      code.callStatic(
          Memory.class, "zero", methodType(void.class, ByteBuffer.class, int.class, int.class));
    }
  }

  private void encode(Code code, StructField field) throws IllegalAccessException {
    if (field.layout() instanceof ScalarLayout<?> scalar) {
      place(code, BUFFER, field.offset());
      encoding(code, scalar);
      if (field.type().isPrimitive()) {
        get(code, field);
        if (field.type() != long.class) {
          code.toLong();
        }
      } else {
        code.push(scalar, ScalarLayout.class);
        get(code, field);
        code.callStatic(
            FieldFunctions.class,
            "toNumber",
            methodType(long.class, ScalarLayout.class, Object.class));
      }
      code.callStatic(Memory.class, "put", PUT_NUMBER);
    } else {
      code.push(field.layout(), Layout.class);
      get(code, field);
      place(code, BUFFER, field.offset());
      code.callStatic(
          FieldFunctions.class,
          "put",
          methodType(void.class, Layout.class, Object.class, ByteBuffer.class, int.class));
    }
  }

  private Code decode() throws ReflectiveOperationException {
    Code code = new Code(file, classData);
    MethodHandle constructor = constructor();
    code.push(constructor, MethodHandle.class);
    if (layout.isRecord()) {
      for (StructField field : layout.fields()) {
        decode(code, field, BUFFER - 1);
      }
      return code.callHandle(constructor).returnObject();
    }
    code.callHandle(constructor).storeObject(BASE);
    code.loadObject(0).loadObject(BASE).loadObject(BUFFER - 1).loadInt(BASE - 1);
    code.callVirtual(NAME, "decodeInto", ENCODE);
    return code.loadObject(BASE).returnObject();
  }

  /** Pushes the value of a field. */
  private static void decode(Code code, StructField field, int buffer) {
    Class<?> type = field.type();
    if (field.layout() instanceof ArrayLayout<?> array) {
      code.push(array.elements(), Elements.class);
      place(code, buffer, field.offset()).push(array.count());
      code.callVirtual(Elements.class, "make", MAKE);
      return;
    }
    if (!(field.layout() instanceof ScalarLayout<?> scalar)) {
      code.push(field.layout(), Layout.class);
      place(code, buffer, field.offset());
      code.callVirtual(Layout.class, "decode", DECODE);
      return;
    }
    if (!type.isPrimitive()) {
      code.push(scalar, ScalarLayout.class);
    }
    place(code, buffer, field.offset());
    encoding(code, scalar);
    code.callStatic(Memory.class, scalar.signed() ? "getSigned" : "getUnsigned", GET_NUMBER);
    if (type == boolean.class) {
      code.callStatic(Memory.class, "isTrue", methodType(boolean.class, long.class));
    } else if (type.isPrimitive()) {
      code.fromLong(type);
    } else {
      code.callVirtual(ScalarLayout.class, "fromLong", methodType(Object.class, long.class));
    }
  }

  private Code decodeInto() throws IllegalAccessException {
    Code code = new Code(file, classData);
    if (layout.isRecord()) {
      return code.returnNothing(); // StructLayout.readInto refuses records before
    }
    for (StructField field : layout.fields()) {
      if (field.isFinal()) {
        code.push(field, StructField.class);
        get(code, field);
        code.loadObject(BUFFER).loadInt(BASE);
        code.callStatic(
            FieldFunctions.class,
            "fill",
            methodType(void.class, StructField.class, Object.class, ByteBuffer.class, int.class));
      } else {
        MethodHandle setter = erased(lookup.unreflectSetter(field.member()));
        code.push(setter, MethodHandle.class).loadObject(OBJECT);
        decode(code, field, BUFFER);
        code.callHandle(setter);
      }
    }
    return code.returnNothing();
  }

  /** Pushes the value of a field of the object. */
  private void get(Code code, StructField field) throws IllegalAccessException {
    MethodHandle getter = erased(lookup.unreflectGetter(field.member()));
    code.push(getter, MethodHandle.class).loadObject(OBJECT).callHandle(getter);
  }

  private MethodHandle constructor() throws ReflectiveOperationException {
    Class<?>[] parameters =
        layout.isRecord()
            ? layout.fields().stream().map(StructField::type).toArray(Class<?>[]::new)
            : new Class<?>[0];
    Constructor<?> constructor = layout.javaType().getDeclaredConstructor(parameters);
    return erased(lookup.unreflectConstructor(constructor));
  }

  /** With {@code Object} for the types that the generated class may not be able to name. */
  private static MethodHandle erased(MethodHandle handle) {
    return handle.asType(handle.type().erase());
  }

  /** Pushes a buffer and an index in it. */
  private static Code place(Code code, int buffer, int offset) {
    code.loadObject(buffer).loadInt(buffer + 1);
    return offset == 0 ? code : code.push(offset).add();
  }

  private static void encoding(Code code, ScalarLayout<?> scalar) {
    code.push(scalar.width()).push(Memory.swaps(scalar.bigEndian()));
  }
}
