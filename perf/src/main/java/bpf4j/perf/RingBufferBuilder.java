package bpf4j.perf;

import bpf4j.maps.layout.Layout;
import bpf4j.perf.internal.channel.JvmRingBuffer;
import bpf4j.perf.internal.channel.KernelRingBuffer;
import bpf4j.perf.internal.channel.RingBufferSpec;
import java.util.Objects;

/**
 * Describes a ring buffer. Not thread-safe.
 *
 * @param <T> the type of an event
 */
public final class RingBufferBuilder<T> {
  private static final int DEFAULT_BYTES = 1 << 20;

  private final Layout<T> layout;
  private int bytes = DEFAULT_BYTES;
  private int wakeupBytes;

  RingBufferBuilder(Layout<T> layout) {
    this.layout = Objects.requireNonNull(layout, "layout");
  }

  /**
   * Sets the size of the buffer; 1 MiB without.
   *
   * @param size bytes, a power of two, from a page to 512 MiB
   * @return this
   */
  public RingBufferBuilder<T> bytes(int size) {
    bytes = size;
    return this;
  }

  /**
   * Has programs wake the reader only when so much lies unread. The reader looks by itself after
   * {@link ReaderOptions#withMaxDelay}.
   *
   * @param unread bytes, headers of eight bytes each included, at least 1
   * @return this
   */
  public RingBufferBuilder<T> wakeupBytes(int unread) {
    if (unread < 1) {
      throw new IllegalArgumentException("wakeupBytes is at least 1, not " + unread);
    }
    wakeupBytes = unread;
    return this;
  }

  /**
   * Has programs never wake the reader, which looks by itself after {@link
   * ReaderOptions#withMaxDelay}: the cheapest for programs.
   *
   * @return this
   */
  public RingBufferBuilder<T> neverWake() {
    wakeupBytes = -1;
    return this;
  }

  /**
   * Creates it in the kernel.
   *
   * @return the channel, to be closed
   * @throws bpf4j.syscall.UnsupportedFeatureException if the kernel has no ring buffers
   * @throws bpf4j.syscall.SyscallException if it refuses for another reason
   */
  public RingBuffer<T> create() {
    return new KernelRingBuffer<>(spec());
  }

  /**
   * Makes its twin, which lives in the JVM.
   *
   * @return the channel
   */
  public RingBuffer<T> createTwin() {
    return new JvmRingBuffer<>(spec());
  }

  private RingBufferSpec<T> spec() {
    return new RingBufferSpec<>(layout, bytes, wakeupBytes);
  }
}
