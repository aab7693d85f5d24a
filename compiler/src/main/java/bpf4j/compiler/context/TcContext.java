package bpf4j.compiler.context;

import bpf4j.compiler.declare.ContextField;

/**
 * The context of traffic control programs: {@code struct __sk_buff} with the fields that they may
 * read and write, and the frame from its link-layer header on.
 *
 * <p>The first bytes of a frame, up to the farthest one that lies at a place known to be near its
 * start, are read and written where they lie; a frame that does not have them in one piece is put
 * in order first. All others go through {@code bpf_skb_load_bytes} and {@code bpf_skb_store_bytes}.
 * What a program can read so does not depend on how the frame lies in memory.
 */
public interface TcContext extends SkBuff {
  /**
   * Writes the mark that netfilter and routing see.
   *
   * @param value any {@code int}
   */
  @ContextField(offset = 8, since = "4.1")
  void mark(int value);

  /**
   * Writes the device queue.
   *
   * @param value 0 to 65,535
   */
  @ContextField(offset = 12, since = "5.1")
  void queueMapping(int value);

  /**
   * Writes the queueing priority.
   *
   * @param value any {@code int}
   */
  @ContextField(offset = 32, since = "4.1")
  void priority(int value);

  /**
   * Writes the traffic control index.
   *
   * @param value its low 16 bits are written
   */
  @ContextField(offset = 44, since = "4.2")
  void tcIndex(int value);

  /**
   * The class that the packet is classified to.
   *
   * @return major number above 16 bits of minor number
   */
  @ContextField(offset = 72, since = "4.2")
  int tcClassid();

  /**
   * Writes the class that the packet is classified to.
   *
   * @param value major number above 16 bits of minor number
   */
  @ContextField(offset = 72, since = "4.2")
  void tcClassid(int value);

  /**
   * The time of arrival, or of departure where the clock is monotonic.
   *
   * @return nanoseconds; 0 when there is none
   */
  @ContextField(offset = 152, width = 8, since = "5.0")
  long tstamp();

  /**
   * Writes the time of arrival, or of departure where the clock is monotonic.
   *
   * @param value nanoseconds; 0 when there is none
   */
  @ContextField(offset = 152, width = 8, since = "5.0")
  void tstamp(long value);

  /**
   * The length with the headers of all segments that the packet will be cut into.
   *
   * @return bytes
   */
  @ContextField(offset = 160, since = "5.0")
  int wireLen();

  /**
   * What clock the time stamp is of.
   *
   * @return 0 unknown, 1 monotonic, 2 TAI
   */
  @ContextField(offset = 180, width = 1, since = "5.18")
  int tstampType();

  /**
   * The time of arrival by the network card.
   *
   * @return nanoseconds; 0 when there is none
   */
  @ContextField(offset = 184, width = 8, since = "5.16")
  long hwtstamp();

  /**
   * Writes a word for later programs on the same packet.
   *
   * @param index 0 to 4, a constant
   * @param value any {@code int}
   */
  @ContextField(offset = 48, count = 5, since = "4.2")
  void cb(int index, int value);
}
