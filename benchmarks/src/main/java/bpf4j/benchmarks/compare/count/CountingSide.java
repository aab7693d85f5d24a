package bpf4j.benchmarks.compare.count;

/**
 * A tool that counts. Attached and detached as often as one likes; what it has counted is only told
 * while it is attached, and may begin anew each time.
 */
interface CountingSide extends AutoCloseable {

  /** Attaches; all that happens from the return on is counted. */
  void attach();

  /** Detaches. */
  void detach();

  /** How many it has counted, at least all that had happened some moments before. */
  long count();

  /** The process that counts, while it is attached. */
  ProcessHandle process();

  @Override
  void close();
}
