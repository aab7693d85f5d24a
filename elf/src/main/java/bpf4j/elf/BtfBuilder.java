package bpf4j.elf;

import bpf4j.elf.internal.StringPool;

/**
 * Writes BTF: the types and strings that go with a program or map into the kernel ({@code
 * BPF_BTF_LOAD}, Linux 4.18).
 *
 * <p>Each {@code add} method appends one type and returns its id, counted from 1; id 0 is {@code
 * void}. The members of a struct, the parameters of a prototype and so on are added one by one
 * right after the type they belong to. A type may refer to one that is added later, as long as it
 * is there when {@link #toBytes} is called. Nothing is deduplicated but the strings.
 *
 * <p>A name may be null where BTF lets a type go without one. Names that the kernel would refuse
 * end in a {@link BtfNameException}; {@link BtfNames#mangle} makes a valid one of any text.
 *
 * <p>The layout is that of {@code include/uapi/linux/btf.h}. Not safe for use by several threads.
 */
public final class BtfBuilder {
  /** The id of the type {@code void}. */
  public static final int VOID = 0;

  private static final int BIT_FIELD_SHIFT = 24;
  private static final int INT_SIGNED = 1;
  private static final int INT_BOOL = 4;

  private final StringPool strings = new StringPool();
  private final BtfWords words = new BtfWords();

  /** Creates a builder without types. */
  public BtfBuilder() {}

  /**
   * Adds a string, for instance the text of a source line or the name of a file.
   *
   * @param text any text without a zero character; it is stored as UTF-8
   * @return its offset in the string section; the same text always has the same offset, the empty
   *     text has offset 0
   */
  public int addString(String text) {
    return strings.add(text);
  }

  /**
   * Returns the number of types that were added, which is also the id of the last.
   *
   * @return the number of types, without {@code void}
   */
  public int typeCount() {
    return words.count();
  }

  /**
   * Adds an integer type.
   *
   * @param name any text, such as {@code unsigned int}
   * @param byteSize its size in bytes: 1, 2, 4, 8 or 16
   * @param signed whether it is signed
   * @return its id
   */
  public int addInt(String name, int byteSize, boolean signed) {
    return addInt(name, byteSize, signed ? INT_SIGNED : 0);
  }

  /**
   * Adds a boolean type.
   *
   * @param name any text, such as {@code _Bool}
   * @param byteSize its size in bytes
   * @return its id
   */
  public int addBool(String name, int byteSize) {
    return addInt(name, byteSize, INT_BOOL);
  }

  private int addInt(String name, int byteSize, int encoding) {
    if (byteSize < 1 || byteSize > 16 || Integer.bitCount(byteSize) != 1) {
      throw new IllegalArgumentException(
          "an integer of " + byteSize + " bytes: use 1, 2, 4, 8 or 16");
    }
    int id = words.begin(BtfKind.INT, unchecked(name), byteSize);
    words.add(encoding << 24 | byteSize * 8);
    return id;
  }

  /**
   * Adds a floating-point type; Linux 5.13.
   *
   * @param name any text, such as {@code double}
   * @param byteSize its size in bytes: 2, 4, 8, 12 or 16
   * @return its id
   */
  public int addFloat(String name, int byteSize) {
    if (byteSize != 2 && byteSize != 4 && byteSize != 8 && byteSize != 12 && byteSize != 16) {
      throw new IllegalArgumentException(
          "a float of " + byteSize + " bytes: use 2, 4, 8, 12 or 16");
    }
    return words.begin(BtfKind.FLOAT, unchecked(name), byteSize);
  }

  /**
   * Adds a pointer.
   *
   * @param type the id of what it points to, {@link #VOID} included
   * @return its id
   */
  public int addPointer(int type) {
    return words.begin(BtfKind.PTR, 0, words.reference(type));
  }

  /**
   * Adds a {@code const} modifier.
   *
   * @param type the id of the type it modifies
   * @return its id
   */
  public int addConst(int type) {
    return words.begin(BtfKind.CONST, 0, words.reference(type));
  }

  /**
   * Adds a {@code volatile} modifier.
   *
   * @param type the id of the type it modifies
   * @return its id
   */
  public int addVolatile(int type) {
    return words.begin(BtfKind.VOLATILE, 0, words.reference(type));
  }

  /**
   * Adds a {@code restrict} modifier.
   *
   * @param type the id of the type it modifies, a pointer
   * @return its id
   */
  public int addRestrict(int type) {
    return words.begin(BtfKind.RESTRICT, 0, words.reference(type));
  }

  /**
   * Adds a {@code btf_type_tag} attribute such as {@code kptr}; Linux 5.17.
   *
   * @param tag the attribute's text
   * @param type the id of the type it qualifies
   * @return its id
   */
  public int addTypeTag(String tag, int type) {
    return words.begin(BtfKind.TYPE_TAG, unchecked(tag), words.reference(type));
  }

  /**
   * Adds a {@code btf_decl_tag} attribute; Linux 5.16.
   *
   * @param tag the attribute's text
   * @param type the id of the struct, union, function, variable or typedef that it marks
   * @param component the index of the member or parameter that it marks, or -1 for the whole
   * @return its id
   */
  public int addDeclTag(String tag, int type, int component) {
    int id = words.begin(BtfKind.DECL_TAG, unchecked(tag), words.reference(type));
    words.add(component);
    return id;
  }

  /**
   * Adds a typedef.
   *
   * @param name its name
   * @param type the id of the type it stands for
   * @return its id
   */
  public int addTypedef(String name, int type) {
    return words.begin(BtfKind.TYPEDEF, identifier(name), words.reference(type));
  }

  /**
   * Adds a forward declaration.
   *
   * @param name its name
   * @param union whether it declares a union rather than a struct
   * @return its id
   */
  public int addForward(String name, boolean union) {
    int id = words.begin(BtfKind.FWD, identifier(name), 0);
    if (union) {
      words.setFlag();
    }
    return id;
  }

  /**
   * Adds an array.
   *
   * @param element the id of the elements' type
   * @param index the id of an integer type, by custom {@code unsigned int}
   * @param elements the number of elements
   * @return its id
   */
  public int addArray(int element, int index, int elements) {
    if (elements < 0) {
      throw new IllegalArgumentException("an array of " + elements + " elements");
    }
    int id = words.begin(BtfKind.ARRAY, 0, 0);
    words.add(words.reference(element));
    words.add(words.reference(index));
    words.add(elements);
    return id;
  }

  /**
   * Adds a struct without members; {@link #addMember} and {@link #addBitField} add them to it, in
   * the order of their offsets.
   *
   * @param name its name, or null
   * @param byteSize its size in bytes
   * @return its id
   */
  public int addStruct(String name, int byteSize) {
    return words.begin(BtfKind.STRUCT, optionalIdentifier(name), notNegative(byteSize));
  }

  /**
   * Adds a union without members; {@link #addMember} and {@link #addBitField} add them to it.
   *
   * @param name its name, or null
   * @param byteSize its size in bytes
   * @return its id
   */
  public int addUnion(String name, int byteSize) {
    return words.begin(BtfKind.UNION, optionalIdentifier(name), notNegative(byteSize));
  }

  /**
   * Adds a member to the struct or union that was added last.
   *
   * @param name its name, or null for an anonymous struct or union
   * @param type the id of its type
   * @param byteOffset its offset in bytes from the start of the struct
   */
  public void addMember(String name, int type, int byteOffset) {
    long bits = notNegative(byteOffset) * 8L;
    if (bits >>> 32 != 0 || (words.hasFlag() && bits >>> BIT_FIELD_SHIFT != 0)) {
      throw tooFar(bits);
    }
    member(name, type, (int) bits);
  }

  /**
   * Adds a bit field to the struct or union that was added last; Linux 4.20.
   *
   * @param name its name, or null for padding
   * @param type the id of its type, an integer or enumeration
   * @param bitOffset the offset of its first bit from the start of the struct
   * @param bitSize its size in bits: 1 to 255
   */
  public void addBitField(String name, int type, int bitOffset, int bitSize) {
    if (bitSize < 1 || bitSize > 255) {
      throw new IllegalArgumentException("a bit field of " + bitSize + " bits: use 1 to 255");
    }
    if (notNegative(bitOffset) >>> BIT_FIELD_SHIFT != 0) {
      throw tooFar(bitOffset);
    }
    boolean isComposite = words.isOpen(BtfKind.STRUCT, BtfKind.UNION);
    if (isComposite && !words.hasFlag()) {
      // With the kind flag, an offset has 24 bits below the field's size; those there must fit.
      for (int i = 0; i < words.parts(); i++) {
        int bits = words.partWord(3 * i + 2);
        if (bits >>> BIT_FIELD_SHIFT != 0) {
          throw tooFar(Integer.toUnsignedLong(bits));
        }
      }
      words.setFlag();
    }
    member(name, type, bitSize << BIT_FIELD_SHIFT | bitOffset);
  }

  private void member(String name, int type, int offset) {
    words.part(BtfKind.STRUCT, BtfKind.UNION);
    words.add(optionalIdentifier(name));
    words.add(words.reference(type));
    words.add(offset);
  }

  /**
   * Adds an enumeration of 32-bit values, without values; {@link #addEnumerator} adds them.
   *
   * @param name its name, or null
   * @param byteSize its size in bytes: 1, 2, 4 or 8
   * @param signed whether its values are signed; Linux 6.0, older kernels refuse true
   * @return its id
   */
  public int addEnum(String name, int byteSize, boolean signed) {
    return addEnum(BtfKind.ENUM, name, byteSize, signed);
  }

  /**
   * Adds an enumeration of 64-bit values, without values; {@link #addEnumerator} adds them. Linux
   * 6.0.
   *
   * @param name its name, or null
   * @param byteSize its size in bytes: 1, 2, 4 or 8
   * @param signed whether its values are signed
   * @return its id
   */
  public int addEnum64(String name, int byteSize, boolean signed) {
    return addEnum(BtfKind.ENUM64, name, byteSize, signed);
  }

  private int addEnum(BtfKind kind, String name, int byteSize, boolean signed) {
    if (byteSize < 1 || byteSize > 8 || Integer.bitCount(byteSize) != 1) {
      throw new IllegalArgumentException("an enum of " + byteSize + " bytes: use 1, 2, 4 or 8");
    }
    int id = words.begin(kind, optionalIdentifier(name), byteSize);
    if (signed) {
      words.setFlag();
    }
    return id;
  }

  /**
   * Adds a value to the enumeration that was added last.
   *
   * @param name its name
   * @param value its value, which fits in 32 bits, signed or not, unless it is for an {@link
   *     #addEnum64 enum64}
   */
  public void addEnumerator(String name, long value) {
    if (words.isOpen(BtfKind.ENUM, BtfKind.ENUM) && value != (int) value && value >>> 32 != 0) {
      throw new IllegalArgumentException(
          name + " = " + value + " does not fit in 32 bits: use addEnum64");
    }
    words.part(BtfKind.ENUM, BtfKind.ENUM64);
    words.add(identifier(name));
    words.add((int) value);
    if (words.isOpen(BtfKind.ENUM64, BtfKind.ENUM64)) {
      words.add((int) (value >>> 32));
    }
  }

  /**
   * Adds a function prototype without parameters; {@link #addParameter} adds them.
   *
   * @param returnType the id of the type it returns
   * @return its id
   */
  public int addFunctionPrototype(int returnType) {
    return words.begin(BtfKind.FUNC_PROTO, 0, words.reference(returnType));
  }

  /**
   * Adds a parameter to the prototype that was added last.
   *
   * @param name its name; null is for prototypes that no {@link #addFunction function} has
   * @param type the id of its type; {@link #VOID} without a name stands for variable arguments
   */
  public void addParameter(String name, int type) {
    words.part(BtfKind.FUNC_PROTO, BtfKind.FUNC_PROTO);
    words.add(optionalIdentifier(name));
    words.add(words.reference(type));
  }

  /**
   * Adds a function; Linux 5.0.
   *
   * @param name its name
   * @param prototype the id of its prototype, whose parameters have names
   * @param linkage its linkage; other than {@link BtfLinkage#STATIC} since Linux 5.6
   * @return its id
   */
  public int addFunction(String name, int prototype, BtfLinkage linkage) {
    int id = words.begin(BtfKind.FUNC, identifier(name), words.reference(prototype));
    words.setParts(linkage.ordinal());
    return id;
  }

  /**
   * Adds a variable; Linux 5.2.
   *
   * @param name its name
   * @param type the id of its type
   * @param linkage its linkage
   * @return its id
   */
  public int addVariable(String name, int type, BtfLinkage linkage) {
    int id = words.begin(BtfKind.VAR, identifier(name), words.reference(type));
    words.add(linkage.ordinal());
    return id;
  }

  /**
   * Adds a data section without variables; {@link #addSectionVariable} adds them, in the order of
   * their offsets. Linux 5.2.
   *
   * @param name its name, such as {@code .bss}
   * @param byteSize its size in bytes
   * @return its id
   */
  public int addDataSection(String name, int byteSize) {
    if (!BtfNames.isValidSection(name)) {
      throw refused(name);
    }
    return words.begin(BtfKind.DATASEC, strings.add(name), notNegative(byteSize));
  }

  /**
   * Adds a variable to the data section that was added last.
   *
   * @param variable the id of the variable
   * @param byteOffset its offset in bytes from the start of the section
   * @param byteSize its size in bytes
   */
  public void addSectionVariable(int variable, int byteOffset, int byteSize) {
    words.part(BtfKind.DATASEC, BtfKind.DATASEC);
    words.add(words.reference(variable));
    words.add(notNegative(byteOffset));
    words.add(notNegative(byteSize));
  }

  /**
   * Returns the BTF as the kernel of this host takes it.
   *
   * @return a new array: header, types, strings, in the byte order of this host
   * @throws IllegalStateException when a type refers to an id that was never added
   */
  public byte[] toBytes() {
    return words.toBytes(strings);
  }

  private int unchecked(String name) {
    if (name.isEmpty()) {
      throw new BtfNameException("this kind of BTF type needs a name");
    }
    return strings.add(name);
  }

  private int identifier(String name) {
    if (!BtfNames.isValid(name)) {
      throw refused(name);
    }
    return strings.add(name);
  }

  private int optionalIdentifier(String name) {
    return name == null ? 0 : identifier(name);
  }

  private static BtfNameException refused(String name) {
    return new BtfNameException(
        "the kernel refuses the name \"" + name + "\" in BTF: use BtfNames.mangle");
  }

  private static int notNegative(int value) {
    if (value < 0) {
      throw new IllegalArgumentException("negative: " + value);
    }
    return value;
  }

  private static IllegalArgumentException tooFar(long bits) {
    return new IllegalArgumentException(
        "a member at bit "
            + bits
            + ": the members of a struct with bit fields start below 2 MiB, of others below 512");
  }
}
