package bpf4j.maps.internal.jvm;

import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfMap;
import bpf4j.maps.IndexConsumer;
import bpf4j.maps.KernelTimer;
import bpf4j.maps.layout.StructField;
import bpf4j.maps.layout.StructLayout;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The timers of values that live in the JVM: one thread does what they are to do. */
public final class JvmTimers {
  /** What a timer does, and when it is to do it next. */
  private record Started(Runnable action, Future<?> next) {}

  /** Timers are told apart by identity: they have no {@code equals}. */
  private static final Map<KernelTimer, Started> STARTED = new WeakHashMap<>();

  private static final ScheduledThreadPoolExecutor THREAD =
      new ScheduledThreadPoolExecutor(
          1,
          runnable -> {
            Thread thread = new Thread(runnable, "bpf4j-timers");
            thread.setDaemon(true);
            return thread;
          });

  private JvmTimers() {}

  /** Starts a timer in a hash map. */
  public static <K, V> boolean start(
      KernelTimer timer, BpfHash<K, V> map, long nanos, BiConsumer<? super K, ? super V> action) {
    return start(timer, map, map::forEach, nanos, action);
  }

  /** Starts a timer in an array. */
  public static <V> boolean start(
      KernelTimer timer, BpfArray<V> map, long nanos, IndexConsumer<? super V> action) {
    return JvmTimers.<Integer, V>start(
        timer, map, visitor -> map.forEach(visitor::accept), nanos, action::accept);
  }

  /**
   * Starts a timer in one of the values that a walk comes to.
   *
   * @param walk visits all keys and values of the map
   */
  private static <K, V> boolean start(
      KernelTimer timer,
      BpfMap map,
      Consumer<BiConsumer<K, V>> walk,
      long nanos,
      BiConsumer<? super K, ? super V> action) {
    Field<V> field = new Field<>(map);
    boolean[] found = {false};
    walk.accept((key, value) -> found[0] |= field.isIn(value, timer));
    requireFound(found[0], map);
    return start(
        timer,
        nanos,
        () ->
            walk.accept(
                (key, value) -> {
                  if (field.isIn(value, timer)) {
                    action.accept(key, value);
                  }
                }));
  }

  private static void requireFound(boolean found, BpfMap map) {
    if (!found) {
      throw new IllegalArgumentException(
          "The timer lies in no value of "
              + map.name()
              + "; start the one in the value that get or getOrCreate returns, with its map");
    }
  }

  private static boolean start(KernelTimer timer, long nanos, Runnable action) {
    synchronized (STARTED) {
      cancel(timer);
      Future<?> next = THREAD.schedule(action, nanos, TimeUnit.NANOSECONDS);
      STARTED.put(timer, new Started(action, next));
    }
    return true;
  }

  /** Starts a timer again. */
  public static boolean restart(KernelTimer timer, long nanos) {
    synchronized (STARTED) {
      Started started = STARTED.get(timer);
      return started != null && start(timer, nanos, started.action());
    }
  }

  /** Stops a timer. */
  public static boolean cancel(KernelTimer timer) {
    synchronized (STARTED) {
      Started started = STARTED.get(timer);
      return started != null && started.next().cancel(false);
    }
  }

  /** Where values have their timer. */
  private static final class Field<V> {
    private final java.lang.reflect.Field member;

    Field(BpfMap map) {
      StructField found = null;
      if (map.valueLayout() instanceof StructLayout<?> struct) {
        for (StructField field : struct.fields()) {
          found = field.type() == KernelTimer.class ? field : found;
        }
      }
      if (found == null) {
        throw new IllegalArgumentException("The values of " + map.name() + " have no timer");
      }
      member = found.member();
      member.setAccessible(true);
    }

    boolean isIn(V value, KernelTimer timer) {
      try {
        return member.get(value) == timer;
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(member + " was made accessible", e);
      }
    }
  }
}
