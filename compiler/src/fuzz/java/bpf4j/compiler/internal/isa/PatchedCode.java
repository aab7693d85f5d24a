package bpf4j.compiler.internal.isa;

/** Code with other instructions in the same places. */
public final class PatchedCode {
  private PatchedCode() {}

  public static Code of(Code code, long[] slots) {
    return new Code(slots, code.relocations());
  }
}
