package bpf4j.maps;

import bpf4j.maps.layout.Layout;
import java.util.function.Consumer;

/**
 * A ring of records from Java to programs ({@code BPF_MAP_TYPE_USER_RINGBUF}, Linux 6.1): Java
 * writes them into shared memory without a system call, a program takes them in that order when it
 * {@linkplain #drain drains} the ring.
 *
 * <p>{@link #offer} is the simple way to write. A {@link #writer()} writes records where they lie,
 * of any length, waits for room, and allocates nothing. Any number of threads of one process may
 * write; the positions lie in memory that all who map the ring share, so a second process must not.
 *
 * <p>A record takes eight bytes more than itself, rounded up to eight. Without keys: {@link
 * #keyLayout()} is {@link Layout#none()}. {@link #maxEntries()} is the size in bytes.
 *
 * @param <T> the type of a record
 */
public interface BpfUserRingBuffer<T> extends BpfMap {

  @Override
  Layout<Void> keyLayout();

  /** {@return the layout of a record} */
  @Override
  Layout<T> valueLayout();

  /**
   * Writes a record if there is room.
   *
   * @param value the record, which is copied
   * @return whether there was room
   */
  boolean offer(T value);

  /**
   * Makes what one thread writes with. Each thread needs its own.
   *
   * @return a writer without a reservation, to be closed
   */
  UserRingWriter<T> writer();

  /** {@return how many bytes, headers included, programs have not taken yet} */
  long unread();

  /**
   * In a program: takes the records that are there, the oldest first, and gives their places back.
   * It stops in front of a record that is reserved and not submitted yet; discarded ones are passed
   * over. While one program drains the ring, others find nothing in it.
   *
   * @param action what to do with each
   * @return how many were taken
   * @throws IndexOutOfBoundsException if a record is shorter than its layout
   * @throws UnsupportedOperationException in Java, unless the ring lives in the JVM
   */
  @KernelOperation(value = MapOperation.DRAIN, keyed = false)
  long drain(Consumer<? super T> action);
}
