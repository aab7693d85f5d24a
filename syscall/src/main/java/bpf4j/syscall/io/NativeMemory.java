package bpf4j.syscall.io;

import bpf4j.syscall.internal.libc.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A piece of zeroed native memory with a fixed address, for system calls to read and write.
 *
 * <p>Access it by {@link #buffer()}, a direct buffer in native byte order, absolute gets and puts
 * or a {@link java.lang.invoke.VarHandle} view of it: that is the fast way on every JDK.
 *
 * <p>The memory lives for as long as this object or any view of its buffer is reachable, so a late
 * access through a view is never an access to freed memory. {@link #close()} only lets go of it.
 * <em>An address alone keeps nothing alive</em>: hold the object in a field, or in a {@code
 * try}-with-resources statement around the call that gets the address.
 *
 * <p>Not thread-safe beyond what plain memory is; the address and size may be read by any thread.
 */
public final class NativeMemory implements AutoCloseable {
  private final long address;
  private final int size;
  private ByteBuffer buffer;

  private NativeMemory(ByteBuffer buffer) {
    this.buffer = buffer;
    this.size = buffer.capacity();
    this.address = Memory.instance().addressOf(buffer);
  }

  /**
   * Allocates zeroed memory, aligned to at least 8 bytes.
   *
   * @param size the number of bytes, 1 or more
   * @return the memory
   * @throws OutOfMemoryError if the JVM's direct memory limit ({@code -XX:MaxDirectMemorySize}) is
   *     reached
   */
  public static NativeMemory allocate(int size) {
    if (size <= 0) {
      throw new IllegalArgumentException("size must be positive, is " + size);
    }
    return new NativeMemory(ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder()));
  }

  /**
   * Allocates a copy of bytes.
   *
   * @param bytes what to copy, not empty
   * @return the memory
   */
  public static NativeMemory copyOf(byte[] bytes) {
    NativeMemory memory = allocate(bytes.length);
    memory.buffer.put(0, bytes);
    return memory;
  }

  /**
   * Allocates a NUL-terminated copy of a string.
   *
   * @param text without NUL characters, written as UTF-8
   * @return the memory
   * @throws IllegalArgumentException if the text has a NUL character
   */
  public static NativeMemory cString(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a C string cannot hold a NUL character");
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    NativeMemory memory = allocate(bytes.length + 1);
    memory.buffer.put(0, bytes);
    return memory;
  }

  /**
   * Returns the address of the first byte.
   *
   * @return the address, valid while this object is reachable and open
   */
  public long address() {
    return address;
  }

  /**
   * Returns the number of bytes.
   *
   * @return the size given at allocation
   */
  public int size() {
    return size;
  }

  /**
   * Returns the one buffer over the whole memory, in native byte order. Use absolute access: its
   * position and limit are shared by all callers. {@code slice()} and {@code duplicate()} of it are
   * big-endian until told otherwise.
   *
   * @return the buffer
   * @throws IllegalStateException if this memory has been closed
   */
  public ByteBuffer buffer() {
    ByteBuffer current = buffer;
    if (current == null) {
      throw new IllegalStateException("native memory is closed");
    }
    return current;
  }

  /** Lets go of the memory; it is reclaimed once no view is reachable. Idempotent. */
  @Override
  public void close() {
    buffer = null;
  }
}
