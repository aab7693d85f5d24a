package bpf4j.syscall.bpf;

/** What came of putting an element. */
public enum UpdateOutcome {
  /** The value is in the map. */
  UPDATED,
  /** {@link MapFlags#NOEXIST} was asked for, and the key is there already ({@code EEXIST}). */
  PRESENT,
  /** {@link MapFlags#EXIST} was asked for, and the key is not there ({@code ENOENT}). */
  ABSENT,
  /**
   * The map is full, or an array's index is out of range ({@code E2BIG}; {@code ENOSPC} for tries).
   */
  FULL
}
