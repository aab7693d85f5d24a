package bpf4j.compiler.internal.ir;

/** A piece of the stack frame that has an address; eight-byte aligned unless smaller. */
public final class StackSlot {
  private final int index;
  private final int size;
  private final String name;
  private final SourcePosition position;

  StackSlot(int index, int size, String name, SourcePosition position) {
    this.index = index;
    this.size = size;
    this.name = name;
    this.position = position;
  }

  /** What it holds. */
  public String name() {
    return name;
  }

  /** Where the program asks for it; null for slots that serve all of it. */
  public SourcePosition position() {
    return position;
  }

  public int index() {
    return index;
  }

  /** The size in bytes. */
  public int size() {
    return size;
  }

  public int alignment() {
    return size >= 8 ? 8 : size >= 4 ? 4 : size >= 2 ? 2 : 1;
  }

  @Override
  public String toString() {
    return name + index;
  }
}
