package bpf4j.compiler.internal.declaration;

import bpf4j.compiler.declare.DeclarationException;
import bpf4j.compiler.declare.KernelName;
import bpf4j.compiler.kernel.KernelStruct;
import bpf4j.elf.Btf;
import bpf4j.elf.BtfType;
import bpf4j.elf.NearNames;
import bpf4j.perf.attach.KernelPlace;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The arguments of a place in the kernel, and its result, by their types. */
public final class PlaceMembers {
  private static final int WORD = Long.BYTES;

  private final Binding.AtPlace binding;
  private final KernelPlace place;
  private final Btf types;
  private final List<Integer> offsets = new ArrayList<>();

  /** For the context of programs at a place. */
  public PlaceMembers(Binding.AtPlace binding) {
    this.binding = binding;
    this.place = binding.place();
    this.types = place.types();
    int offset = 0;
    for (BtfType.Parameter parameter : place.parameters()) {
      offsets.add(offset);
      // Structs that are passed by value take as many words as they need (Linux 6.0).
      offset +=
          types.resolve(parameter.type()) instanceof BtfType.Composite struct
              ? (int) (struct.byteSize() + WORD - 1) / WORD * WORD
              : WORD;
    }
    offsets.add(offset);
  }

  /** An argument by its place, from 0. */
  public PlaceMember argument(long index) {
    int count = place.parameters().size();
    if (index < 0 || index >= count) {
      throw new DeclarationException(
          place
              + (count == 0
                  ? " has no arguments"
                  : " has the arguments 0 to " + (count - 1) + signature()));
    }
    return member((int) index, place.parameters().get((int) index).type());
  }

  /** An argument by the name of a method. */
  public PlaceMember argument(Method method) {
    KernelName renamed = method.getAnnotation(KernelName.class);
    String name = renamed == null ? method.getName() : renamed.value();
    List<String> names = place.parameters().stream().map(BtfType.Parameter::name).toList();
    int index = names.indexOf(name);
    if (index < 0) {
      boolean nameless = names.stream().allMatch(String::isEmpty);
      throw new DeclarationException(
          place
              + " has no argument "
              + name
              + " in this kernel; "
              + (nameless
                  ? "its arguments have no names here, so take them by arg(n)"
                  : "the nearest are " + String.join(", ", NearNames.of(name, names))));
    }
    PlaceMember member = argument(index);
    if (method.getReturnType().isPrimitive()) {
      boolean isNumber = member instanceof PlaceMember.Scalar;
      int bits = isNumber ? ((PlaceMember.Scalar) member).bits() : Long.SIZE;
      NumberMembers.requireWidth(method, name, bits);
    }
    return member;
  }

  /** What the place returns. */
  public PlaceMember result() {
    if (!binding.seesResult()) {
      throw new DeclarationException("programs at " + place + " run before there is a result");
    }
    if (place.result() == 0) {
      throw new DeclarationException(place + " returns nothing");
    }
    return member(place.parameters().size(), place.result());
  }

  private PlaceMember member(int index, int type) {
    int offset = offsets.get(index);
    BtfType resolved = types.resolve(type);
    if (resolved instanceof BtfType.Int number) {
      return new PlaceMember.Scalar(offset, (int) number.byteSize() * Byte.SIZE, number.isSigned());
    } else if (resolved instanceof BtfType.Enumeration number) {
      return new PlaceMember.Scalar(offset, (int) number.byteSize() * Byte.SIZE, number.isSigned());
    } else if (resolved instanceof BtfType.Pointer pointer) {
      return pointer(offset, pointer);
    }
    throw new DeclarationException(
        (index == place.parameters().size() ? "the result" : "argument " + index)
            + " of "
            + place
            + " is "
            + KernelTypeNames.describe(types, type)
            + ", which programs cannot be given");
  }

  private PlaceMember pointer(int offset, BtfType.Pointer pointer) {
    BtfType target = types.resolve(pointer.target());
    if (target instanceof BtfType.Composite) {
      DirectAccess access = DirectAccess.pointer(types, pointer);
      return new PlaceMember.Struct(
          offset, access.struct(), access.kind() == DirectAccess.Kind.STRUCT_POINTER);
    }
    boolean known = target instanceof BtfType.VoidType || target instanceof BtfType.Int;
    return known
        ? new PlaceMember.Scalar(offset, Long.SIZE, false)
        : new PlaceMember.HiddenPointer(offset);
  }

  /**
   * Checks that an interface stands for the struct that an argument points to.
   *
   * @param struct the struct's type
   * @throws DeclarationException if it stands for another
   */
  public void requireStruct(int struct, Class<? extends KernelStruct> wanted) {
    BtfType type = types.resolve(struct);
    if (!type.name().isEmpty() && !type.name().equals(KernelTypes.nameOf(wanted))) {
      throw new DeclarationException(
          "an argument of "
              + place
              + " points to "
              + KernelTypeNames.describe(types, struct)
              + ", not to the "
              + KernelTypes.nameOf(wanted)
              + " that "
              + wanted.getSimpleName()
              + " stands for");
    }
  }

  private String signature() {
    List<String> all =
        IntStream.range(0, place.parameters().size())
            .mapToObj(
                i ->
                    KernelTypeNames.describe(types, place.parameters().get(i).type())
                        + (place.parameters().get(i).name().isEmpty()
                            ? ""
                            : " " + place.parameters().get(i).name()))
            .toList();
    return " (" + String.join(", ", all) + ")";
  }
}
