package bpf4j.elf;

import java.util.List;

/**
 * A type as BTF describes it ({@code struct btf_type} and what follows it).
 *
 * <p>Types refer to each other by id, within the {@link Btf} that they were read from; {@link
 * Btf#type} turns an id into a type. The name of what has none is the empty string. All are
 * immutable.
 */
public sealed interface BtfType {

  /**
   * Returns the id of the type.
   *
   * @return its id, 0 for {@code void}
   */
  int id();

  /**
   * Returns the kind of the type.
   *
   * @return its kind
   */
  BtfKind kind();

  /**
   * Returns the name of the type.
   *
   * @return its name, or the empty string
   */
  default String name() {
    return "";
  }

  /** A struct or a union. */
  sealed interface Composite extends BtfType {
    /**
     * Returns the size.
     *
     * @return the size in bytes
     */
    long byteSize();

    /**
     * Returns the members.
     *
     * @return the members, in the order of their declaration
     */
    List<Member> members();
  }

  /** The type {@code void}. */
  record VoidType() implements BtfType {
    @Override
    public int id() {
      return 0;
    }

    @Override
    public BtfKind kind() {
      return BtfKind.VOID;
    }
  }

  /**
   * An integer, character or boolean.
   *
   * @param id its id
   * @param name its name, such as {@code long unsigned int}
   * @param byteSize its size in bytes
   * @param bitSize the number of bits that hold the value; fewer than there are only in bit fields
   *     as compilers described them before Linux 4.20
   * @param bitOffset the offset of those bits
   * @param isSigned whether it is signed
   * @param isBoolean whether it is a boolean
   */
  record Int(
      int id,
      String name,
      long byteSize,
      int bitSize,
      int bitOffset,
      boolean isSigned,
      boolean isBoolean)
      implements BtfType {
    @Override
    public BtfKind kind() {
      return BtfKind.INT;
    }
  }

  /**
   * A pointer.
   *
   * @param id its id
   * @param target the id of what it points to, 0 for {@code void *}
   */
  record Pointer(int id, int target) implements BtfType {
    @Override
    public BtfKind kind() {
      return BtfKind.PTR;
    }
  }

  /**
   * An array.
   *
   * @param id its id
   * @param element the id of the elements' type
   * @param index the id of the type of its indices
   * @param length the number of elements, 0 for a flexible array
   */
  record Array(int id, int element, int index, long length) implements BtfType {
    @Override
    public BtfKind kind() {
      return BtfKind.ARRAY;
    }
  }

  /**
   * A struct.
   *
   * @param id its id
   * @param name its name
   * @param byteSize its size in bytes
   * @param members its members
   */
  record Struct(int id, String name, long byteSize, List<Member> members) implements Composite {
    /** Copies the list. */
    public Struct {
      members = List.copyOf(members);
    }

    @Override
    public BtfKind kind() {
      return BtfKind.STRUCT;
    }
  }

  /**
   * A union.
   *
   * @param id its id
   * @param name its name
   * @param byteSize its size in bytes
   * @param members its members
   */
  record Union(int id, String name, long byteSize, List<Member> members) implements Composite {
    /** Copies the list. */
    public Union {
      members = List.copyOf(members);
    }

    @Override
    public BtfKind kind() {
      return BtfKind.UNION;
    }
  }

  /**
   * A member of a struct or union, as it is declared; {@link Btf#field} also finds those of nested
   * ones.
   *
   * @param name its name, empty for an anonymous struct or union
   * @param type the id of its type
   * @param bitOffset its offset in bits from the start of the struct
   * @param bitSize its size in bits when it is a bit field, else 0
   */
  record Member(String name, int type, long bitOffset, int bitSize) {}

  /**
   * An enumeration.
   *
   * @param id its id
   * @param kind {@link BtfKind#ENUM}, or {@link BtfKind#ENUM64} when its values may need 64 bits
   * @param name its name
   * @param byteSize its size in bytes
   * @param isSigned whether its values are signed
   * @param values its values
   */
  record Enumeration(
      int id, BtfKind kind, String name, long byteSize, boolean isSigned, List<Enumerator> values)
      implements BtfType {
    /** Copies the list. */
    public Enumeration {
      values = List.copyOf(values);
    }
  }

  /**
   * A value of an enumeration.
   *
   * @param name its name
   * @param value its value, extended according to the sign of the enumeration
   */
  record Enumerator(String name, long value) {}

  /**
   * A forward declaration of a struct or union.
   *
   * @param id its id
   * @param name its name
   * @param isUnion whether it declares a union
   */
  record Forward(int id, String name, boolean isUnion) implements BtfType {
    @Override
    public BtfKind kind() {
      return BtfKind.FWD;
    }
  }

  /**
   * A typedef.
   *
   * @param id its id
   * @param name its name
   * @param target the id of the type that it stands for
   */
  record Typedef(int id, String name, int target) implements BtfType {
    @Override
    public BtfKind kind() {
      return BtfKind.TYPEDEF;
    }
  }

  /**
   * A qualifier: {@code const}, {@code volatile} or {@code restrict}.
   *
   * @param id its id
   * @param kind {@link BtfKind#CONST}, {@link BtfKind#VOLATILE} or {@link BtfKind#RESTRICT}
   * @param target the id of the type that it qualifies
   */
  record Qualifier(int id, BtfKind kind, int target) implements BtfType {}

  /**
   * A function.
   *
   * @param id its id
   * @param name its name
   * @param prototype the id of its prototype
   * @param linkage its linkage
   */
  record Function(int id, String name, int prototype, BtfLinkage linkage) implements BtfType {
    @Override
    public BtfKind kind() {
      return BtfKind.FUNC;
    }
  }

  /**
   * A function prototype.
   *
   * @param id its id
   * @param returnType the id of the type it returns, 0 for {@code void}
   * @param parameters its parameters, without the {@code ...} of a variadic function
   * @param isVariadic whether variable arguments follow the parameters
   */
  record Prototype(int id, int returnType, List<Parameter> parameters, boolean isVariadic)
      implements BtfType {
    /** Copies the list. */
    public Prototype {
      parameters = List.copyOf(parameters);
    }

    @Override
    public BtfKind kind() {
      return BtfKind.FUNC_PROTO;
    }
  }

  /**
   * A parameter of a function prototype.
   *
   * @param name its name, empty when the prototype is that of a function pointer
   * @param type the id of its type
   */
  record Parameter(String name, int type) {}

  /**
   * A variable.
   *
   * @param id its id
   * @param name its name
   * @param type the id of its type
   * @param linkage its linkage
   */
  record Variable(int id, String name, int type, BtfLinkage linkage) implements BtfType {
    @Override
    public BtfKind kind() {
      return BtfKind.VAR;
    }
  }

  /**
   * A data section.
   *
   * @param id its id
   * @param name its name
   * @param byteSize its size in bytes, 0 where the compiler left that to the loader
   * @param variables its variables
   */
  record DataSection(int id, String name, long byteSize, List<SectionVariable> variables)
      implements BtfType {
    /** Copies the list. */
    public DataSection {
      variables = List.copyOf(variables);
    }

    @Override
    public BtfKind kind() {
      return BtfKind.DATASEC;
    }
  }

  /**
   * A variable in a data section.
   *
   * @param variable the id of the {@link Variable}, or of an external {@link Function}
   * @param byteOffset its offset in the section
   * @param byteSize its size
   */
  record SectionVariable(int variable, long byteOffset, long byteSize) {}

  /**
   * A floating-point number.
   *
   * @param id its id
   * @param name its name
   * @param byteSize its size in bytes
   */
  record FloatingPoint(int id, String name, long byteSize) implements BtfType {
    @Override
    public BtfKind kind() {
      return BtfKind.FLOAT;
    }
  }

  /**
   * A {@code btf_decl_tag} attribute.
   *
   * @param id its id
   * @param name the attribute's text
   * @param target the id of what it marks
   * @param component the index of the member or parameter that it marks, or -1 for the whole
   */
  record DeclTag(int id, String name, int target, int component) implements BtfType {
    @Override
    public BtfKind kind() {
      return BtfKind.DECL_TAG;
    }
  }

  /**
   * A {@code btf_type_tag} attribute.
   *
   * @param id its id
   * @param name the attribute's text
   * @param target the id of the type that it qualifies
   */
  record TypeTag(int id, String name, int target) implements BtfType {
    @Override
    public BtfKind kind() {
      return BtfKind.TYPE_TAG;
    }
  }
}
