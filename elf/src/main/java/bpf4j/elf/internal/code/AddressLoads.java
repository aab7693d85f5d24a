package bpf4j.elf.internal.code;

import bpf4j.elf.ElfHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the addresses that a piece of code computes relative to itself. On x86 the bytes are looked
 * at everywhere, as where instructions start is not known; so some that are found are none.
 */
public final class AddressLoads {
  private static final int LEA = 0x8d;
  private static final int LEA_SIZE = 7;

  private AddressLoads() {}

  /**
   * Finds addresses.
   *
   * @param machine the processor: {@link ElfHeader#machine}
   * @param code the instructions
   * @param address the address of the first
   * @return the addresses, ascending; none for a processor that is not known
   */
  public static Set<Long> in(int machine, ByteBuffer code, long address) {
    ByteBuffer bytes = code.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    return switch (machine) {
      case ElfHeader.EM_X86_64 -> x86(bytes, address);
      case ElfHeader.EM_AARCH64 -> arm64(bytes, address);
      default -> Set.of();
    };
  }

  /** {@code lea disp32(%rip), %r64}: REX.W, 8d, a ModRM byte with mod 0 and r/m 5, disp32. */
  private static Set<Long> x86(ByteBuffer bytes, long address) {
    Set<Long> found = new TreeSet<>();
    for (int i = 0; i <= bytes.limit() - LEA_SIZE; i++) {
      if ((bytes.get(i) & 0xfb) == 0x48
          && (bytes.get(i + 1) & 0xff) == LEA
          && (bytes.get(i + 2) & 0xc7) == 0x05) {
        found.add(address + i + LEA_SIZE + bytes.getInt(i + 3));
      }
    }
    return found;
  }

  /** {@code adr}, and {@code adrp} with the {@code add} that follows it. */
  private static Set<Long> arm64(ByteBuffer bytes, long address) {
    Set<Long> found = new TreeSet<>();
    long[] pages = new long[32];
    Arrays.fill(pages, -1);
    for (int i = 0; i <= bytes.limit() - 4; i += 4) {
      int instruction = bytes.getInt(i);
      long place = address + i;
      int target = instruction & 31;
      if ((instruction & 0x1f000000) == 0x10000000) {
        int immediate = (instruction << 8 >> 13 << 2) | (instruction >>> 29 & 3);
        if (instruction < 0) {
          pages[target] = (place & -4096) + ((long) immediate << 12);
        } else {
          found.add(place + immediate);
        }
      } else if ((instruction & 0xffc00000) == 0x91000000) {
        int source = instruction >>> 5 & 31;
        if (pages[source] != -1) {
          found.add(pages[source] + (instruction >>> 10 & 0xfff));
        }
      }
    }
    return found;
  }
}
