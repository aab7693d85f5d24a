package bpf4j.maps;

/**
 * Counts how often values fall into which range: programs record, Java looks.
 *
 * <pre>{@code
 * try (var micros = BpfMaps.log2Histogram("usecs");
 *     var tracepoint = Tracepoint.attach("sched:sched_switch", sw -> {
 *       …
 *       micros.record((System.nanoTime() - start) / 1000);
 *     })) {
 *   tracepoint.await(Duration.ofSeconds(5));
 *   System.out.println(micros);
 * }
 * }</pre>
 *
 * <p>The counts lie in a per-CPU array (Linux 4.6), so that programs on different CPUs never wait
 * for each other; each recording is two atomic additions there. Thread-safe, as {@link BpfMap} is.
 */
public interface BpfHistogram extends AutoCloseable {

  /**
   * In a program, counts a value. Java runs on no certain CPU: there only a twin takes it.
   *
   * @param value the value
   * @throws UnsupportedOperationException if called from Java on a histogram in the kernel
   */
  void record(long value);

  /**
   * What was recorded so far. Programs that record meanwhile are seen or not, each bucket for
   * itself.
   *
   * @return a copy
   */
  Histogram snapshot();

  /** Sets all counts to 0; what programs record at the very same moment may be lost. */
  void clear();

  /** {@return the name of the unit of the values, as {@code usecs}; empty if it was given none} */
  String unit();

  /** {@return the map that holds the counts of each bucket, the sum of all values behind them} */
  BpfPerCpuArray<Long> counts();

  /** {@return the bars, as {@link Histogram#toText} has them for this terminal} */
  @Override
  String toString();

  /** Gives up the map. Closing twice is harmless. */
  @Override
  void close();
}
