package bpf4j.maps.layout;

import bpf4j.elf.BtfBuilder;
import bpf4j.elf.BtfNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds layouts to BTF, each type once per writer. */
final class BtfWriter {

  /** The kernel's enumerators are 32-bit and signed unless kernels before 6.0 are given up. */
  private static final boolean UNSIGNED = false;

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
      int character = numbers.computeIfAbsent("char", name -> builder.addInt(name, 1, true));
      return builder.addArray(character, index(), string.size());
    } else if (layout instanceof ArrayLayout<?> array) {
      int element = add(array.element());
      return builder.addArray(element, index(), array.count());
    }
    return addStruct((StructLayout<?>) layout);
  }

  private int addNumber(ScalarLayout<?> scalar) {
    String name = CWriter.scalarName(scalar);
    return numbers.computeIfAbsent(
        name,
        key ->
            scalar.kind() == JavaKind.BOOLEAN
                ? builder.addBool(key, 1)
                : builder.addInt(key, scalar.width(), scalar.signed()));
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
    List<Integer> types = struct.fields().stream().map(field -> add(field.layout())).toList();
    int id = builder.addStruct(name(struct.javaType().getSimpleName()), struct.size());
    for (StructField field : struct.fields()) {
      builder.addMember(name(field.name()), types.get(field.index()), field.offset());
    }
    structs.put(struct, id);
    return id;
  }

  private int index() {
    return numbers.computeIfAbsent("__u32", name -> builder.addInt(name, Integer.BYTES, false));
  }

  private static String name(String javaName) {
    return BtfNames.mangle(CWriter.identifier(javaName));
  }
}
