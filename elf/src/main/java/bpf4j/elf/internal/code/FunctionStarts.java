package bpf4j.elf.internal.code;

import bpf4j.elf.ElfFile;
import bpf4j.elf.ElfSegment;
import java.nio.ByteBuffer;

/**
 * The addresses at which functions start, from the table by which exceptions are unwound; stripped
 * files have it too.
 *
 * <pre>
 *  u8  version 1
 *  u8  encoding of the address of .eh_frame
 *  u8  encoding of the count: 0x03, u32
 *  u8  encoding of the table: 0x3b, pairs of i32 relative to this header, sorted
 *  i32 address of .eh_frame
 *  u32 count, then the pairs: start of a function, address of its entry in .eh_frame
 * </pre>
 */
public final class FunctionStarts {
  private static final int PT_GNU_EH_FRAME = 0x6474e550;
  private static final int COUNT_U32 = 0x03;
  private static final int TABLE_RELATIVE_I32 = 0x3b;
  private static final int HEADER = 12;
  private static final int PAIR = 8;

  private final ByteBuffer bytes;
  private final long address;
  private final int count;

  private FunctionStarts(ByteBuffer bytes, long address, int count) {
    this.bytes = bytes;
    this.address = address;
    this.count = count;
  }

  /**
   * Finds the table of a file.
   *
   * @param file the file
   * @return its table, an empty one when it has none in the usual encoding
   */
  public static FunctionStarts of(ElfFile file) {
    for (ElfSegment segment : file.segments()) {
      if (segment.type() == PT_GNU_EH_FRAME) {
        ByteBuffer bytes = file.bytes(segment);
        if (bytes.remaining() >= HEADER
            && (bytes.get(2) & 0xff) == COUNT_U32
            && (bytes.get(3) & 0xff) == TABLE_RELATIVE_I32) {
          long said = Integer.toUnsignedLong(bytes.getInt(8));
          int most = (bytes.remaining() - HEADER) / PAIR;
          return new FunctionStarts(bytes, segment.address(), (int) Math.min(said, most));
        }
      }
    }
    return new FunctionStarts(ByteBuffer.allocate(0), 0, 0);
  }

  /**
   * Tells whether a function starts at an address.
   *
   * @param place an address as the file numbers them
   * @return true when the table has it
   */
  public boolean contains(long place) {
    long relative = place - address;
    int low = 0;
    int high = count - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int start = bytes.getInt(HEADER + middle * PAIR);
      if (start == relative) {
        return true;
      }
      if (start < relative) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return false;
  }
}
