package bpf4j.compiler.internal.isa;

/** A conditional jump is too far for its 16-bit offset. */
public final class JumpRangeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Slot index of the jump. */
  private final int position;

  JumpRangeException(int position, long distance, IsaLevel level) {
    super(
        "jump at instruction "
            + position
            + " needs offset "
            + distance
            + ", outside -32768 to 32767; "
            + (level.has(IsaLevel.V4)
                ? "assemble again with long jumps"
                : "make the program smaller, or use a kernel with v4 instructions (Linux 6.6)"));
    this.position = position;
  }

  /**
   * The jump.
   *
   * @return its slot index
   */
  public int position() {
    return position;
  }
}
