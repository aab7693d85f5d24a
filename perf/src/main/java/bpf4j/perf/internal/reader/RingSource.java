package bpf4j.perf.internal.reader;

import bpf4j.perf.LossListener;
import bpf4j.perf.internal.ring.Ring;
import java.util.List;

/** Where a reader has its rings from: the reading side of one channel, while it is open. */
public interface RingSource extends AutoCloseable {

  /**
   * What has become of the rings.
   *
   * @param added rings that are new
   * @param removed rings that nobody writes any more, to be read once more and closed
   */
  record Change(List<Ring> added, List<Ring> removed) {}

  /** {@return the rings there are when reading begins} */
  List<Ring> rings();

  /** {@return what has changed since it was asked last, or null; asked once a second} */
  default Change change() {
    return null;
  }

  /** Whether {@link #change()} may ever answer. */
  default boolean mayChange() {
    return false;
  }

  /**
   * Tells of losses that the rings themselves do not tell of.
   *
   * @param listener is told
   */
  default void tellLosses(LossListener listener) {}

  /**
   * Adds how many events were lost.
   *
   * @param byCpu has an element for each CPU that the machine may have, to be added to
   */
  void addLost(long[] byCpu);

  /** Whether the rings are in the kernel. */
  boolean isInKernel();

  /** Ends the use of the channel, after all rings have been closed. */
  @Override
  void close();
}
