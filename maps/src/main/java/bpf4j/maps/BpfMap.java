package bpf4j.maps;

import bpf4j.maps.layout.Layout;
import bpf4j.syscall.bpf.MapType;
import bpf4j.syscall.bpf.ObjectCalls;
import bpf4j.syscall.io.Fd;
import java.nio.file.Path;

/**
 * A map shared between kernel-side programs and Java, or its twin in the JVM.
 *
 * <p>The same object is used on both sides. All methods may be called from any thread. After {@link
 * #close()}, also from another thread, every operation throws {@link IllegalStateException}; none
 * ever reaches another file. A call that is in the kernel when the map is closed still completes.
 *
 * <p>Closing gives up this process's descriptor; the kernel keeps the map for as long as a program
 * or a pin uses it. Nothing closes a map by garbage collection.
 */
public interface BpfMap extends AutoCloseable {

  /** {@return the kernel's type of this map; of a twin, the type it stands for} */
  MapType type();

  /** {@return the name, at most 15 characters, that {@code bpftool map} shows} */
  String name();

  /** {@return how many entries fit; for a per-CPU map, entries of all CPUs together count once} */
  @KernelOperation(MapOperation.MAX_ENTRIES)
  int maxEntries();

  /**
   * {@return the flags the map was created with, as {@link bpf4j.syscall.bpf.MapFlags} has them}
   */
  int flags();

  /** {@return the layout of a key; for arrays a 32-bit index} */
  Layout<?> keyLayout();

  /** {@return the layout of a value; for per-CPU maps of one CPU's value} */
  Layout<?> valueLayout();

  /**
   * The kernel's handle, for loading programs and for system calls of one's own. It stays owned by
   * this map.
   *
   * @return the descriptor
   * @throws IllegalStateException if the map is closed, or lives only in the JVM
   */
  Fd fd();

  /**
   * Gives the map a name in a BPF file system (Linux 4.4), which keeps it alive when this process
   * ends. {@link BpfMaps#open(Path)} opens it again, {@link BpfMaps#unpin} deletes the name.
   *
   * @param path a name that does not exist yet, in a folder of a mounted BPF file system, as {@code
   *     /sys/fs/bpf/flows}; without dots
   * @throws bpf4j.syscall.SyscallException with EEXIST if the name exists, EPERM or EINVAL if the
   *     folder is not in a BPF file system, ENOENT if there is no such folder
   * @throws IllegalStateException if the map is closed, or lives only in the JVM
   */
  default void pin(Path path) {
    ObjectCalls.pin(fd(), path);
  }

  /** {@return whether {@link #close()} was called} */
  boolean isClosed();

  /** Gives up the map. Closing twice is harmless. */
  @Override
  void close();
}
