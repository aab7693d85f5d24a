package bpf4j.perf;

/**
 * Whether an event written to a ring buffer wakes a reader that waits ({@code BPF_RB_NO_WAKEUP},
 * {@code BPF_RB_FORCE_WAKEUP}). A wakeup costs the program about a microsecond; none costs the
 * reader its knowing: see {@link ReaderOptions#withMaxDelay}.
 */
public enum Wakeup {
  /** When the reader has read all that came before, so that it may be waiting. */
  IF_WAITING,
  /** Never. */
  NONE,
  /** Always. */
  ALWAYS
}
