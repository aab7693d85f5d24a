package bpf4j.syscall.io;

import bpf4j.syscall.Errno;
import bpf4j.syscall.SyscallException;
import bpf4j.syscall.internal.failure.Failures;
import bpf4j.syscall.internal.libc.LibC;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * Reads a descriptor as a stream, for instance a BPF iterator's. Closing the stream closes the
 * descriptor. Not thread-safe.
 */
public final class FdInputStream extends InputStream {
  private static final int BUFFER_SIZE = 8192;

  private final Fd fd;
  private final NativeMemory buffer = NativeMemory.allocate(BUFFER_SIZE);

  /**
   * Takes over a descriptor.
   *
   * @param fd a descriptor that can be read
   */
  public FdInputStream(Fd fd) {
    this.fd = Objects.requireNonNull(fd, "fd");
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    int number = fd.acquire();
    try {
      long wanted = Math.min(length, BUFFER_SIZE);
      long result;
      do {
        result = LibC.instance().read(number, buffer.address(), wanted);
      } while (result == -Errno.EINTR.number() || result == -Errno.EAGAIN.number());
      int count = (int) Failures.check("read(" + fd + ")", result);
      buffer.buffer().get(0, bytes, offset, count);
      return count == 0 ? -1 : count;
    } catch (SyscallException e) {
      throw new IOException(e);
    } finally {
      fd.release();
    }
  }

  @Override
  public void close() {
    fd.close();
    buffer.close();
  }
}
