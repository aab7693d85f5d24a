package bpf4j.compiler.internal.declaration;

import bpf4j.compiler.declare.DeclarationException;
import bpf4j.compiler.declare.KernelName;
import bpf4j.compiler.internal.declaration.KernelMember.Element;
import bpf4j.compiler.internal.declaration.KernelMember.Follow;
import bpf4j.compiler.internal.declaration.KernelMember.Inside;
import bpf4j.compiler.internal.declaration.KernelMember.Scalar;
import bpf4j.compiler.internal.declaration.KernelMember.Whole;
import bpf4j.compiler.kernel.KernelStruct;
import bpf4j.elf.Btf;
import bpf4j.elf.BtfField;
import bpf4j.elf.BtfFormatException;
import bpf4j.elf.BtfType;
import bpf4j.elf.NearNames;
import bpf4j.maps.layout.Layout;
import bpf4j.maps.layout.LayoutException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/** Checks interfaces of kernel structs against the kernel's types. */
public final class KernelTypes {
  private final Btf types;

  private KernelTypes(Btf types) {
    this.types = types;
  }

  /**
   * Those of the running kernel.
   *
   * @throws DeclarationException if it does not tell
   */
  public static KernelTypes running() {
    try {
      return new KernelTypes(Btf.kernel());
    } catch (UncheckedIOException | BtfFormatException e) {
      throw new DeclarationException("the kernel's types are not known: " + e.getMessage(), e);
    }
  }

  /** Those of a description, such as that of a module. */
  public static KernelTypes of(Btf types) {
    return new KernelTypes(types);
  }

  /**
   * What a method of an interface does.
   *
   * @throws DeclarationException if the kernel has no such struct or field, or one of another kind
   */
  public KernelMember member(Class<?> owner, Method method) {
    BtfType.Composite struct = struct(owner);
    KernelName name = method.getAnnotation(KernelName.class);
    String path = name == null ? method.getName() : name.value();
    BtfField field = find(struct, path, method);
    boolean indexed = method.getParameterCount() == 1 && method.getParameterTypes()[0] == int.class;
    if (method.getParameterCount() > 0 && !indexed) {
      throw refuse(method, "takes parameters; a field takes none, an element of an array an int");
    }
    if (!indexed) {
      return member(method, field.type(), field);
    }
    if (!(types.resolve(field.type()) instanceof BtfType.Array array)) {
      throw refuse(method, "takes an index, but " + path + " is no array");
    }
    long stride = types.sizeOf(array.element());
    BtfField first = new BtfField(path, array.element(), field.bitOffset(), 0, stride);
    return new Element(member(method, array.element(), first), (int) stride, (int) array.length());
  }

  /** The kernel's name for an interface's struct. */
  static String nameOf(Class<?> type) {
    KernelName name = type.getAnnotation(KernelName.class);
    return name == null ? type.getSimpleName() : name.value();
  }

  private BtfType.Composite struct(Class<?> type) {
    String name = nameOf(type);
    Optional<BtfType.Struct> struct = types.struct(name);
    if (struct.isPresent()) {
      return struct.get();
    }
    return types
        .find(BtfType.Union.class, name)
        .orElseThrow(
            () ->
                new DeclarationException(
                    type.getName()
                        + ": this kernel has no struct or union "
                        + name
                        + "; give its name with @KernelName"));
  }

  private BtfField find(BtfType.Composite struct, String path, Method method) {
    try {
      Optional<BtfField> field = types.field(struct.id(), path);
      if (field.isPresent()) {
        return field.get();
      }
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw refuse(method, e.getMessage());
    }
    List<String> names = types.fields(struct.id()).stream().map(BtfField::path).toList();
    throw refuse(
        method,
        struct.name()
            + " has no field "
            + path
            + " in this kernel; the nearest are "
            + String.join(", ", NearNames.of(path, names)));
  }

  private KernelMember member(Method method, int type, BtfField field) {
    Class<?> wanted = method.getReturnType();
    BtfType resolved = types.resolve(type);
    int offset = Math.toIntExact(field.byteOffset());
    if (KernelStruct.class.isAssignableFrom(wanted)) {
      return structMember(method, resolved, offset, wanted);
    }
    if (wanted.isRecord()) {
      return whole(method, field, offset, wanted);
    }
    if (resolved instanceof BtfType.Int number) {
      return number(method, field, number.isSigned());
    } else if (resolved instanceof BtfType.Enumeration enumeration) {
      return number(method, field, enumeration.isSigned());
    } else if (resolved instanceof BtfType.Pointer) {
      return number(method, field, false);
    }
    throw refuse(
        method,
        field.path()
            + " is "
            + KernelTypeNames.describe(types, type)
            + "; return an interface that extends KernelStruct, or a record of its size, or take an"
            + " int as the index into it");
  }

  private KernelMember structMember(Method method, BtfType type, int offset, Class<?> wanted) {
    BtfType target =
        type instanceof BtfType.Pointer pointer ? types.resolve(pointer.target()) : type;
    boolean known = target instanceof BtfType.Composite composite && !composite.name().isEmpty();
    boolean same = !known || ((BtfType.Composite) target).name().equals(nameOf(wanted));
    if (!(target instanceof BtfType.Composite) && !(type instanceof BtfType.Pointer) || !same) {
      throw refuse(
          method,
          "is "
              + KernelTypeNames.describe(types, target.id())
              + ", not the "
              + nameOf(wanted)
              + " that "
              + wanted.getSimpleName()
              + " stands for");
    }
    return type instanceof BtfType.Pointer
        ? new Follow(offset, wanted)
        : new Inside(offset, wanted);
  }

  private static KernelMember whole(Method method, BtfField field, int offset, Class<?> wanted) {
    int size;
    try {
      size = Layout.of(wanted).size();
    } catch (LayoutException e) {
      throw refuse(method, e.getMessage());
    }
    if (size != field.byteSize() || field.isBitField()) {
      throw refuse(
          method,
          field.path()
              + " takes "
              + field.byteSize()
              + " bytes, "
              + wanted.getSimpleName()
              + " "
              + size);
    }
    return new Whole(offset, wanted);
  }

  private static Scalar number(Method method, BtfField field, boolean signed) {
    Class<?> type = method.getReturnType();
    int bits = field.isBitField() ? field.bitSize() : 8 * (int) field.byteSize();
    NumberMembers.requireWidth(method, field.path(), bits);
    if (!field.isBitField()) {
      return new Scalar((int) field.byteOffset(), bits / 8, 0, bits, signed, type);
    }
    int bytes = 1;
    long start = field.bitOffset() / 8;
    while (field.bitOffset() + bits > (start + bytes) * 8) {
      bytes *= 2;
      start = field.bitOffset() / (8L * bytes) * bytes;
    }
    int before = (int) (field.bitOffset() - start * 8);
    boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    int shift = little ? before : bytes * 8 - before - bits;
    return new Scalar((int) start, bytes, shift, bits, signed, type);
  }

  private static DeclarationException refuse(Method method, String why) {
    return new DeclarationException(
        method.getDeclaringClass().getSimpleName() + "." + method.getName() + ": " + why);
  }
}
