package bpf4j.elf;

/**
 * A symbol ({@code Elf32_Sym}, {@code Elf64_Sym}).
 *
 * @param name its name, without a version
 * @param version its version, such as {@code GLIBC_2.14}, or the empty string
 * @param isDefault whether it is the one that is meant when no version is given; also true when
 *     there is no version
 * @param value its address; in an object file ({@link ElfHeader#ET_REL}) relative to its section
 * @param size its size in bytes, 0 when not known
 * @param type its type: {@link #STT_FUNC} and so on
 * @param binding its binding: {@link #STB_GLOBAL} and so on
 * @param visibility its visibility: 0 default, 1 internal, 2 hidden, 3 protected
 * @param section the index of the section it is defined in, {@link #SHN_UNDEF}, or a negative
 *     number such as {@link #SHN_ABS}
 * @param isDynamic whether it comes from {@code .dynsym} rather than {@code .symtab}
 */
public record ElfSymbol(
    String name,
    String version,
    boolean isDefault,
    long value,
    long size,
    int type,
    int binding,
    int visibility,
    int section,
    boolean isDynamic) {
  /** Nothing in particular, such as a label in assembly. */
  public static final int STT_NOTYPE = 0;

  /** A variable. */
  public static final int STT_OBJECT = 1;

  /** A function. */
  public static final int STT_FUNC = 2;

  /** A section. */
  public static final int STT_SECTION = 3;

  /** A source file. */
  public static final int STT_FILE = 4;

  /** A variable that each thread has its own of; the value is an offset. */
  public static final int STT_TLS = 6;

  /**
   * A function that chooses the one to use, such as {@code memcpy}; its address is the chooser's.
   */
  public static final int STT_GNU_IFUNC = 10;

  /** Visible in its own object file only. */
  public static final int STB_LOCAL = 0;

  /** Visible everywhere. */
  public static final int STB_GLOBAL = 1;

  /** Like global, but gives way to one that is not weak. */
  public static final int STB_WEAK = 2;

  /** Global, and unique in the whole process. */
  public static final int STB_GNU_UNIQUE = 10;

  /** The section index of a symbol that another file defines. */
  public static final int SHN_UNDEF = 0;

  /** The section index of a symbol that is no address: {@code 0xfff1} as a negative number. */
  public static final int SHN_ABS = -15;

  /** The section index of a symbol still to be allocated: {@code 0xfff2} as a negative number. */
  public static final int SHN_COMMON = -14;

  /**
   * Tells whether this file defines the symbol, rather than use one of another file.
   *
   * @return true when it has a section or a value of its own
   */
  public boolean isDefined() {
    return section != SHN_UNDEF;
  }

  /**
   * Tells whether it is a function that can be called at its address; a {@link #STT_GNU_IFUNC} is
   * not.
   *
   * @return whether its type is {@link #STT_FUNC}
   */
  public boolean isFunction() {
    return type == STT_FUNC;
  }

  /**
   * Tells whether an address lies within the symbol.
   *
   * @param address an address as the file numbers them
   * @return true from its value to its last byte; of a symbol without a size, at its value only
   */
  public boolean covers(long address) {
    return address == value || Long.compareUnsigned(address - value, size) < 0;
  }

  /**
   * Returns the name as tools print it.
   *
   * @return the name, and {@code @VERSION} or, of the default, {@code @@VERSION} where it has one
   */
  public String versionedName() {
    return version.isEmpty() ? name : name + (isDefault ? "@@" : "@") + version;
  }
}
