package bpf4j.perf.internal.ring;

import bpf4j.syscall.io.Fd;
import java.nio.ByteBuffer;

/** The memory of a ring buffer, as {@link RecordRing} draws it. */
public sealed interface RecordMemory extends AutoCloseable
    permits MappedRecordMemory, JvmRecordMemory {

  /** The page with the consumer's position, to be written. */
  ByteBuffer consumer();

  /** The producer's position, and behind it the records twice. */
  ByteBuffer producer();

  /** Where the records begin in {@link #producer()}. */
  int dataOffset();

  /** The size of the records, once: a power of two. */
  int size();

  /** What becomes readable; null in the JVM. */
  Fd fd();

  /** Has somebody called when there are records; only memory of the JVM does. */
  void onRecord(Runnable waker);

  @Override
  void close();
}
