package bpf4j.maps.internal.jvm;

import bpf4j.maps.BpfQueue;
import bpf4j.maps.MapFullException;
import bpf4j.maps.internal.MapSpec;
import bpf4j.syscall.bpf.MapType;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The twin of queues and stacks.
 *
 * @param <V> the type of a value
 */
public final class JvmQueue<V> extends JvmMap<Void, V> implements BpfQueue<V> {

  /** The oldest value first. */
  private final Deque<V> content = new ArrayDeque<>();

  private final boolean youngestFirst;

  /**
   * Makes an empty map.
   *
   * @param spec what it is to be
   */
  public JvmQueue(MapSpec<Void, V> spec) {
    super(spec);
    this.youngestFirst = spec.type() == MapType.STACK;
  }

  @Override
  public void push(V value) {
    if (!offer(value)) {
      throw new MapFullException(this);
    }
  }

  @Override
  public synchronized boolean offer(V value) {
    requireOpen();
    V copy = values.of(value);
    if (content.size() >= maxEntries()) {
      return false;
    }
    content.addLast(copy);
    return true;
  }

  @Override
  public synchronized void pushEvicting(V value) {
    requireOpen();
    V copy = values.of(value);
    if (content.size() >= maxEntries()) {
      content.removeFirst();
    }
    content.addLast(copy);
  }

  @Override
  public synchronized V pop() {
    requireOpen();
    return youngestFirst ? content.pollLast() : content.pollFirst();
  }

  @Override
  public synchronized V peek() {
    requireOpen();
    V next = youngestFirst ? content.peekLast() : content.peekFirst();
    return next == null ? null : values.of(next);
  }
}
