package bpf4j.syscall.system;

import bpf4j.syscall.internal.libc.LibC;
import bpf4j.syscall.io.NativeMemory;
import java.util.OptionalInt;

/** The terminal that standard output goes to. Thread-safe. */
public final class Terminal {
  /** {@code TIOCGWINSZ} ({@code asm-generic/ioctls.h}), which answers a {@code struct winsize}. */
  private static final long GET_WINDOW_SIZE = 0x5413;

  private static final int STANDARD_OUTPUT = 1;
  private static final int WINSIZE = 4 * Short.BYTES;
  private static final int COLUMNS = Short.BYTES;

  private Terminal() {}

  /**
   * Returns how many characters fit into a line: what the environment's {@code COLUMNS} says, else
   * what the terminal does. Asked anew each time, as terminals change their size.
   *
   * @return the number, 1 or more; empty if standard output is no terminal
   */
  public static OptionalInt columns() {
    OptionalInt told = number(System.getenv("COLUMNS"));
    if (told.isPresent()) {
      return told;
    }
    try (NativeMemory size = NativeMemory.allocate(WINSIZE)) {
      long result = LibC.instance().ioctl(STANDARD_OUTPUT, GET_WINDOW_SIZE, size.address());
      int columns = Short.toUnsignedInt(size.buffer().getShort(COLUMNS));
      return result < 0 || columns == 0 ? OptionalInt.empty() : OptionalInt.of(columns);
    }
  }

  private static OptionalInt number(String text) {
    return text != null && text.matches("[1-9][0-9]{0,4}")
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }
}
