package bpf4j.maps;

/**
 * An array whose memory the kernel and this process share ({@code BPF_F_MMAPABLE}, Linux 5.5):
 * every operation is a load or store, without a system call.
 *
 * <p>Integers of up to eight bytes are read and written whole. {@link #get} and {@link #put} of
 * anything larger are not atomic: they may see, or be seen, half-way. {@link #getLong} and {@link
 * #putLong} have no order with other accesses; the acquire and release forms order what was written
 * before with what is read after; {@link #add} and {@link #getAndAdd} are atomic also with
 * programs.
 *
 * <p>A thread that is inside an operation when another closes the map may read zeros, and what it
 * writes is lost; memory of something else is never reached.
 *
 * @param <V> the type of a value
 */
public interface BpfMmapArray<V> extends BpfArray<V> {

  /**
   * The integer at an index; what follows sees all that was written before it was released.
   *
   * @param index the index
   * @return the number, extended to 64 bits as its layout says
   * @throws UnsupportedOperationException if the values are not integers
   */
  long getLongAcquire(int index);

  /**
   * Sets the integer at an index; whoever acquires it sees all that was written before.
   *
   * @param index the index
   * @param value the number, cut to the width of the values
   * @throws UnsupportedOperationException if the values are not integers
   */
  void putLongRelease(int index, long value);

  /**
   * Adds to the integer at an index atomically, wrapping round; in a program since Linux 5.12.
   *
   * @param index the index
   * @param delta what to add
   * @return the number before, extended to 64 bits as its layout says
   * @throws UnsupportedOperationException if the values are not integers of four or eight bytes in
   *     host order
   */
  @KernelOperation(MapOperation.GET_AND_ADD)
  long getAndAdd(int index, long delta);
}
