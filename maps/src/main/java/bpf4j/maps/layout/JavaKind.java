package bpf4j.maps.layout;

/** How Java holds the value of a {@link ScalarLayout}, whatever its width in memory. */
public enum JavaKind {
  /** {@code boolean} or {@code Boolean}: one byte, 0 or 1; any other byte reads as true. */
  BOOLEAN,
  /** {@code byte} or {@code Byte}. */
  BYTE,
  /** {@code short} or {@code Short}. */
  SHORT,
  /** {@code char} or {@code Character}: an unsigned 16-bit number. */
  CHAR,
  /** {@code int} or {@code Integer}. */
  INT,
  /** {@code long} or {@code Long}. */
  LONG,
  /** An enum constant, stored as its ordinal. */
  ENUM,
  /** {@code java.util.concurrent.atomic.AtomicInteger}: four bytes for BPF atomics. */
  ATOMIC_INT,
  /** {@code java.util.concurrent.atomic.AtomicLong}: eight bytes for BPF atomics. */
  ATOMIC_LONG;

  /**
   * {@return whether the kernel side sees the value as a place in memory that is changed through
   * method calls, rather than as a number}
   */
  public boolean isAtomic() {
    return this == ATOMIC_INT || this == ATOMIC_LONG;
  }
}
