package bpf4j.compiler.internal.isa;

/**
 * A place in code that jumps and calls refer to, before or after it is known. Belongs to the {@link
 * Assembler} that binds it; not thread-safe.
 */
public final class Label {
  private int position = -1;

  /** Makes a label that no place has been given to yet. */
  public Label() {}

  /**
   * Whether the place is known.
   *
   * @return true once {@link Assembler#bind} was called
   */
  public boolean isBound() {
    return position >= 0;
  }

  /**
   * The place.
   *
   * @return a slot index
   * @throws IllegalStateException when the label is not bound
   */
  public int position() {
    if (position < 0) {
      throw new IllegalStateException("label used but never bound");
    }
    return position;
  }

  void bind(int at) {
    if (position >= 0) {
      throw new IllegalStateException("label bound twice, at " + position + " and " + at);
    }
    position = at;
  }
}
