package bpf4j.compiler.fuzz.run;

/** A map value that is replaced as a whole. */
public record Pair(int first, long second, byte third) {
  /** Depends on all components. */
  public long mix() {
    return ((17L * 31 + first) * 31 + second) * 31 + third;
  }
}
