package bpf4j.maps.layout;

import bpf4j.elf.BtfBuilder;
import bpf4j.elf.BtfNames;
import java.util.HashMap;
import java.util.Map;

/** Adds layouts to BTF, each type once per writer. */
final class BtfWriter {

  /** The kernel's enumerators are 32-bit and signed unless kernels before 6.0 are given up. */
  private static final boolean UNSIGNED = false;

  /** The id of {@code void}, which BTF has without saying so. */
  private static final int VOID = 0;

  private final BtfBuilder builder;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<StructLayout<?>, Integer> structs = new HashMap<>();

  BtfWriter(BtfBuilder builder) {
    this.builder = builder;
  }

  int add(Layout<?> layout) {
    if (layout instanceof ScalarLayout<?> scalar) {
      return scalar.kind() == JavaKind.ENUM ? addEnum(scalar) : addNumber(scalar);
    } else if (layout instanceof StringLayout string) {
      return builder.addArray(integer("char", 1, true), index(), string.size());
    } else if (layout instanceof ArrayLayout<?> array) {
      int element = add(array.element());
      return builder.addArray(element, index(), array.count());
    } else if (layout instanceof EmptyLayout) {
      return VOID;
    }
    return addStruct((StructLayout<?>) layout);
  }

  private int addNumber(ScalarLayout<?> scalar) {
    String name = CWriter.scalarName(scalar);
    if (scalar.kind() != JavaKind.BOOLEAN) {
      return integer(name, scalar.width(), scalar.signed());
    }
    Integer known = numbers.get(name);
    if (known == null) {
      known = builder.addBool(name, 1);
      numbers.put(name, known);
    }
    return known;
  }

  private int integer(String name, int width, boolean signed) {
    // Maps are made while a program starts, when each lambda costs milliseconds: hence none here.
    Integer known = numbers.get(name);
    if (known == null) {
      known = builder.addInt(name, width, signed);
      numbers.put(name, known);
    }
    return known;
  }

  private int addEnum(ScalarLayout<?> scalar) {
    if (scalar.bigEndian()) {
      return addNumber(scalar);
    }
    int id = builder.addEnum(name(scalar.javaType().getSimpleName()), scalar.width(), UNSIGNED);
    for (Object constant : scalar.enumConstants()) {
      Enum<?> value = (Enum<?>) constant;
      builder.addEnumerator(name(value.name()), value.ordinal());
    }
    return id;
  }

  private int addStruct(StructLayout<?> struct) {
    Integer known = structs.get(struct);
    if (known != null) {
      return known;
    }
    // The members' types first: members must follow their struct directly.
    int[] types = new int[struct.fields().size()];
    for (StructField field : struct.fields()) {
      types[field.index()] = add(field.layout());
    }
    int id = builder.addStruct(BtfNames.mangle(struct.nameInC()), struct.size());
    for (StructField field : struct.fields()) {
      builder.addMember(name(field.name()), types[field.index()], field.offset());
    }
    structs.put(struct, id);
    return id;
  }

  private int index() {
    return integer("__u32", Integer.BYTES, false);
  }

  private static String name(String javaName) {
    return BtfNames.mangle(CWriter.identifier(javaName));
  }
}
