package bpf4j.perf.internal.ring;

import bpf4j.syscall.io.Fd;
import bpf4j.syscall.io.MappedMemory;
import bpf4j.syscall.io.MappedMemory.Access;
import bpf4j.syscall.system.Machine;
import java.nio.ByteBuffer;

/** The memory of a ring buffer of the kernel. */
public final class MappedRecordMemory implements RecordMemory {
  private final Fd fd;
  private final int size;
  private final MappedMemory consumer;
  private final MappedMemory producer;

  /**
   * Maps a ring buffer.
   *
   * @param map the map; a descriptor of its own is taken
   * @param size its size
   */
  public MappedRecordMemory(Fd map, int size) {
    int page = Machine.pageSize();
    this.size = size;
    this.fd = map.duplicate();
    MappedMemory first = null;
    try {
      first = MappedMemory.map(fd, 0, page, Access.READ_WRITE);
      this.producer = MappedMemory.map(fd, page, page + 2 * size, Access.READ_ONLY);
      this.consumer = first;
    } catch (RuntimeException | Error e) {
      if (first != null) {
        first.close();
      }
      fd.close();
      throw e;
    }
  }

  @Override
  public ByteBuffer consumer() {
    return consumer.buffer();
  }

  @Override
  public ByteBuffer producer() {
    return producer.buffer();
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
    return fd;
  }

  @Override
  public void onRecord(Runnable waker) {
    // The descriptor becomes readable.
  }

  @Override
  public void close() {
    consumer.close();
    producer.close();
    fd.close();
  }
}
