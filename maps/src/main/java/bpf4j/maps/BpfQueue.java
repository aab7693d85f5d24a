package bpf4j.maps;

import bpf4j.maps.layout.Layout;

/**
 * Values without keys that are taken one by one: the oldest first from a queue ({@code
 * BPF_MAP_TYPE_QUEUE}), the youngest first from a stack ({@code BPF_MAP_TYPE_STACK}), both Linux
 * 4.20.
 *
 * <p>Values cannot be looked at but for the next one, nor counted. {@link #keyLayout()} is {@link
 * Layout#none()}.
 *
 * @param <V> the type of a value
 */
public interface BpfQueue<V> extends BpfMap {

  @Override
  Layout<Void> keyLayout();

  @Override
  Layout<V> valueLayout();

  /**
   * Adds a value.
   *
   * @param value the value, which is copied
   * @throws MapFullException if there is no room
   */
  @KernelOperation(MapOperation.PUSH)
  void push(V value);

  /**
   * Adds a value if there is room.
   *
   * @param value the value, which is copied
   * @return whether it was added
   */
  @KernelOperation(MapOperation.OFFER)
  boolean offer(V value);

  /**
   * Adds a value; if there is no room, the oldest value goes.
   *
   * @param value the value, which is copied
   */
  @KernelOperation(MapOperation.PUSH_EVICTING)
  void pushEvicting(V value);

  /**
   * Takes the next value.
   *
   * @return the value, or {@code null} if there is none
   */
  @KernelOperation(MapOperation.POP)
  V pop();

  /**
   * Looks at the next value, which stays.
   *
   * @return a copy, or {@code null} if there is none
   */
  @KernelOperation(MapOperation.PEEK)
  V peek();

  /** Takes all values, one by one, until there is none; others may add to it meanwhile. */
  default void clear() {
    while (pop() != null) {
      // What was taken is dropped.
    }
  }
}
