package bpf4j.maps.layout;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * The instructions of one codec method (JVMS 6), appended one after the other.
 *
 * <p>Objects that the code mentions are added to the class data and loaded as dynamic constants.
 */
final class Code {

  private static final int BIPUSH = 0x10;
  private static final int SIPUSH = 0x11;
  private static final int LDC_W = 0x13;
  private static final int ILOAD = 0x15;
  private static final int ALOAD = 0x19;
  private static final int ASTORE = 0x3a;
  private static final int IADD = 0x60;
  private static final int I2L = 0x85;
  private static final int L2I = 0x88;
  private static final int I2B = 0x91;
  private static final int I2C = 0x92;
  private static final int I2S = 0x93;
  private static final int ARETURN = 0xb0;
  private static final int RETURN = 0xb1;
  private static final int INVOKEVIRTUAL = 0xb6;
  private static final int INVOKESPECIAL = 0xb7;
  private static final int INVOKESTATIC = 0xb8;

  private final ClassFile file;
  private final List<Object> classData;
  private final ClassFile.Bytes bytes = new ClassFile.Bytes();

  Code(ClassFile file, List<Object> classData) {
    this.file = file;
    this.classData = classData;
  }

  Code loadObject(int local) {
    bytes.u1(ALOAD).u1(local);
    return this;
  }

  Code storeObject(int local) {
    bytes.u1(ASTORE).u1(local);
    return this;
  }

  Code loadInt(int local) {
    bytes.u1(ILOAD).u1(local);
    return this;
  }

  Code push(int value) {
    if (value == (byte) value) {
      bytes.u1(BIPUSH).u1(value);
    } else if (value == (short) value) {
      bytes.u1(SIPUSH).u2(value);
    } else {
      bytes.u1(LDC_W).u2(file.integer(value));
    }
    return this;
  }

  Code push(boolean value) {
    return push(value ? 1 : 0);
  }

  /** Pushes an object as a constant of a type. */
  Code push(Object value, Class<?> type) {
    classData.add(value);
    bytes.u1(LDC_W).u2(file.classData(classData.size() - 1, type.descriptorString()));
    return this;
  }

  Code add() {
    bytes.u1(IADD);
    return this;
  }

  /** Widens an {@code int} or narrower number. */
  Code toLong() {
    bytes.u1(I2L);
    return this;
  }

  /** Narrows a {@code long} to a primitive type. */
  Code fromLong(Class<?> type) {
    if (type != long.class) {
      bytes.u1(L2I);
    }
    if (type == byte.class) {
      bytes.u1(I2B);
    } else if (type == char.class) {
      bytes.u1(I2C);
    } else if (type == short.class) {
      bytes.u1(I2S);
    }
    return this;
  }

  Code callStatic(Class<?> owner, String method, MethodType type) {
    bytes.u1(INVOKESTATIC).u2(file.method(name(owner), method, type.descriptorString()));
    return this;
  }

  Code callVirtual(Class<?> owner, String method, MethodType type) {
    return callVirtual(name(owner), method, type);
  }

  Code callVirtual(String owner, String method, MethodType type) {
    bytes.u1(INVOKEVIRTUAL).u2(file.method(owner, method, type.descriptorString()));
    return this;
  }

  Code callConstructorOfObject() {
    bytes.u1(INVOKESPECIAL).u2(file.method("java/lang/Object", "<init>", "()V"));
    return this;
  }

  /** Calls a handle that was pushed before its arguments. */
  Code callHandle(MethodHandle handle) {
    return callVirtual(MethodHandle.class, "invokeExact", handle.type());
  }

  Code returnObject() {
    bytes.u1(ARETURN);
    return this;
  }

  Code returnNothing() {
    bytes.u1(RETURN);
    return this;
  }

  byte[] toArray() {
    return bytes.toArray();
  }

  private static String name(Class<?> type) {
    return type.getName().replace('.', '/');
  }
}
