package bpf4j.syscall.internal.libc;

import java.nio.ByteBuffer;

/** Turns addresses into buffers and back. Implementations are thread-safe. */
public interface Memory {
  /**
   * Views existing memory as a direct buffer in native byte order. The buffer does not own the
   * memory and does not keep it alive.
   */
  ByteBuffer view(long address, int size);

  /** The address of a direct buffer's first byte (its position is ignored). */
  long addressOf(ByteBuffer direct);

  /** Returns the process's memory access, loading it on first use. */
  static Memory instance() {
    return JnrMemory.INSTANCE.orThrow();
  }
}
