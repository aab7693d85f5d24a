package bpf4j.maps;

import bpf4j.maps.layout.Layout;
import bpf4j.syscall.io.Fd;

/**
 * Perf events by the number of the CPU they are for ({@code BPF_MAP_TYPE_PERF_EVENT_ARRAY}, Linux
 * 4.3): where programs write records to, or counters that they read. This is the array itself;
 * module {@code bpf4j-perf} has the typed channel that fills and reads it.
 *
 * <p>The kernel takes an entry out when the descriptor of the array that put it is closed.
 *
 * @param <T> the type of a record
 */
public interface BpfPerfEventArray<T> extends BpfMap {

  @Override
  Layout<Integer> keyLayout();

  /** {@return the layout of a record; to the kernel a value is a descriptor} */
  @Override
  Layout<T> valueLayout();

  /**
   * Sets the event of a CPU, in the place of what was there.
   *
   * @param cpu the number of the CPU, below {@link #maxEntries()}
   * @param event a perf event, which the kernel keeps open
   * @throws IndexOutOfBoundsException if there is no such entry
   * @throws bpf4j.syscall.SyscallException if it is no perf event, or of a kind that programs
   *     cannot use
   */
  void put(int cpu, Fd event);

  /**
   * Takes the event of a CPU out.
   *
   * @param cpu the number of the CPU
   * @return whether there was one
   * @throws IndexOutOfBoundsException if there is no such entry
   */
  boolean remove(int cpu);
}
