package bpf4j.compiler.fuzz.run;

/** A map key with gaps, which must be zero. */
public record Key(byte kind, int port, short flags) {
  /** Depends on all components. */
  public long mix() {
    return ((17L * 31 + kind) * 31 + port) * 31 + flags;
  }
}
