package bpf4j.elf;

import bpf4j.elf.internal.StringTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Computes sizes and offsets from the words of the types, without making records of them.
 *
 * <p>Types that contain themselves, and nesting that would take for ever to walk, end in a {@link
 * BtfFormatException}.
 */
final class BtfLayout {
  private static final int MAX_CHAIN = 1024;
  private static final int MAX_DEPTH = 64;
  private static final int MAX_MEMBERS = 1 << 18;
  private static final long MAX_BYTES = 1L << 48;
  private static final long NO_SIZE = -1;
  private static final StringTable.Name ANONYMOUS = new StringTable.Name("");

  private final BtfSection types;

  // Racing threads compute the same value; 0 is not known yet.
  private int pointerSize;

  BtfLayout(BtfSection types) {
    this.types = types;
  }

  BtfKind kind(int type) {
    return type == 0 ? BtfKind.VOID : types.holding(type).kind(type);
  }

  private int word(int type, int index) {
    return types.holding(type).word(type, index);
  }

  /** The id of what a type is behind its typedefs, qualifiers and tags. */
  int resolve(int type) {
    int id = type;
    for (int i = 0; i < MAX_CHAIN; i++) {
      switch (kind(id)) {
        case TYPEDEF, VOLATILE, CONST, RESTRICT, TYPE_TAG -> id = word(id, 2);
        default -> {
          return id;
        }
      }
    }
    throw new BtfFormatException("the typedefs and qualifiers from type " + type + " do not end");
  }

  /** The size of a type in bytes, or a negative number when it has none. */
  long sizeOf(int type) {
    long elements = 1;
    int id = type;
    for (int i = 0; i < MAX_DEPTH; i++) {
      id = resolve(id);
      switch (kind(id)) {
        case INT, STRUCT, UNION, ENUM, ENUM64, FLOAT, DATASEC -> {
          return times(elements, Integer.toUnsignedLong(word(id, 2)), type);
        }
        case PTR -> {
          return times(elements, pointerSize(), type);
        }
        case ARRAY -> {
          elements = times(elements, Integer.toUnsignedLong(word(id, 5)), type);
          id = word(id, 3);
        }
        case VAR -> id = word(id, 2);
        default -> {
          return NO_SIZE;
        }
      }
    }
    throw new BtfFormatException("type " + type + " is nested more than " + MAX_DEPTH + " deep");
  }

  private static long times(long elements, long size, int type) {
    // Both are below 2^48 times 2^32, so look at the high half before trusting the low one.
    long product = elements * size;
    if (Math.multiplyHigh(elements, size) != 0 || product < 0 || product > MAX_BYTES) {
      throw new BtfFormatException("type " + type + " is larger than memory can be");
    }
    return product;
  }

  /** BTF does not say how large a pointer is; it is as large as a {@code long}. */
  int pointerSize() {
    if (pointerSize == 0) {
      int size = 8;
      for (String name : List.of("long unsigned int", "unsigned long", "long int", "long")) {
        int id = findLong(new StringTable.Name(name));
        if (id > 0) {
          size = word(id, 2) == 4 ? 4 : 8;
          break;
        }
      }
      pointerSize = size;
    }
    return pointerSize;
  }

  private int findLong(StringTable.Name name) {
    for (BtfSection section = types; section != null; section = section.base()) {
      int id = section.find(BtfKind.INT, name);
      if (id > 0) {
        return id;
      }
    }
    return -1;
  }

  /** Follows a path from a struct or union; null when there is no such field. */
  BtfField field(int type, BtfPath path) {
    Place place = new Place();
    place.type = type;
    for (BtfPath.Step step : path.steps()) {
      int composite = resolve(place.type);
      if (!isComposite(composite)
          || !search(composite, place.bitOffset, step.name(), place, new HashSet<>(), 0)) {
        return null;
      }
      for (long index : step.indices()) {
        int array = resolve(place.type);
        if (kind(array) != BtfKind.ARRAY) {
          return null;
        }
        long length = Integer.toUnsignedLong(word(array, 5));
        if (length != 0 && index >= length) {
          throw new IndexOutOfBoundsException(
              path.text() + ": the array has " + length + " elements");
        }
        place.type = word(array, 3);
        place.bitOffset += times(index, Math.max(0, sizeOf(place.type)), array) * 8;
      }
    }
    return place.field(path.text());
  }

  /** All fields of a struct or union, those of anonymous members in their place. */
  List<BtfField> fields(int type) {
    List<BtfField> fields = new ArrayList<>();
    int composite = resolve(type);
    if (isComposite(composite)) {
      collect(composite, 0, fields, new int[1], 0);
    }
    return fields;
  }

  private boolean isComposite(int type) {
    BtfKind kind = kind(type);
    return kind == BtfKind.STRUCT || kind == BtfKind.UNION;
  }

  private boolean search(
      int composite,
      long bits,
      StringTable.Name name,
      Place place,
      Set<Integer> searched,
      int depth) {
    checkDepth(composite, depth);
    if (!searched.add(composite)) {
      return false;
    }
    BtfSection section = types.holding(composite);
    int info = section.word(composite, 1);
    for (int i = 0, at = 3; i < (info & 0xffff); i++, at += 3) {
      int nameOffset = section.word(composite, at);
      int member = section.word(composite, at + 1);
      int offset = section.word(composite, at + 2);
      long memberBits = bits + BtfDecoder.memberBitOffset(offset, info < 0);
      if (section.isString(nameOffset, name)) {
        place.set(member, memberBits, BtfDecoder.memberBitSize(offset, info < 0));
        return true;
      }
      if (section.isString(nameOffset, ANONYMOUS)) {
        int nested = resolve(member);
        if (isComposite(nested) && search(nested, memberBits, name, place, searched, depth + 1)) {
          return true;
        }
      }
    }
    return false;
  }

  private void collect(int composite, long bits, List<BtfField> fields, int[] seen, int depth) {
    checkDepth(composite, depth);
    BtfSection section = types.holding(composite);
    int info = section.word(composite, 1);
    for (int i = 0, at = 3; i < (info & 0xffff); i++, at += 3) {
      if (++seen[0] > MAX_MEMBERS) {
        throw new BtfFormatException(
            "type " + composite + " belongs to one of more than " + MAX_MEMBERS + " members");
      }
      int nameOffset = section.word(composite, at);
      int member = section.word(composite, at + 1);
      int offset = section.word(composite, at + 2);
      long memberBits = bits + BtfDecoder.memberBitOffset(offset, info < 0);
      if (!section.isString(nameOffset, ANONYMOUS)) {
        Place place = new Place();
        place.set(member, memberBits, BtfDecoder.memberBitSize(offset, info < 0));
        fields.add(place.field(section.string(nameOffset)));
      } else {
        int nested = resolve(member);
        if (isComposite(nested)) {
          collect(nested, memberBits, fields, seen, depth + 1);
        }
      }
    }
  }

  private static void checkDepth(int type, int depth) {
    if (depth > MAX_DEPTH) {
      throw new BtfFormatException("type " + type + " is nested more than " + MAX_DEPTH + " deep");
    }
  }

  /** Where a walk through nested members has got to. */
  private final class Place {
    private int type;
    private long bitOffset;
    private int bitSize;

    void set(int newType, long newBitOffset, int newBitSize) {
      type = newType;
      bitOffset = newBitOffset;
      bitSize = newBitSize;
      int resolved = resolve(newType);
      if (newBitSize == 0 && kind(resolved) == BtfKind.INT) {
        // Before there was a kind flag, a bit field had an integer type of its own.
        int word = word(resolved, 3);
        if ((word & 0xff) < word(resolved, 2) * 8L) {
          bitSize = word & 0xff;
          bitOffset += word >>> 16 & 0xff;
        }
      }
    }

    BtfField field(String path) {
      long size = sizeOf(type);
      if (size < 0) {
        throw new BtfFormatException(path + " has the type " + type + ", which has no size");
      }
      return new BtfField(path, type, bitOffset, bitSize, size);
    }
  }
}
