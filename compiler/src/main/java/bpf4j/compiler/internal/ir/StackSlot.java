package bpf4j.compiler.internal.ir;

/** A piece of the stack frame that has an address; eight-byte aligned unless smaller. */
public final class StackSlot {
  private final int index;
  private final int size;
  private final String name;

  StackSlot(int index, int size, String name) {
    this.index = index;
    this.size = size;
    this.name = name;
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
