package bpf4j.compiler.internal.declaration;

import bpf4j.elf.Btf;
import bpf4j.elf.BtfType;

/** Types of the kernel as C writes them, near enough for a message. */
final class KernelTypeNames {
  private KernelTypeNames() {}

  static String describe(Btf types, int id) {
    BtfType type = types.resolve(id);
    if (type instanceof BtfType.Struct struct) {
      return "struct " + named(struct.name());
    } else if (type instanceof BtfType.Union union) {
      return "union " + named(union.name());
    } else if (type instanceof BtfType.Pointer pointer) {
      return "a pointer to " + describe(types, pointer.target());
    } else if (type instanceof BtfType.Array array) {
      return "an array of " + array.length() + " elements of " + describe(types, array.element());
    } else if (type instanceof BtfType.Int number) {
      return number.name();
    } else if (type instanceof BtfType.Enumeration enumeration) {
      return "enum " + named(enumeration.name());
    }
    return type.kind().name().toLowerCase(java.util.Locale.ROOT);
  }

  private static String named(String name) {
    return name.isEmpty() ? "without a name" : name;
  }
}
