package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.PacketAccess;
import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Packet reads within eight bytes that all happen when the first does, unless one fails: one call
 * may fetch the bytes of all of them. The reads are in the order of the program.
 *
 * @param least the smallest of their constant offsets
 * @param bytes from there to the end of the last
 * @param padding how far into an eight-byte aligned place the bytes must go to be aligned there
 */
record AdjacentReads(List<Value> reads, long least, int bytes, int padding) {
  /**
   * A read and those that may be made with it.
   *
   * @param following what the block does next
   */
  static AdjacentReads from(Value first, List<Value> following) {
    AdjacentReads found = of(List.of(first));
    for (Value value : following) {
      if (value.op() == Op.PACKET && value.arg(0) == first.arg(0)) {
        List<Value> more = new ArrayList<>(found.reads);
        more.add(value);
        AdjacentReads next = of(more);
        if (next == null) {
          break;
        }
        found = next;
      } else if (value.op().hasEffect()) {
        break;
      }
    }
    return found;
  }

  /** Null if they are too far apart, or cannot all be aligned. */
  private static AdjacentReads of(List<Value> reads) {
    long least = Long.MAX_VALUE;
    long end = Long.MIN_VALUE;
    for (Value read : reads) {
      least = Math.min(least, read.imm());
      end = Math.max(end, read.imm() + bytesOf(read));
    }
    for (int padding = 0; padding + end - least <= Long.BYTES; padding++) {
      if (areAligned(reads, padding - least)) {
        return new AdjacentReads(reads, least, (int) (end - least), padding);
      }
    }
    return null;
  }

  private static boolean areAligned(List<Value> reads, long shift) {
    for (Value read : reads) {
      int bytes = bytesOf(read);
      // Six bytes are two and four.
      int alignment = bytes == Short.BYTES + Integer.BYTES ? Integer.BYTES : bytes;
      if ((read.imm() + shift + bytes) % alignment != 0) {
        return false;
      }
    }
    return true;
  }

  private static int bytesOf(Value read) {
    return ((PacketAccess) read.aux()).bytes();
  }

  Value last() {
    return reads.get(reads.size() - 1);
  }
}
