package bpf4j.compiler;

import bpf4j.maps.BpfMap;
import bpf4j.maps.layout.Layout;
import bpf4j.syscall.bpf.MapCalls;
import bpf4j.syscall.bpf.MapCreateAttr;
import bpf4j.syscall.bpf.MapFlags;
import bpf4j.syscall.bpf.MapType;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.io.NativeMemory;
import java.util.Objects;

/**
 * Programs that another program goes on with ({@code BPF_MAP_TYPE_PROG_ARRAY}, Linux 4.2), by
 * {@link Kernel#tailCall}. All of them, and those that call them, must be of one program type; the
 * first one put decides.
 *
 * <pre>{@code
 * try (var parsers = ProgramArray.create(256);
 *     var tcp = SocketFilter.compileFilter(skb -> …).load();
 *     var first = SocketFilter.compileFilter(skb -> {
 *       Kernel.tailCall(parsers, skb.ip().protocol());
 *       return SocketFilter.DROP;
 *     }).load()) {
 *   parsers.put(6, tcp);
 * }
 * }</pre>
 *
 * <p>An entry keeps its program in the kernel. When this process has closed the array, and nobody
 * else has it open, the kernel empties it. Thread-safe.
 */
public final class ProgramArray implements BpfMap {
  private static final String NAME = "programs";

  private final int maxEntries;
  private final Fd fd;

  private ProgramArray(int maxEntries) {
    this.maxEntries = maxEntries;
    this.fd =
        MapCalls.create(
            MapCreateAttr.of(MapType.PROG_ARRAY, Integer.BYTES, Integer.BYTES, maxEntries)
                .name(NAME));
  }

  /**
   * Makes an empty array.
   *
   * @param maxEntries how many programs fit, at least 1
   * @return the array, to be closed
   * @throws IllegalArgumentException if it shall have no entries
   * @throws bpf4j.syscall.SyscallException if privileges are missing
   */
  public static ProgramArray create(int maxEntries) {
    if (maxEntries < 1) {
      throw new IllegalArgumentException("an array of " + maxEntries + " programs; at least 1");
    }
    return new ProgramArray(maxEntries);
  }

  /**
   * Sets a program, in the place of what was there.
   *
   * @param index 0 to the number of entries - 1
   * @param program a loaded program
   * @throws IndexOutOfBoundsException if there is no such entry
   * @throws bpf4j.syscall.SyscallException if the program is of another type than those before it
   */
  public void put(int index, KernelProgram program) {
    try (NativeMemory memory = key(index)) {
      memory.buffer().putInt(Integer.BYTES, program.fd().number());
      MapCalls.update(fd(), memory.address(), memory.address() + Integer.BYTES, MapFlags.ANY);
    }
  }

  /**
   * Empties an entry.
   *
   * @param index 0 to the number of entries - 1
   * @return whether there was a program
   * @throws IndexOutOfBoundsException if there is no such entry
   */
  public boolean remove(int index) {
    try (NativeMemory memory = key(index)) {
      return MapCalls.delete(fd(), memory.address());
    }
  }

  private NativeMemory key(int index) {
    Objects.checkIndex(index, maxEntries);
    NativeMemory memory = NativeMemory.allocate(2 * Integer.BYTES);
    memory.buffer().putInt(0, index);
    return memory;
  }

  @Override
  public MapType type() {
    return MapType.PROG_ARRAY;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int maxEntries() {
    return maxEntries;
  }

  @Override
  public int flags() {
    return 0;
  }

  @Override
  public Layout<?> keyLayout() {
    return Layout.of(Integer.class);
  }

  @Override
  public Layout<?> valueLayout() {
    return Layout.of(Integer.class);
  }

  @Override
  public Fd fd() {
    if (isClosed()) {
      throw new IllegalStateException("the program array is closed; use it inside its try block");
    }
    return fd;
  }

  @Override
  public boolean isClosed() {
    return !fd.isOpen();
  }

  @Override
  public void close() {
    fd.close();
  }

  @Override
  public String toString() {
    return maxEntries + " programs" + (isClosed() ? " (closed)" : "");
  }
}
