package bpf4j.syscall.io;

import bpf4j.syscall.internal.failure.Failures;
import bpf4j.syscall.internal.libc.LibC;
import bpf4j.syscall.internal.libc.Memory;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A region of a kernel object (an array map's values, a ring's pages) mapped into this process by
 * {@code mmap(2)}.
 *
 * <p>Reading unmapped memory would end the JVM. It cannot happen here: {@link #close()} atomically
 * replaces the mapping by private zero pages, which drops the kernel object at once and leaves the
 * addresses readable, and the addresses themselves are given back when no buffer over them is
 * reachable any more. A reader that is late by a moment reads zeros: readers that interpret what
 * they read must check {@link #isOpen()} before they call it corrupt.
 *
 * <p>Thread-safe; the buffer is plain shared memory, to be read through {@link
 * java.lang.invoke.VarHandle} views where order matters.
 */
public final class MappedMemory implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final int PROT_READ = 1;
  private static final int PROT_WRITE = 2;
  private static final int MAP_SHARED = 1;
  private static final int MAP_PRIVATE = 2;
  private static final int MAP_FIXED = 0x10;
  private static final int MAP_ANONYMOUS = 0x20;
  private static final int MAP_NORESERVE = 0x4000;

  /** What may be done with the region through the mapping. */
  public enum Access {
    /** Reads only: a write through the buffer throws {@link java.nio.ReadOnlyBufferException}. */
    READ_ONLY(PROT_READ),
    /** Reads and writes. */
    READ_WRITE(PROT_READ | PROT_WRITE);

    private final int protection;

    Access(int protection) {
      this.protection = protection;
    }
  }

  private final long address;
  private final long size;
  private final int protection;
  private final ByteBuffer root;
  private final ByteBuffer buffer;
  private final AtomicBoolean closed = new AtomicBoolean();

  private MappedMemory(long address, int size, Access access) {
    this.address = address;
    this.size = size;
    this.protection = access.protection;
    this.root = Memory.instance().view(address, size);
    this.buffer = access == Access.READ_ONLY ? root.asReadOnlyBuffer().order(root.order()) : root;
  }

  /**
   * Maps a region, shared with the kernel.
   *
   * @param fd the object to map; it may be closed afterwards, the mapping keeps the object
   * @param offset where in the object the region starts, in bytes, a multiple of the page size
   * @param size the number of bytes, rounded up to pages by the kernel
   * @param access what the mapping is for; the kernel refuses (EPERM, EACCES) what the object
   *     denies
   * @return the mapping
   * @throws bpf4j.syscall.SyscallException if the kernel refuses
   * @throws IllegalStateException if the descriptor is closed
   */
  public static MappedMemory map(Fd fd, long offset, int size, Access access) {
    if (size <= 0 || offset < 0) {
      throw new IllegalArgumentException("cannot map " + size + " bytes at offset " + offset);
    }
    int number = fd.acquire();
    try {
      long mapped = LibC.instance().mmap(0, size, access.protection, MAP_SHARED, number, offset);
      return new MappedMemory(Failures.check("mmap", mapped), size, access);
    } finally {
      fd.release();
    }
  }

  /**
   * Returns the address of the first byte.
   *
   * @return the address, page-aligned
   */
  public long address() {
    return address;
  }

  /**
   * Returns the number of bytes mapped.
   *
   * @return the size given at mapping
   */
  public long size() {
    return size;
  }

  /**
   * Returns the one buffer over the region, in native byte order. Use absolute access only.
   *
   * @return the buffer, usable for ever: it reads zeros after {@link #close()}
   */
  public ByteBuffer buffer() {
    return buffer;
  }

  /**
   * Tells whether the buffer still shows the kernel object.
   *
   * @return false once {@link #close()} was called
   */
  public boolean isOpen() {
    return !closed.get();
  }

  /**
   * Drops the kernel object. Idempotent, safe under readers.
   *
   * @throws bpf4j.syscall.SyscallException if the kernel cannot replace the mapping (out of
   *     mappings); the object stays mapped then
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    int flags = MAP_PRIVATE | MAP_FIXED | MAP_ANONYMOUS | MAP_NORESERVE;
    Failures.check("mmap", LibC.instance().mmap(address, size, protection, flags, -1, 0));
    CLEANER.register(root, new Unmap(address, size));
  }

  /**
   * Every view of a buffer keeps the buffer it came from reachable, so this runs after the last.
   */
  private record Unmap(long address, long size) implements Runnable {
    @Override
    public void run() {
      LibC.instance().munmap(address, size);
    }
  }
}
