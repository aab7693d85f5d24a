package bpf4j.elf;

/**
 * A program header ({@code Elf32_Phdr}, {@code Elf64_Phdr}).
 *
 * @param index its index in the table of program headers
 * @param type its type: {@link #PT_LOAD} and so on
 * @param flags its permissions: {@link #PF_X}, {@link #PF_W}, {@link #PF_R}
 * @param offset the file offset of its bytes
 * @param address its address in memory
 * @param fileSize the number of its bytes in the file
 * @param memorySize the number of its bytes in memory; those beyond the file's are zero
 * @param alignment its alignment
 */
public record ElfSegment(
    int index,
    int type,
    int flags,
    long offset,
    long address,
    long fileSize,
    long memorySize,
    long alignment) {
  /** A segment that is loaded. */
  public static final int PT_LOAD = 1;

  /** What the dynamic linker needs. */
  public static final int PT_DYNAMIC = 2;

  /** Notes. */
  public static final int PT_NOTE = 4;

  /** May be executed. */
  public static final int PF_X = 1;

  /** May be written. */
  public static final int PF_W = 2;

  /** May be read. */
  public static final int PF_R = 4;

  /**
   * Tells whether the segment's code may be executed.
   *
   * @return whether {@link #PF_X} is set
   */
  public boolean isExecutable() {
    return (flags & PF_X) != 0;
  }

  /**
   * Tells whether an address lies in the part of this segment that the file holds.
   *
   * @param virtualAddress an address as the file numbers them, not that of a running process
   * @return true when it is loaded from the file
   */
  public boolean holds(long virtualAddress) {
    // Unsigned: below the start, the difference wraps round and exceeds any size.
    return Long.compareUnsigned(virtualAddress - address, fileSize) < 0;
  }
}
