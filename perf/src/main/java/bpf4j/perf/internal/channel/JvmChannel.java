package bpf4j.perf.internal.channel;

import bpf4j.maps.layout.Layout;
import bpf4j.syscall.bpf.MapType;
import bpf4j.syscall.io.Fd;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A channel that lives in the JVM.
 *
 * @param <T> the type of an event
 */
abstract class JvmChannel<T> extends Channel<T> {
  private final MapType type;
  private final String name;
  private final int maxEntries;
  private volatile boolean closed;

  JvmChannel(Layout<T> layout, MapType type, String kind, int maxEntries) {
    super(layout, DropCounters.inJvm());
    this.type = type;
    this.name = kind + "_" + layout.javaType().getSimpleName();
    this.maxEntries = maxEntries;
  }

  /** An event as its layout says. */
  final byte[] encode(T event) {
    ByteBuffer memory = ByteBuffer.allocate(valueLayout().size()).order(ByteOrder.nativeOrder());
    valueLayout().write(event, memory, 0);
    return memory.array();
  }

  /** Sends bytes; false if there is no room. */
  abstract boolean send(byte[] event);

  private boolean sendOrCount(byte[] event) {
    requireOpen();
    return counted(send(event));
  }

  /** Counts what had no room. */
  final boolean counted(boolean sent) {
    if (!sent) {
      drops.count();
    }
    return sent;
  }

  @Override
  public final boolean output(T event) {
    return sendOrCount(encode(event));
  }

  @Override
  public final boolean outputBytes(byte[] bytes, int length) {
    if (length < 1 || length > bytes.length) {
      throw new IllegalArgumentException("length is " + length + ", not from 1 to " + bytes.length);
    }
    return sendOrCount(Arrays.copyOf(bytes, length));
  }

  @Override
  public final MapType type() {
    return type;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final int maxEntries() {
    return maxEntries;
  }

  @Override
  public final int flags() {
    return 0;
  }

  @Override
  public final Fd fd() {
    requireOpen();
    throw new IllegalStateException(
        name + " lives only in the JVM; make it with create() to share it with the kernel");
  }

  @Override
  public final boolean isClosed() {
    return closed;
  }

  @Override
  public final void close() {
    closed = true;
  }

  @Override
  public final String toString() {
    return name + " in the JVM" + (closed ? " (closed)" : "");
  }
}
