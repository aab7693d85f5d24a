package bpf4j.elf;

/**
 * A section header ({@code Elf32_Shdr}, {@code Elf64_Shdr}).
 *
 * @param index its index in the table of section headers
 * @param name its name
 * @param type its type: {@link #SHT_PROGBITS} and so on
 * @param flags its flags: {@link #SHF_ALLOC} and so on
 * @param address its address in memory, or 0
 * @param offset the file offset of its bytes
 * @param size its size in bytes, in memory where the file holds none of it ({@link #SHT_NOBITS})
 * @param link the index of a section that belongs to it; which one depends on the type
 * @param info a number that depends on the type
 * @param alignment its alignment in memory
 * @param entrySize the size of an entry, when it is a table
 */
public record ElfSection(
    int index,
    String name,
    int type,
    long flags,
    long address,
    long offset,
    long size,
    int link,
    int info,
    long alignment,
    long entrySize) {
  /** An unused header. */
  public static final int SHT_NULL = 0;

  /** Contents that the program gives a meaning to. */
  public static final int SHT_PROGBITS = 1;

  /** The symbol table. */
  public static final int SHT_SYMTAB = 2;

  /** A table of strings. */
  public static final int SHT_STRTAB = 3;

  /** Notes. */
  public static final int SHT_NOTE = 7;

  /** Memory that the file holds no bytes of, such as {@code .bss}. */
  public static final int SHT_NOBITS = 8;

  /** The symbols that are linked at run time. */
  public static final int SHT_DYNSYM = 11;

  /** The section indices of symbols for which 16 bits are too few. */
  public static final int SHT_SYMTAB_SHNDX = 18;

  /** A hash table of the symbols in {@code .dynsym}. */
  public static final int SHT_GNU_HASH = 0x6ffffff6;

  /** The versions that a library defines. */
  public static final int SHT_GNU_VERDEF = 0x6ffffffd;

  /** The versions that a program or library needs of others. */
  public static final int SHT_GNU_VERNEED = 0x6ffffffe;

  /** The version of each symbol in {@code .dynsym}. */
  public static final int SHT_GNU_VERSYM = 0x6fffffff;

  /** The flag of a section that occupies memory at run time. */
  public static final long SHF_ALLOC = 2;

  /** The flag of a section that holds instructions. */
  public static final long SHF_EXECINSTR = 4;

  /** The flag of a section whose bytes are compressed. */
  public static final long SHF_COMPRESSED = 0x800;
}
