package bpf4j.compiler.context;

/**
 * What becomes of a message or of an incoming connection ({@code enum sk_action} of {@code
 * linux/bpf.h}).
 */
public enum SkAction {
  /** It is dropped. */
  DROP,
  /** It goes on, to the socket that the program has selected if it has. */
  PASS
}
