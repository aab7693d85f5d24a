package bpf4j.compiler.context;

import bpf4j.compiler.declare.Intrinsic;

/** The context of programs that run when a perf event overflows. */
public interface PerfEventContext extends RegistersContext {
  /**
   * How much the event's counter has counted since the last run.
   *
   * @return events or nanoseconds
   */
  @Intrinsic(Intrinsic.Kind.SAMPLE_PERIOD)
  long samplePeriod();

  /**
   * The address that the event is about (Linux 4.17).
   *
   * @return an address; 0 for events without one
   */
  @Intrinsic(Intrinsic.Kind.SAMPLE_ADDRESS)
  long address();
}
