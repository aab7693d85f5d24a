package bpf4j.perf.internal.ring;

import bpf4j.syscall.io.Fd;
import java.nio.ByteBuffer;

/** The memory of a perf event's buffer, as {@link SampleRing} draws it. */
public interface SampleMemory extends AutoCloseable {

  /** The control page and the records. */
  ByteBuffer memory();

  /** Where the records begin. */
  int dataOffset();

  /** The size of the records: a power of two. */
  int size();

  /** What becomes readable; null in the JVM. */
  Fd fd();

  /** Has somebody called when there are records; only memory of the JVM does. */
  void onRecord(Runnable waker);

  @Override
  void close();
}
