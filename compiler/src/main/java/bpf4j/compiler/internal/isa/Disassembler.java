package bpf4j.compiler.internal.isa;

import java.util.BitSet;

/**
 * Prints programs in the syntax of {@code llvm-objdump --no-print-imm-hex}, which LLVM's assembler
 * also reads. It differs where that syntax loses something: loads of maps and functions say which
 * ({@code r1 = map[packets] ll}), calls say what is called, and {@code skb[r1 + 14]} keeps its
 * constant. What is no valid instruction is printed as {@code .quad 0x…}; nothing makes it fail.
 */
public final class Disassembler {
  private Disassembler() {}

  /**
   * Prints a whole program: a line for each instruction with its slot index, and lines of their own
   * for functions, jump targets and source.
   *
   * <pre>
   * count:
   * ; SockProto.java:17
   *        0: r6 = r1
   *        1: r0 = *(u8 *)skb[23]
   *        2: if r0 != 6 goto +1 &lt;L4&gt;
   *        3: r0 = 0
   * L4:
   *        4: exit
   * </pre>
   *
   * @param slots the program's slots
   * @param annotations names and source lines
   * @return the text, each line ended by a newline
   */
  public static String listing(long[] slots, Annotations annotations) {
    BitSet targets = jumpTargets(slots);
    StringBuilder out = new StringBuilder(slots.length * 40);
    for (int at = 0; at < slots.length; at += length(slots, at)) {
      String function = annotations.function(at);
      if (function != null) {
        out.append(function).append(":\n");
      } else if (targets.get(at)) {
        out.append('L').append(at).append(":\n");
      }
      String source = annotations.source(at);
      if (source != null) {
        out.append("; ").append(source).append('\n');
      }
      appendIndex(out, at);
      InsnPrinter.print(out, slots, at, annotations, true);
      out.append('\n');
    }
    return out.toString();
  }

  /**
   * Prints one instruction, without naming the targets of jumps.
   *
   * @param slots the program's slots
   * @param position slot index of the instruction
   * @param annotations names
   * @return the text, without a newline
   */
  public static String instruction(long[] slots, int position, Annotations annotations) {
    StringBuilder out = new StringBuilder(40);
    InsnPrinter.print(out, slots, position, annotations, false);
    return out.toString();
  }

  /**
   * How many slots the instruction takes, as far as the program goes.
   *
   * @param slots the program's slots
   * @param position slot index of the instruction
   * @return 2 for a complete 64-bit immediate load, else 1
   */
  public static int length(long[] slots, int position) {
    return InsnPrinter.isWholeLoad(slots, position) ? 2 : 1;
  }

  private static BitSet jumpTargets(long[] slots) {
    BitSet targets = new BitSet(slots.length);
    for (int at = 0; at < slots.length; at += length(slots, at)) {
      int target = InsnPrinter.target(slots[at], at);
      if (target >= 0 && target < slots.length) {
        targets.set(target);
      }
    }
    return targets;
  }

  private static void appendIndex(StringBuilder out, int index) {
    String digits = Integer.toString(index);
    out.append(" ".repeat(Math.max(0, 8 - digits.length()))).append(digits).append(": ");
  }
}
