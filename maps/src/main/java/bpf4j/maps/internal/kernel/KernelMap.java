package bpf4j.maps.internal.kernel;

import bpf4j.maps.BpfMap;
import bpf4j.maps.MapCursor;
import bpf4j.maps.MapFullException;
import bpf4j.maps.internal.KernelObjects;
import bpf4j.maps.internal.MapSpec;
import bpf4j.maps.layout.Layout;
import bpf4j.syscall.SyscallException;
import bpf4j.syscall.bpf.ElementCall;
import bpf4j.syscall.bpf.MapFlags;
import bpf4j.syscall.bpf.MapType;
import bpf4j.syscall.bpf.UpdateOutcome;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.system.Machine;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A map in the kernel: its specification, its descriptor, and the calls that all kinds share.
 *
 * <p>In the memory of a call the key lies at {@link ElementCall#KEY}, the value at {@link
 * #valueOffset}.
 *
 * @param <K> the type of a key
 * @param <V> the type of a value, of one CPU where each has its own
 */
abstract class KernelMap<K, V> implements BpfMap {

  final Layout<K> keyLayout;
  final Layout<V> valueLayout;
  final int valueOffset;
  final int callEnd;
  final int entries;

  /** What calls that copy values say so that they hold the value's lock, if it has one. */
  final long locking;

  private final MapSpec<K, V> spec;
  private final Fd fd;

  /** The memory of the thread that was here last; a race for it costs a look-up, no more. */
  private ElementCall recentCall;

  /** Until the kernel says that it cannot (before Linux 5.14). */
  private volatile boolean takesAtOnce = true;

  private final AtomicReference<MapWalk> idleWalk = new AtomicReference<>();
  private final AtomicReference<MapBatch> idleBatch = new AtomicReference<>();

  KernelMap(MapSpec<K, V> spec) {
    this(spec, spec);
  }

  /** A map that is not to the kernel what it is to its users. */
  KernelMap(MapSpec<K, V> spec, MapSpec<?, ?> made) {
    this(spec, MapCreation.create(made));
  }

  /** A map that exists; its descriptor is this one's from now on. */
  KernelMap(MapSpec<K, V> spec, Fd opened) {
    this.spec = spec;
    this.locking = KernelObjects.hasLock(spec.valueLayout()) ? MapFlags.LOCK : 0;
    this.keyLayout = spec.keyLayout();
    this.valueLayout = spec.valueLayout();
    this.entries = spec.maxEntries();
    this.valueOffset = ElementCall.KEY + alignUp(keyLayout.size());
    try {
      this.callEnd = Math.addExact(valueOffset, Math.max(valueBytes(spec), Long.BYTES));
    } catch (ArithmeticException e) {
      opened.close();
      throw e;
    }
    this.fd = opened;
    DropWarning.watch(this, spec.name(), opened::isOpen);
  }

  /** The bytes that system calls copy for one value. */
  static int valueBytes(MapSpec<?, ?> spec) {
    int size = spec.valueLayout().size();
    return spec.isPerCpu() ? Math.multiplyExact(alignUp(size), Machine.possibleCpuCount()) : size;
  }

  static int alignUp(int size) {
    return (size + Long.BYTES - 1) & -Long.BYTES;
  }

  @Override
  public final MapType type() {
    return spec.type();
  }

  @Override
  public final String name() {
    return spec.name();
  }

  @Override
  public final int maxEntries() {
    return entries;
  }

  @Override
  public final int flags() {
    return spec.flags();
  }

  @Override
  public Layout<K> keyLayout() {
    return keyLayout;
  }

  @Override
  public Layout<V> valueLayout() {
    return valueLayout;
  }

  @Override
  public final Fd fd() {
    requireOpen();
    return fd;
  }

  @Override
  public final boolean isClosed() {
    return !fd.isOpen();
  }

  @Override
  public void close() {
    fd.close();
  }

  @Override
  public final String toString() {
    return name() + (isClosed() ? " (closed)" : "");
  }

  final void requireOpen() {
    if (!fd.isOpen()) {
      throw new IllegalStateException(name() + " is closed; use it inside its try block");
    }
  }

  /** This thread's memory with room for a key and value of this map. */
  final ElementCall call() {
    requireOpen();
    ElementCall call = recentCall;
    if (call == null || !call.isMine(callEnd)) {
      call = ElementCall.ofThread(callEnd);
      recentCall = call;
    }
    return call;
  }

  final ElementCall callWith(K key) {
    ElementCall call = call();
    keyLayout.write(key, call.buffer(), ElementCall.KEY);
    return call;
  }

  final boolean lookup(ElementCall call) {
    return call.lookup(fd, valueOffset, locking);
  }

  /** Puts in any case, or throws. */
  final void update(ElementCall call) {
    if (update(call, MapFlags.ANY) != UpdateOutcome.UPDATED) {
      throw new MapFullException(this);
    }
  }

  final UpdateOutcome update(ElementCall call, long flags) {
    return call.update(fd, valueOffset, flags | locking);
  }

  /** Puts a descriptor as the value, for maps that hold things of the kernel. */
  final void putDescriptor(ElementCall call, Fd held) {
    int number = held.acquire();
    try {
      call.buffer().putInt(valueOffset, number);
      update(call);
    } finally {
      held.release();
    }
  }

  final boolean delete(ElementCall call) {
    return call.delete(fd);
  }

  /** Looks up and deletes, in one step where the kernel has that for this type (Linux 5.14). */
  final boolean take(ElementCall call) {
    if (takesAtOnce) {
      try {
        return call.lookupAndDelete(fd, valueOffset, locking);
      } catch (SyscallException e) {
        if (!Unsupported.isSaidBy(e)) {
          throw e;
        }
        takesAtOnce = false;
      }
    }
    return lookup(call) && delete(call);
  }

  /** Deletes keys; returns how many were there. */
  final int removeKeys(Iterable<? extends K> keys) {
    try (MapBatch batch = batch()) {
      int removed = 0;
      for (K key : keys) {
        keyLayout.write(key, batch.keys(), batch.keyAt(batch.next()));
        removed += batch.removeIfComplete();
      }
      return removed + batch.remove();
    }
  }

  /** Calls the action for each entry, with memory of its own: the action may use this map. */
  final void walk(EntryAction action) {
    MapWalk walk = takeWalk();
    walk.run(action);
    giveBack(walk);
  }

  /** How many entries there are, by going through them. */
  final long countEntries() {
    long[] count = {0};
    walk((keys, key, values, value) -> count[0]++);
    return count[0];
  }

  private MapWalk takeWalk() {
    requireOpen();
    MapWalk walk = idleWalk.getAndSet(null);
    return walk == null
        ? new MapWalk(fd, keyLayout.size(), valueBytes(spec), maxEntries(), true, locking, order())
        : walk;
  }

  /** The order of the keys; {@code null} if the kernel has none. */
  KeyOrder order() {
    return null;
  }

  /** Keeps a walk's memory for the next one. */
  final void giveBack(MapWalk walk) {
    idleWalk.set(walk);
  }

  /** Goes through the entries, whose values the reader makes of memory. */
  final <E> MapCursor<K, E> cursor(KernelCursor.Reader<E> reader) {
    return new KernelCursor<>(this, takeWalk(), keyLayout, reader, valueBytes(spec));
  }

  /** Calls the action for each entry, which is removed. */
  final void drainEntries(EntryAction action) {
    requireOpen();
    new MapDrain(fd, keyLayout.size(), valueBytes(spec), maxEntries(), locking).run(action, true);
  }

  /** Room for entries to put or remove, to be closed. */
  final MapBatch batch() {
    requireOpen();
    MapBatch batch = idleBatch.getAndSet(null);
    return batch != null ? batch : new MapBatch(this, fd, keyLayout.size(), valueBytes(spec));
  }

  final void giveBack(MapBatch batch) {
    idleBatch.set(batch);
  }
}
