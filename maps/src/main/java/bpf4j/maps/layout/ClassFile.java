package bpf4j.maps.layout;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a class of Java 17 (JVMS 4): a constant pool and methods without jumps, which is all that
 * codecs need, as it spares the frames that a verifier wants at jump targets.
 *
 * <p>Constants that have no literal come from the class data of the hidden class that this becomes:
 * {@link #classData} gives the dynamic constant for one of them.
 */
final class ClassFile {

  private static final int MAGIC = 0xcafebabe;
  private static final int JAVA_17 = 61;
  private static final int ACC_FINAL_SUPER = 0x0030;
  private static final int ACC_PUBLIC = 0x0001;

  private static final int UTF8 = 1;
  private static final int INTEGER = 3;
  private static final int CLASS = 7;
  private static final int METHOD = 10;
  private static final int NAME_AND_TYPE = 12;
  private static final int METHOD_HANDLE = 15;
  private static final int DYNAMIC = 17;
  private static final int INVOKE_STATIC = 6;

  private static final String LOOKUP = "Ljava/lang/invoke/MethodHandles$Lookup;";
  private static final String CLASS_DATA_AT =
      "(" + LOOKUP + "Ljava/lang/String;Ljava/lang/Class;I)Ljava/lang/Object;";

  private final Map<List<Object>, Integer> indexes = new HashMap<>();
  private final Bytes pool = new Bytes();
  private final List<Integer> bootstraps = new ArrayList<>();
  private final Bytes methods = new Bytes();
  private final int name;
  private final int parent;
  private final int contract;
  private int constants = 1;
  private int methodCount;

  /** Big-endian bytes. */
  static final class Bytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Bytes u1(int value) {
      out.write(value);
      return this;
    }

    Bytes u2(int value) {
      return u1(value >>> 8).u1(value);
    }

    Bytes u4(int value) {
      return u2(value >>> 16).u2(value);
    }

    Bytes all(byte[] bytes) {
      out.writeBytes(bytes);
      return this;
    }

    byte[] toArray() {
      return out.toByteArray();
    }
  }

  /**
   * Starts a final class.
   *
   * @param name its internal name; a hidden class gets another in the end
   * @param contract the internal name of the interface it implements
   */
  ClassFile(String name, String contract) {
    this.name = type(name);
    this.parent = type("java/lang/Object");
    this.contract = type(contract);
  }

  int utf8(String text) {
    Integer known = indexes.get(List.<Object>of(UTF8, text));
    if (known != null) {
      return known;
    }
    byte[] bytes = text.getBytes(UTF_8);
    pool.u1(UTF8).u2(bytes.length).all(bytes);
    return remember(List.of(UTF8, text));
  }

  int integer(int value) {
    Integer known = indexes.get(List.<Object>of(INTEGER, value));
    if (known != null) {
      return known;
    }
    pool.u1(INTEGER).u4(value);
    return remember(List.of(INTEGER, value));
  }

  int type(String internalName) {
    return pair(CLASS, utf8(internalName), -1);
  }

  int method(String owner, String methodName, String descriptor) {
    return pair(METHOD, type(owner), nameAndType(methodName, descriptor));
  }

  /** The dynamic constant of an element of the class data. */
  int classData(int index, String descriptor) {
    if (!bootstraps.contains(index)) {
      bootstraps.add(index);
    }
    return pair(DYNAMIC, bootstraps.indexOf(index), nameAndType("_", descriptor));
  }

  private int nameAndType(String memberName, String descriptor) {
    return pair(NAME_AND_TYPE, utf8(memberName), utf8(descriptor));
  }

  /** A constant that is a tag and one or two numbers. */
  private int pair(int tag, int first, int second) {
    List<Object> key = List.of(tag, first, second);
    Integer known = indexes.get(key);
    if (known != null) {
      return known;
    }
    pool.u1(tag).u2(first);
    if (second >= 0) {
      pool.u2(second);
    }
    return remember(key);
  }

  private int remember(List<Object> key) {
    if (constants == 0xffff) {
      throw new LayoutException("The struct has too many fields for one class; nest some of them");
    }
    indexes.put(key, constants);
    return constants++;
  }

  void addMethod(String methodName, String descriptor, int maxStack, int maxLocals, byte[] code) {
    if (code.length > 0xffff) {
      throw new LayoutException("The struct has too many fields for one method; nest some of them");
    }
    methods.u2(ACC_PUBLIC).u2(utf8(methodName)).u2(utf8(descriptor)).u2(1);
    methods.u2(utf8("Code")).u4(12 + code.length).u2(maxStack).u2(maxLocals);
    methods.u4(code.length).all(code).u2(0).u2(0);
    methodCount++;
  }

  byte[] toBytes() {
    Bytes attribute = new Bytes();
    int attributeName = utf8("BootstrapMethods");
    int classDataAt =
        methodHandle(method("java/lang/invoke/MethodHandles", "classDataAt", CLASS_DATA_AT));
    attribute.u2(bootstraps.size());
    for (int index : bootstraps) {
      attribute.u2(classDataAt).u2(1).u2(integer(index));
    }
    byte[] content = attribute.toArray();
    Bytes file = new Bytes();
    file.u4(MAGIC).u2(0).u2(JAVA_17).u2(constants).all(pool.toArray());
    file.u2(ACC_FINAL_SUPER).u2(name).u2(parent).u2(1).u2(contract).u2(0);
    file.u2(methodCount).all(methods.toArray());
    file.u2(1).u2(attributeName).u4(content.length).all(content);
    return file.toArray();
  }

  private int methodHandle(int method) {
    pool.u1(METHOD_HANDLE).u1(INVOKE_STATIC).u2(method);
    return remember(List.of(METHOD_HANDLE, method));
  }
}
