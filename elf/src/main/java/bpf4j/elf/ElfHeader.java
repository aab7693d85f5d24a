package bpf4j.elf;

import java.nio.ByteOrder;

/**
 * The header of an ELF file ({@code Elf32_Ehdr}, {@code Elf64_Ehdr}).
 *
 * @param is64Bit whether addresses and offsets have 64 bits ({@code ELFCLASS64})
 * @param byteOrder the byte order
 * @param osAbi {@code e_ident[EI_OSABI]}
 * @param type the type of file: {@link #ET_DYN} and so on
 * @param machine the architecture: {@link #EM_X86_64} and so on
 * @param entry the address of the entry point
 * @param flags flags of the architecture
 * @param segmentTable the file offset of the program headers
 * @param segmentSize the size of each
 * @param segmentCount their number, taken from the first section header where the field is too
 *     small
 * @param sectionTable the file offset of the section headers
 * @param sectionSize the size of each
 * @param sectionCount their number, likewise
 * @param sectionNames the index of the section that holds their names, likewise
 */
public record ElfHeader(
    boolean is64Bit,
    ByteOrder byteOrder,
    int osAbi,
    int type,
    int machine,
    long entry,
    int flags,
    long segmentTable,
    int segmentSize,
    int segmentCount,
    long sectionTable,
    int sectionSize,
    int sectionCount,
    int sectionNames) {
  /** An object file or kernel module, whose symbols are relative to their section. */
  public static final int ET_REL = 1;

  /** An executable at a fixed address. */
  public static final int ET_EXEC = 2;

  /** A shared library, or an executable that may be loaded anywhere. */
  public static final int ET_DYN = 3;

  /** A core dump. */
  public static final int ET_CORE = 4;

  /** 32-bit x86. */
  public static final int EM_386 = 3;

  /** 64-bit x86. */
  public static final int EM_X86_64 = 62;

  /** 64-bit ARM. */
  public static final int EM_AARCH64 = 183;

  /** RISC-V. */
  public static final int EM_RISCV = 243;

  /** BPF. */
  public static final int EM_BPF = 247;
}
