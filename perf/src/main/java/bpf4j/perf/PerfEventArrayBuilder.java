package bpf4j.perf;

import bpf4j.maps.layout.Layout;
import bpf4j.perf.internal.channel.JvmPerfEventArray;
import bpf4j.perf.internal.channel.KernelPerfEventArray;
import bpf4j.perf.internal.channel.PerfEventArraySpec;
import java.util.Objects;

/**
 * Describes an array of buffers. Not thread-safe.
 *
 * @param <T> the type of an event
 */
public final class PerfEventArrayBuilder<T> {
  private static final int DEFAULT_BYTES = 256 << 10;

  private final Layout<T> layout;
  private int bytes = DEFAULT_BYTES;
  private int wakeupEvents = 1;
  private int wakeupBytes;
  private boolean overwrite;
  private boolean timestamps;

  PerfEventArrayBuilder(Layout<T> layout) {
    this.layout = Objects.requireNonNull(layout, "layout");
  }

  /**
   * Sets the size of each CPU's buffer; 256 KiB without.
   *
   * @param size bytes, a power of two, from a page to 512 MiB
   * @return this
   */
  public PerfEventArrayBuilder<T> bytes(int size) {
    bytes = size;
    return this;
  }

  /**
   * Wakes the reader by each so many events of a CPU; by each one without.
   *
   * @param events at least 1
   * @return this
   */
  public PerfEventArrayBuilder<T> wakeupEvents(int events) {
    if (events < 1) {
      throw new IllegalArgumentException("wakeupEvents is at least 1, not " + events);
    }
    wakeupEvents = events;
    wakeupBytes = 0;
    return this;
  }

  /**
   * Wakes the reader when so many bytes of a CPU's buffer are written.
   *
   * @param written bytes, at least 1 and less than the buffer
   * @return this
   */
  public PerfEventArrayBuilder<T> wakeupBytes(int written) {
    if (written < 1) {
      throw new IllegalArgumentException("wakeupBytes is at least 1, not " + written);
    }
    wakeupBytes = written;
    return this;
  }

  /**
   * Has new events overwrite the oldest ones, so that the last ones can be looked at when something
   * has happened ({@code write_backward}, Linux 4.7). Reading stops the buffers for a moment; waits
   * only end when the time is up.
   *
   * @return this
   */
  public PerfEventArrayBuilder<T> overwrite() {
    overwrite = true;
    return this;
  }

  /**
   * Has the kernel put a timestamp on each event, of eight bytes.
   *
   * @return this
   */
  public PerfEventArrayBuilder<T> timestamps() {
    timestamps = true;
    return this;
  }

  /**
   * Creates it in the kernel.
   *
   * @return the channel, to be closed
   * @throws bpf4j.syscall.SyscallException if the kernel refuses
   */
  public PerfEventArray<T> create() {
    return new KernelPerfEventArray<>(spec());
  }

  /**
   * Makes its twin, which lives in the JVM and has one CPU.
   *
   * @return the channel
   * @throws IllegalArgumentException if events are to be overwritten, which the twin does not do
   */
  public PerfEventArray<T> createTwin() {
    return new JvmPerfEventArray<>(spec());
  }

  private PerfEventArraySpec<T> spec() {
    return new PerfEventArraySpec<>(
        layout, bytes, wakeupEvents, wakeupBytes, overwrite, timestamps);
  }
}
