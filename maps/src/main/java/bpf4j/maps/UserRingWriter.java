package bpf4j.maps;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Writes records into a {@link BpfUserRingBuffer}, one after the other, where they lie:
 *
 * <pre>{@code
 * try (var writer = ring.writer()) {
 *   if (writer.reserve()) {
 *     writer.record().putInt(pid).putLong(time);
 *     writer.submit();
 *   }
 * }
 * }</pre>
 *
 * <p>A reservation holds its place in the order of records, and programs wait in front of it: it
 * must be submitted or discarded soon. A writer has one at a time and belongs to one thread at a
 * time; threads with writers of their own only meet for the moment of a reservation. Nothing is
 * allocated, but for what waits on first use.
 *
 * <p>All methods but {@link #close()} throw {@link IllegalStateException} once the ring is closed.
 * What is being written while another thread closes the ring is lost.
 *
 * @param <T> the type of a record
 */
public interface UserRingWriter<T> extends AutoCloseable {

  /**
   * Reserves a place for a record as its layout has it.
   *
   * @return whether there was room
   * @throws IllegalStateException if this writer has a reservation, or is closed
   */
  boolean reserve();

  /**
   * Reserves a place for a record of another length.
   *
   * @param bytes how long it is, at least 1 and at most the ring's size without eight bytes
   * @return whether there was room
   * @throws IllegalArgumentException if it is longer than the ring, or has no bytes
   * @throws IllegalStateException if this writer has a reservation, or is closed
   */
  boolean reserve(int bytes);

  /**
   * Reserves a place, and waits for programs to make room if there is none.
   *
   * @param bytes as for {@link #reserve(int)}
   * @param timeout how long to wait at most, not negative
   * @return whether there was room in time
   * @throws InterruptedException if the thread is interrupted, which is noticed within a twentieth
   *     of a second, as is the closing of the ring
   * @throws IllegalArgumentException if it is longer than the ring, or has no bytes
   * @throws IllegalStateException if this writer has a reservation, or is closed
   */
  boolean reserve(int bytes, Duration timeout) throws InterruptedException;

  /**
   * The memory of the reserved record, which holds what was there before: its first byte is at the
   * position, its end is the limit.
   *
   * @return always the same buffer, in native byte order, usable until the record is submitted or
   *     discarded
   * @throws IllegalStateException if there is no reservation
   */
  ByteBuffer record();

  /**
   * Writes a value into the reserved record, from its first byte on.
   *
   * @param value the value
   * @throws IndexOutOfBoundsException if the reservation is shorter than the layout
   * @throws IllegalStateException if there is no reservation
   */
  void set(T value);

  /**
   * Lets programs take the reserved record.
   *
   * @throws IllegalStateException if there is no reservation
   */
  void submit();

  /**
   * Gives the reservation up: programs pass over it.
   *
   * @throws IllegalStateException if there is no reservation
   */
  void discard();

  /**
   * Reserves, writes and submits a record.
   *
   * @param value the record
   * @return whether there was room
   * @throws IllegalStateException if this writer has a reservation, or is closed
   */
  boolean write(T value);

  /**
   * Reserves, writes and submits a record, and waits for programs to make room if there is none.
   *
   * @param value the record
   * @param timeout how long to wait at most, not negative
   * @return whether there was room in time
   * @throws InterruptedException as {@link #reserve(int, Duration)} says
   * @throws IllegalStateException if this writer has a reservation, or is closed
   */
  boolean write(T value, Duration timeout) throws InterruptedException;

  /** Discards a reservation that is left. Closing twice is harmless. */
  @Override
  void close();
}
