package bpf4j.maps;

import bpf4j.maps.layout.Layout;
import java.util.List;
import java.util.function.BinaryOperator;

/**
 * A fixed number of entries, each with one value per CPU ({@code BPF_MAP_TYPE_PERCPU_ARRAY}, Linux
 * 4.6).
 *
 * <p>A program sees the value of the CPU it runs on, by {@link #local}, {@link #putLocal} and
 * {@link #add}. Java sees all of them, by {@link #get} and {@link #sum}: one for each
 * <em>possible</em> CPU, in the order of CPU numbers, whether or not it is online.
 *
 * @param <V> the type of one CPU's value
 */
public interface BpfPerCpuArray<V> extends BpfMap {

  @Override
  Layout<Integer> keyLayout();

  @Override
  Layout<V> valueLayout();

  /** {@return how many values an entry has: the number of possible CPUs; 1 for a twin} */
  int cpus();

  /**
   * In a program, the value of the CPU it runs on. Java runs on no certain CPU: only a twin
   * answers.
   *
   * @param index the index
   * @return the value; in a program a struct is live
   * @throws UnsupportedOperationException if called from Java on a map in the kernel
   */
  @KernelOperation(MapOperation.LOOKUP)
  V local(int index);

  /**
   * In a program, sets the value of the CPU it runs on.
   *
   * @param index the index
   * @param value the value, which is copied
   * @throws UnsupportedOperationException if called from Java on a map in the kernel
   */
  @KernelOperation(MapOperation.UPDATE)
  void putLocal(int index, V value);

  /**
   * In a program, adds to the integer of the CPU it runs on, wrapping round.
   *
   * @param index the index
   * @param delta what to add
   * @throws UnsupportedOperationException if called from Java on a map in the kernel, or if the
   *     values are not integers of four or eight bytes in host order
   */
  @KernelOperation(MapOperation.ADD)
  void add(int index, long delta);

  /**
   * The values of all CPUs.
   *
   * @param index the index
   * @return copies, the one of CPU n at n
   */
  List<V> get(int index);

  /**
   * Sets the values of all CPUs.
   *
   * @param index the index
   * @param values as many as {@link #cpus()}
   */
  void put(int index, List<? extends V> values);

  /**
   * The integers of all CPUs, without boxes.
   *
   * @param index the index
   * @param into room for {@link #cpus()} numbers or more
   * @throws UnsupportedOperationException if the values are not integers
   */
  void getLongs(int index, long[] into);

  /**
   * The sum of all CPUs' integers, wrapping round; nothing is allocated.
   *
   * @param index the index
   * @return the sum
   * @throws UnsupportedOperationException if the values are not integers
   */
  long sum(int index);

  /**
   * The least of all CPUs' integers; nothing is allocated.
   *
   * @param index the index
   * @return the least, in the order that the layout says: signed or unsigned
   * @throws UnsupportedOperationException if the values are not integers
   */
  long min(int index);

  /**
   * The greatest of all CPUs' integers; nothing is allocated.
   *
   * @param index the index
   * @return the greatest, in the order that the layout says: signed or unsigned
   * @throws UnsupportedOperationException if the values are not integers
   */
  long max(int index);

  /**
   * Makes one value of those of all CPUs, in the order of CPU numbers.
   *
   * @param index the index
   * @param operator makes one value of what it has made so far and the next
   * @return the last one made
   */
  default V reduce(int index, BinaryOperator<V> operator) {
    return get(index).stream().reduce(operator).orElseThrow();
  }

  /**
   * Takes every entry in the order of indexes.
   *
   * @param action what to do with each index and its values
   */
  void forEach(IndexConsumer<? super List<V>> action);

  /**
   * In a program (Linux 5.13), takes the values of the CPU it runs on in the order of indexes.
   *
   * @param action what to do with each; numbers are copies, structs are live
   * @throws UnsupportedOperationException if called from Java on a map in the kernel
   */
  @KernelOperation(value = MapOperation.FOR_EACH, keyed = false)
  void forEachLocal(IndexConsumer<? super V> action);
}
