package bpf4j.syscall.internal.libc;

import com.kenai.jffi.MemoryIO;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * {@link Memory} by jffi. Its {@code Pointer}s are avoided: on JDK 23+ each access is a JNI call.
 */
final class JnrMemory implements Memory {
  static final Loaded<Memory> INSTANCE = Loaded.by(() -> new JnrMemory(MemoryIO.getInstance()));

  private final MemoryIO io;

  private JnrMemory(MemoryIO io) {
    this.io = io;
  }

  @Override
  public ByteBuffer view(long address, int size) {
    return io.newDirectByteBuffer(address, size).order(ByteOrder.nativeOrder());
  }

  @Override
  public long addressOf(ByteBuffer direct) {
    return io.getDirectBufferAddress(direct);
  }
}
