package bpf4j.elf.usdt;

import java.util.List;
import java.util.OptionalLong;

/**
 * One place where a probe is.
 *
 * @param address its address, as the file numbers them
 * @param fileOffset where a uprobe is attached to
 * @param semaphore the file offset of the 16-bit counter that the program looks at before it
 *     prepares the arguments, which whoever attaches has to count up (for Linux 4.20 and later:
 *     {@code ref_ctr_offset}); empty when there is none
 * @param semaphoreAddress the address of that counter, as the file numbers them, or 0
 * @param argumentText the arguments as the note gives them
 * @param arguments where the arguments are
 */
public record UsdtSite(
    long address,
    long fileOffset,
    OptionalLong semaphore,
    long semaphoreAddress,
    String argumentText,
    List<UsdtArgument> arguments) {
  /** Copies the list. */
  public UsdtSite {
    arguments = List.copyOf(arguments);
  }
}
