package bpf4j.perf.internal.reader;

import bpf4j.perf.EventChannel;
import bpf4j.perf.EventReader;
import bpf4j.perf.ReaderOptions;
import java.util.ArrayList;
import java.util.List;

/** Opens readers of several channels. */
public final class Merge {
  private Merge() {}

  /**
   * Opens a reader of several channels.
   *
   * @param <T> what their events have in common
   * @param channels the channels
   * @param options how to read them
   * @return the reader
   */
  public static <T> EventReader<T> open(
      List<? extends EventChannel<? extends T>> channels, ReaderOptions options) {
    if (channels.isEmpty()) {
      throw new IllegalArgumentException("a reader needs at least one channel");
    }
    List<RingSource> sources = new ArrayList<>();
    try {
      for (EventChannel<? extends T> channel : channels) {
        if (!(channel instanceof RingSourceOpener opener)) {
          throw new IllegalArgumentException(
              channel + " is none of RingBuffer's or PerfEventArray's own channels");
        }
        sources.add(opener.open(options));
      }
      boolean inKernel = sources.get(0).isInKernel();
      if (sources.stream().anyMatch(source -> source.isInKernel() != inKernel)) {
        throw new IllegalArgumentException(
            "channels in the kernel and in the JVM are not read by one reader; use two");
      }
      return RingReader.open(sources, options);
    } catch (RuntimeException | Error e) {
      for (RingSource source : sources) {
        RingReader.closeAll(source);
      }
      throw e;
    }
  }
}
