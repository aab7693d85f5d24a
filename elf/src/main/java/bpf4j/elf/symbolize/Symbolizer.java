package bpf4j.elf.symbolize;

import java.util.ArrayList;
import java.util.List;

/** Tells what is at an address. */
@FunctionalInterface
public interface Symbolizer {
  /**
   * Looks up an address.
   *
   * @param address the address, as an unsigned number
   * @return what is there, {@link Frame#unknown} when nothing is known
   */
  Frame symbolize(long address);

  /**
   * Looks up the addresses of a stack, as {@code bpf_get_stack} and stack maps give them: the
   * innermost function first, up to a zero or the end.
   *
   * @param addresses the addresses; those after the first are return addresses, which are looked up
   *     one byte before, in the instruction that called
   * @return the functions, the innermost first
   */
  default List<Frame> stack(long[] addresses) {
    List<Frame> frames = new ArrayList<>();
    for (int i = 0; i < addresses.length && addresses[i] != 0; i++) {
      frames.add(symbolize(i == 0 ? addresses[i] : addresses[i] - 1));
    }
    return frames;
  }
}
