package bpf4j.perf.internal.ring;

import bpf4j.syscall.io.Fd;
import bpf4j.syscall.io.MappedMemory;
import bpf4j.syscall.system.Machine;
import java.nio.ByteBuffer;

/** The memory of a perf event's buffer, mapped. */
public final class MappedSampleMemory implements SampleMemory {
  private final Fd event;
  private final int size;
  private final MappedMemory mapping;

  /**
   * Maps the buffer of an event.
   *
   * @param event the perf event, owned from now on
   * @param size the size of the records, a power of two
   * @param access writable for the kernel to heed what has been read; read-only for it to write
   *     over the oldest
   */
  public MappedSampleMemory(Fd event, int size, MappedMemory.Access access) {
    this.event = event;
    this.size = size;
    try {
      this.mapping = MappedMemory.map(event, 0, Machine.pageSize() + size, access);
    } catch (RuntimeException | Error e) {
      event.close();
      throw e;
    }
  }

  @Override
  public ByteBuffer memory() {
    return mapping.buffer();
  }

  @Override
  public int dataOffset() {
    return Machine.pageSize();
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Fd fd() {
    return event;
  }

  @Override
  public void onRecord(Runnable waker) {
    // The descriptor becomes readable.
  }

  @Override
  public void close() {
    mapping.close();
    event.close();
  }
}
