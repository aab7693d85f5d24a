package bpf4j.elf;

/**
 * The kinds of BTF type, in the order of their numbers in {@code include/uapi/linux/btf.h}.
 *
 * <p>The ordinal of a constant is its {@code BTF_KIND_} number.
 */
public enum BtfKind {
  /** The type {@code void}, which has the id 0 and no bytes of its own ({@code BTF_KIND_UNKN}). */
  VOID,
  /** An integer, boolean or character. */
  INT,
  /** A pointer. */
  PTR,
  /** An array of fixed length. */
  ARRAY,
  /** A struct. */
  STRUCT,
  /** A union. */
  UNION,
  /** An enumeration whose values fit in 32 bits. */
  ENUM,
  /** A forward declaration of a struct or union. */
  FWD,
  /** A typedef. */
  TYPEDEF,
  /** The {@code volatile} modifier. */
  VOLATILE,
  /** The {@code const} modifier. */
  CONST,
  /** The {@code restrict} modifier. */
  RESTRICT,
  /** A function; Linux 5.0. */
  FUNC,
  /** A function prototype; Linux 5.0. */
  FUNC_PROTO,
  /** A variable; Linux 5.2. */
  VAR,
  /** A data section; Linux 5.2. */
  DATASEC,
  /** A floating-point number; Linux 5.13. */
  FLOAT,
  /** A {@code btf_decl_tag} attribute; Linux 5.16. */
  DECL_TAG,
  /** A {@code btf_type_tag} attribute; Linux 5.17. */
  TYPE_TAG,
  /** An enumeration with 64-bit values; Linux 6.0. */
  ENUM64
}
