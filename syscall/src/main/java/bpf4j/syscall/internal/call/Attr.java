package bpf4j.syscall.internal.call;

import bpf4j.syscall.internal.libc.LibC;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.io.NativeMemory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A zeroed kernel attribute struct being filled in, with all that it points to: native copies are
 * kept alive and descriptors leased until it is closed. Not for hot paths; confined to one thread.
 */
public final class Attr implements AutoCloseable {
  private final NativeMemory memory;
  private final List<NativeMemory> pointees = new ArrayList<>();
  private final List<Fd> leases = new ArrayList<>();

  /**
   * Makes an empty struct.
   *
   * @param size its size in bytes
   */
  public Attr(int size) {
    memory = NativeMemory.allocate(size);
  }

  /** Sets a 32-bit field. */
  public Attr u32(int offset, int value) {
    memory.buffer().putInt(offset, value);
    return this;
  }

  /** Sets a 64-bit field. */
  public Attr u64(int offset, long value) {
    memory.buffer().putLong(offset, value);
    return this;
  }

  /** Reads a 32-bit field back. */
  public int u32(int offset) {
    return memory.buffer().getInt(offset);
  }

  /** Reads a 64-bit field back. */
  public long u64(int offset) {
    return memory.buffer().getLong(offset);
  }

  /** Sets a {@code char[16]} name (NUL-terminated), checked to fit. */
  public Attr name(int offset, String name) {
    byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
    if (bytes.length > 15) {
      throw new IllegalArgumentException("a kernel object's name has at most 15 bytes: " + name);
    }
    memory.buffer().put(offset, bytes);
    return this;
  }

  /** Sets a field to a descriptor's number and leases it; null leaves the field alone. */
  public Attr fd(int offset, Fd fd) {
    if (fd != null) {
      u32(offset, lease(fd));
    }
    return this;
  }

  /** Leases a descriptor until this is closed. */
  public int lease(Fd fd) {
    int number = fd.acquire();
    leases.add(fd);
    return number;
  }

  /** Sets a pointer field to a native copy of bytes; null or empty leaves it 0. */
  public NativeMemory copy(int offset, byte[] bytes) {
    if (bytes == null || bytes.length == 0) {
      return null;
    }
    return point(offset, NativeMemory.copyOf(bytes));
  }

  /** Sets a pointer field to a NUL-terminated copy; null leaves it 0. */
  public Attr string(int offset, String text) {
    if (text != null) {
      point(offset, NativeMemory.cString(text));
    }
    return this;
  }

  /** Sets a pointer field to native copies of numbers; null or empty leaves it 0. */
  public Attr longs(int offset, long[] values) {
    if (values != null && values.length > 0) {
      NativeMemory copy = NativeMemory.allocate(Math.multiplyExact(values.length, Long.BYTES));
      copy.buffer().asLongBuffer().put(values);
      point(offset, copy);
    }
    return this;
  }

  /** Sets a pointer field to native copies of numbers; empty leaves it 0. */
  public Attr longs(int offset, List<Long> values) {
    return longs(offset, values.stream().mapToLong(Long::longValue).toArray());
  }

  /** Sets a pointer field to an array of pointers to NUL-terminated copies; empty leaves it 0. */
  public Attr strings(int offset, List<String> texts) {
    long[] addresses = new long[texts.size()];
    for (int i = 0; i < addresses.length; i++) {
      NativeMemory text = NativeMemory.cString(texts.get(i));
      pointees.add(text);
      addresses[i] = text.address();
    }
    return longs(offset, addresses);
  }

  /** Sets a pointer field to fresh zeroed memory; size 0 leaves it 0 and returns null. */
  public NativeMemory space(int offset, int size) {
    return size == 0 ? null : point(offset, NativeMemory.allocate(size));
  }

  /** Sets a pointer field to memory that is kept alive until this is closed. */
  public NativeMemory point(int offset, NativeMemory pointee) {
    pointees.add(pointee);
    u64(offset, pointee.address());
    return pointee;
  }

  /** The struct's bytes. */
  public ByteBuffer buffer() {
    return memory.buffer();
  }

  /** The struct's address, valid until this is closed. */
  public long address() {
    return memory.address();
  }

  /** Makes the call {@code bpf(command, this)}: its result or the negated errno. */
  public long bpf(int command) {
    return LibC.instance().bpf(command, memory.address(), memory.size());
  }

  @Override
  public void close() {
    for (Fd fd : leases) {
      fd.release();
    }
    leases.clear();
    for (NativeMemory pointee : pointees) {
      pointee.close();
    }
    pointees.clear();
    memory.close();
  }
}
