package bpf4j.maps.internal.kernel;

import bpf4j.maps.BpfUserRingBuffer;
import bpf4j.maps.UserRingWriter;
import bpf4j.maps.internal.MapSpec;
import bpf4j.maps.internal.ring.RecordWriter;
import bpf4j.maps.internal.ring.UserRing;
import bpf4j.maps.layout.Layout;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.io.MappedMemory;
import bpf4j.syscall.system.Machine;
import java.util.function.Consumer;

/**
 * A user ring buffer of the kernel, mapped.
 *
 * @param <T> the type of a record
 */
public final class KernelUserRingBuffer<T> extends KernelMap<Void, T>
    implements BpfUserRingBuffer<T> {

  private final MappedMemory consumer;
  private final MappedMemory producer;
  private final UserRing ring;
  private final UserRingWriter<T> own;

  /**
   * Creates and maps the ring.
   *
   * @param spec what it is to be, with the layout of a record as that of its values
   */
  public KernelUserRingBuffer(MapSpec<Void, T> spec) {
    this(spec, MapCreation.create(spec.as(Layout.none(), Layout.none(), spec.maxEntries())));
  }

  /**
   * Opens and maps a ring that exists.
   *
   * @param spec what it is
   * @param opened its descriptor, which this map closes
   */
  public KernelUserRingBuffer(MapSpec<Void, T> spec, Fd opened) {
    super(spec, opened);
    int page = Machine.pageSize();
    MappedMemory first = null;
    try {
      first = MappedMemory.map(opened, 0, page, MappedMemory.Access.READ_ONLY);
      this.producer =
          MappedMemory.map(
              opened,
              page,
              Math.addExact(page, Math.multiplyExact(2, spec.maxEntries())),
              MappedMemory.Access.READ_WRITE);
    } catch (RuntimeException | Error e) {
      if (first != null) {
        first.close();
      }
      super.close();
      throw e;
    }
    this.consumer = first;
    this.ring = new UserRing(consumer.buffer(), producer.buffer(), page, spec.maxEntries());
    this.own = writer();
  }

  @Override
  public void close() {
    super.close();
    consumer.close();
    producer.close();
  }

  @Override
  public boolean offer(T value) {
    synchronized (own) {
      return own.write(value);
    }
  }

  @Override
  public UserRingWriter<T> writer() {
    requireOpen();
    return new RecordWriter<>(ring, valueLayout, this::requireOpen, () -> new EpollRoom(fd()));
  }

  @Override
  public long unread() {
    requireOpen();
    return ring.unread();
  }

  @Override
  public long drain(Consumer<? super T> action) {
    requireOpen();
    throw new UnsupportedOperationException(
        "drain of "
            + name()
            + " works in kernel-side code only; a ring of JvmMaps is drained here");
  }
}
