package bpf4j.syscall.bpf;

/** What a page of a batch walk was. */
public enum BatchStatus {
  /** A page; more may follow. */
  MORE,
  /** The last page; it may hold entries, as {@link MapBatchCursor#count()} says. */
  LAST,
  /**
   * One hash bucket has more entries than fit the buffers, and nothing was copied: call again with
   * at least twice the capacity.
   */
  TOO_SMALL
}
