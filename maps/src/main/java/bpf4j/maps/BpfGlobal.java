package bpf4j.maps;

import bpf4j.maps.layout.Layout;

/**
 * A variable that programs and this process share: one value, always there and zero at first, in an
 * array of one entry whose memory is mapped ({@code BPF_F_MMAPABLE}, Linux 5.5).
 *
 * <p>A program reads and writes it at its address ({@code BPF_PSEUDO_MAP_VALUE}, Linux 5.2): no
 * helper is called, and nothing can fail. A value that is a plain class is a section of variables;
 * {@link #get} is live in a program, so that its fields are read and written where they lie:
 *
 * <pre>{@code
 * static final class Stats { final AtomicLong packets = new AtomicLong(); int last; }
 *
 * try (var stats = BpfMaps.global(Stats.class);
 *     var lo = SocketFilter.attach("lo", skb -> {
 *       stats.get().packets.incrementAndGet();
 *       stats.get().last = skb.len();
 *     })) {
 *   BpfNumber packets = stats.number("packets");
 *   System.out.println(packets.getAndSet(0));
 * }
 * }</pre>
 *
 * <p>From Java, integers of up to eight bytes are read and written whole, without a system call;
 * {@link #get} and {@link #set} of anything larger are not atomic: they may see, or be seen,
 * half-way. {@link #number(String)} reaches single fields.
 *
 * @param <V> the type of the value
 */
public interface BpfGlobal<V> extends BpfMap {

  @Override
  Layout<Integer> keyLayout();

  @Override
  Layout<V> valueLayout();

  /** {@return the value: a copy, never {@code null}; in a program, and of a twin, live} */
  @KernelOperation(value = MapOperation.LOOKUP, keyed = false)
  V get();

  /**
   * Sets the value.
   *
   * @param value the value, which is copied
   */
  @KernelOperation(value = MapOperation.UPDATE, keyed = false)
  void set(V value);

  /**
   * The value as a number, without a box.
   *
   * @return the number, extended to 64 bits as its layout says
   * @throws UnsupportedOperationException if the value is no integer
   */
  @KernelOperation(value = MapOperation.LOOKUP, keyed = false)
  long getLong();

  /**
   * Sets the value as a number, without a box.
   *
   * @param value the number, cut to the width of the value
   * @throws UnsupportedOperationException if the value is no integer
   */
  @KernelOperation(value = MapOperation.UPDATE, keyed = false)
  void setLong(long value);

  /**
   * Adds to the number atomically, wrapping round, on either side.
   *
   * @param delta what to add
   * @throws UnsupportedOperationException if the value is no integer of four or eight bytes in host
   *     order
   */
  @KernelOperation(value = MapOperation.ADD, keyed = false)
  void add(long delta);

  /**
   * Adds to the number atomically, wrapping round, on either side; in a program since Linux 5.12.
   *
   * @param delta what to add
   * @return the number before, extended to 64 bits as its layout says
   * @throws UnsupportedOperationException if the value is no integer of four or eight bytes in host
   *     order
   */
  @KernelOperation(value = MapOperation.GET_AND_ADD, keyed = false)
  long getAndAdd(long delta);

  /**
   * The value, or a part of it, as a number that Java updates atomically.
   *
   * @param path names of fields, nested ones after a dot, elements of arrays by their index: {@code
   *     "packets"}, {@code "from.port"}, {@code "counts[3]"}; empty for the value itself
   * @return the number, usable as long as this map is open
   * @throws IllegalArgumentException if there is no such part, or it is no integer
   */
  BpfNumber number(String path);
}
