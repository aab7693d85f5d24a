package bpf4j.perf.internal.reader;

import bpf4j.perf.ReaderOptions;

/** A channel that readers can be made for. */
public interface RingSourceOpener {
  /**
   * Opens its reading side.
   *
   * @param options how it is read
   * @return its rings
   * @throws IllegalStateException if the channel is closed or has a reader
   */
  RingSource open(ReaderOptions options);
}
