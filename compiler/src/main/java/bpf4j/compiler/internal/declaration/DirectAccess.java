package bpf4j.compiler.internal.declaration;

import bpf4j.elf.Btf;
import bpf4j.elf.BtfKind;
import bpf4j.elf.BtfType;

/**
 * What the verifier makes of a read at a constant offset of a struct whose type it knows ({@code
 * btf_struct_walk} in {@code kernel/bpf/btf.c}): what every kernel since 5.10 takes.
 *
 * @param kind what is read
 * @param struct for {@link Kind#STRUCT_POINTER} the id of the struct that is pointed to
 */
public record DirectAccess(Kind kind, int struct) {
  private static final DirectAccess NUMBER = new DirectAccess(Kind.NUMBER, 0);

  /** What the verifier refuses. */
  public static final DirectAccess REFUSED = new DirectAccess(Kind.REFUSED, 0);

  /** What is read. */
  public enum Kind {
    /** A number. */
    NUMBER,
    /** The address of a struct whose type the verifier knows. */
    STRUCT_POINTER,
    /** The address of a struct that programs may not read directly. */
    FOREIGN_POINTER,
    /** The verifier refuses such a read. */
    REFUSED
  }

  /** Where the walk is: within a struct. */
  private record Place(BtfType.Composite struct, long offset) {}

  /**
   * Looks a read up.
   *
   * @param struct the type of the struct that the pointer was given for
   * @param offset bytes from its start
   * @param size bytes to read
   */
  public static DirectAccess of(Btf types, int struct, long offset, int size) {
    if (!(types.resolve(struct) instanceof BtfType.Composite start)) {
      return REFUSED;
    }
    Place place = new Place(start, offset);
    while (place.offset >= 0 && place.offset + size <= place.struct.byteSize()) {
      Object next = step(types, place, size);
      if (!(next instanceof Place deeper)) {
        return (DirectAccess) next;
      }
      place = deeper;
    }
    return REFUSED;
  }

  /** The answer, or the place in the struct that is a member. */
  private static Object step(Btf types, Place place, int size) {
    long offset = place.offset;
    for (BtfType.Member member : place.struct.members()) {
      long start = member.bitOffset() / Byte.SIZE;
      if (offset + size <= start) {
        return REFUSED;
      }
      if (member.bitSize() != 0) {
        long end = (member.bitOffset() + member.bitSize() + Byte.SIZE - 1) / Byte.SIZE;
        if (offset <= start && end <= offset + size) {
          return NUMBER;
        }
        continue;
      }
      if (offset < start) {
        return REFUSED;
      }
      long bytes = sizeOf(types, member.type());
      if (offset < start + bytes) {
        return in(types, member, offset - start, bytes, size);
      }
    }
    return REFUSED;
  }

  /** A read that begins within a member. */
  private static Object in(
      Btf types, BtfType.Member member, long offset, long memberBytes, int size) {
    BtfType type = types.resolve(member.type());
    long inElement = offset;
    while (type instanceof BtfType.Array array) {
      long stride = sizeOf(types, array.element());
      if (stride == 0) {
        return REFUSED;
      }
      inElement %= stride;
      type = types.resolve(array.element());
    }
    if (type instanceof BtfType.Composite composite) {
      return new Place(composite, inElement);
    } else if (type instanceof BtfType.Pointer pointer) {
      return inElement == 0 && size == types.pointerSize() ? pointer(types, pointer) : REFUSED;
    }
    return offset + size <= memberBytes ? NUMBER : REFUSED;
  }

  /** What a pointer of the kernel's is to the verifier. */
  static DirectAccess pointer(Btf types, BtfType.Pointer pointer) {
    if (!(types.resolve(pointer.target()) instanceof BtfType.Composite struct)) {
      return NUMBER;
    }
    boolean foreign = false;
    BtfType between = types.type(pointer.target());
    while (between.id() != struct.id()) {
      if (between instanceof BtfType.TypeTag tag) {
        // User memory and per-CPU offsets; tags about locking do not keep anyone from reading.
        foreign |= !tag.name().equals("rcu");
        between = types.type(tag.target());
      } else if (between instanceof BtfType.Qualifier qualifier) {
        between = types.type(qualifier.target());
      } else if (between instanceof BtfType.Typedef typedef) {
        between = types.type(typedef.target());
      } else {
        return NUMBER;
      }
    }
    return new DirectAccess(foreign ? Kind.FOREIGN_POINTER : Kind.STRUCT_POINTER, struct.id());
  }

  private static long sizeOf(Btf types, int type) {
    BtfKind kind = types.resolve(type).kind();
    return kind == BtfKind.FWD || kind == BtfKind.VOID || kind == BtfKind.FUNC_PROTO
        ? 0
        : types.sizeOf(type);
  }
}
