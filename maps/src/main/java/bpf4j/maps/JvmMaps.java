package bpf4j.maps;

import bpf4j.maps.internal.MapOptions;
import bpf4j.maps.internal.MapSpec;
import bpf4j.maps.internal.histogram.CpuHistogram;
import bpf4j.maps.internal.histogram.HashHistogram;
import bpf4j.maps.internal.histogram.LinearScale;
import bpf4j.maps.internal.histogram.Log2Scale;
import bpf4j.maps.internal.histogram.Scale;
import bpf4j.maps.internal.jvm.JvmArray;
import bpf4j.maps.internal.jvm.JvmGlobal;
import bpf4j.maps.internal.jvm.JvmGlobalArray;
import bpf4j.maps.internal.jvm.JvmHash;
import bpf4j.maps.internal.jvm.JvmHashSet;
import bpf4j.maps.internal.jvm.JvmMaker;
import bpf4j.maps.internal.jvm.JvmPerCpuArray;
import bpf4j.maps.internal.jvm.JvmPerCpuHash;
import bpf4j.maps.layout.Layout;
import bpf4j.syscall.bpf.MapFlags;
import bpf4j.syscall.bpf.MapType;

/**
 * Makes maps that live in the JVM: twins of those of {@link BpfMaps}, method by method, which need
 * neither privileges nor Linux.
 *
 * <p>They run kernel-side code in unit tests, and behave as the kernel's maps do: values are copied
 * when they are put, a number is cut to its width, an index out of range throws, a full map
 * refuses, an LRU map evicts (exactly the least recently used entry, where the kernel only nearly
 * does), a per-CPU map has one CPU. A value that can change, a plain class or an array, is live
 * when it is got, as it is in a program: its changes are changes of the map. {@link BpfMap#fd()}
 * throws.
 *
 * <p>All factories throw {@link bpf4j.maps.layout.LayoutException} if a class has no layout and
 * {@link IllegalArgumentException} if a size is outside what BPF allows.
 */
public final class JvmMaps {

  private JvmMaps() {}

  /**
   * An array.
   *
   * @param <V> the type of a value
   * @param valueType the type of a value
   * @param maxEntries the number of values, at least 1
   * @return the map
   */
  public static <V> BpfArray<V> array(Class<V> valueType, int maxEntries) {
    return array(Layout.of(valueType), maxEntries);
  }

  /**
   * An array.
   *
   * @param <V> the type of a value
   * @param valueLayout the layout of a value
   * @param maxEntries the number of values, at least 1
   * @return the map
   */
  public static <V> BpfArray<V> array(Layout<V> valueLayout, int maxEntries) {
    return new JvmArray<>(MapSpec.of(MapType.ARRAY, "array", index(), valueLayout, maxEntries));
  }

  /**
   * An array that stands for one whose memory is shared, with its ordered and atomic operations.
   *
   * @param <V> the type of a value
   * @param valueType the type of a value
   * @param maxEntries the number of values, at least 1; 2 GiB in all at most
   * @return the map
   */
  public static <V> BpfMmapArray<V> mmapArray(Class<V> valueType, int maxEntries) {
    return mmapArray(Layout.of(valueType), maxEntries);
  }

  /**
   * An array that stands for one whose memory is shared, with its ordered and atomic operations.
   *
   * @param <V> the type of a value
   * @param valueLayout the layout of a value
   * @param maxEntries the number of values, at least 1; 2 GiB in all at most
   * @return the map
   */
  public static <V> BpfMmapArray<V> mmapArray(Layout<V> valueLayout, int maxEntries) {
    return new JvmArray<>(
        MapSpec.of(MapType.ARRAY, "mmap", index(), valueLayout, maxEntries)
            .withFlags(MapFlags.MMAPABLE));
  }

  /**
   * A variable.
   *
   * @param <V> the type of the value
   * @param valueType the type of the value
   * @return the map
   */
  public static <V> BpfGlobal<V> global(Class<V> valueType) {
    return global(Layout.of(valueType));
  }

  /**
   * A variable.
   *
   * @param <V> the type of the value
   * @param valueLayout the layout of the value
   * @return the map
   */
  public static <V> BpfGlobal<V> global(Layout<V> valueLayout) {
    return new JvmGlobal<>(
        MapSpec.of(MapType.ARRAY, "global", index(), valueLayout, 1).withFlags(MapFlags.MMAPABLE));
  }

  /**
   * An array that stands for one that programs reach at its address.
   *
   * @param <V> the type of an element
   * @param valueType the type of an element
   * @param length the number of elements, at least 1; 2 GiB in all at most
   * @return the map
   */
  public static <V> BpfGlobalArray<V> globalArray(Class<V> valueType, int length) {
    return globalArray(Layout.of(valueType), length);
  }

  /**
   * An array that stands for one that programs reach at its address.
   *
   * @param <V> the type of an element
   * @param valueLayout the layout of an element
   * @param length the number of elements, at least 1; 2 GiB in all at most
   * @return the map
   */
  public static <V> BpfGlobalArray<V> globalArray(Layout<V> valueLayout, int length) {
    return new JvmGlobalArray<>(
        MapSpec.of(MapType.ARRAY, "global", index(), valueLayout, length)
            .withFlags(MapFlags.MMAPABLE));
  }

  /**
   * A hash map.
   *
   * @param <K> the type of a key
   * @param <V> the type of a value
   * @param keyType the type of a key, at most 512 bytes in memory
   * @param valueType the type of a value
   * @param maxEntries how many entries fit, at least 1
   * @return the map
   */
  public static <K, V> BpfHash<K, V> hash(Class<K> keyType, Class<V> valueType, int maxEntries) {
    return hash(Layout.of(keyType), Layout.of(valueType), maxEntries);
  }

  /**
   * A hash map.
   *
   * @param <K> the type of a key
   * @param <V> the type of a value
   * @param keyLayout the layout of a key, at most 512 bytes in memory
   * @param valueLayout the layout of a value
   * @param maxEntries how many entries fit, at least 1
   * @return the map
   */
  public static <K, V> BpfHash<K, V> hash(
      Layout<K> keyLayout, Layout<V> valueLayout, int maxEntries) {
    return new JvmHash<>(MapSpec.of(MapType.HASH, "hash", keyLayout, valueLayout, maxEntries));
  }

  /**
   * A hash map that evicts the least recently used entry when it is full.
   *
   * @param <K> the type of a key
   * @param <V> the type of a value
   * @param keyType the type of a key, at most 512 bytes in memory
   * @param valueType the type of a value
   * @param maxEntries how many entries fit, at least 1
   * @return the map
   */
  public static <K, V> BpfHash<K, V> lruHash(Class<K> keyType, Class<V> valueType, int maxEntries) {
    return lruHash(Layout.of(keyType), Layout.of(valueType), maxEntries);
  }

  /**
   * A hash map that evicts the least recently used entry when it is full.
   *
   * @param <K> the type of a key
   * @param <V> the type of a value
   * @param keyLayout the layout of a key, at most 512 bytes in memory
   * @param valueLayout the layout of a value
   * @param maxEntries how many entries fit, at least 1
   * @return the map
   */
  public static <K, V> BpfHash<K, V> lruHash(
      Layout<K> keyLayout, Layout<V> valueLayout, int maxEntries) {
    return new JvmHash<>(MapSpec.of(MapType.LRU_HASH, "lru", keyLayout, valueLayout, maxEntries));
  }

  /**
   * A set of keys.
   *
   * @param <K> the type of a key
   * @param keyType the type of a key, at most 512 bytes in memory
   * @param maxEntries how many keys fit, at least 1
   * @return the set
   */
  public static <K> BpfHashSet<K> hashSet(Class<K> keyType, int maxEntries) {
    return hashSet(Layout.of(keyType), maxEntries);
  }

  /**
   * A set of keys.
   *
   * @param <K> the type of a key
   * @param keyLayout the layout of a key, at most 512 bytes in memory
   * @param maxEntries how many keys fit, at least 1
   * @return the set
   */
  public static <K> BpfHashSet<K> hashSet(Layout<K> keyLayout, int maxEntries) {
    return new JvmHashSet<>(
        MapSpec.of(MapType.HASH, "set", keyLayout, Layout.of(Boolean.class), maxEntries));
  }

  /**
   * An array with a value for each CPU: programs on different CPUs never wait for each other.
   *
   * @param <V> the type of one CPU's value
   * @param valueType the type of one CPU's value, at most 32 KiB in memory
   * @param maxEntries the number of entries, at least 1
   * @return the map
   */
  public static <V> BpfPerCpuArray<V> percpuArray(Class<V> valueType, int maxEntries) {
    return percpuArray(Layout.of(valueType), maxEntries);
  }

  /**
   * An array with a value for each CPU: programs on different CPUs never wait for each other.
   *
   * @param <V> the type of one CPU's value
   * @param valueLayout the layout of one CPU's value, at most 32 KiB in memory
   * @param maxEntries the number of entries, at least 1
   * @return the map
   */
  public static <V> BpfPerCpuArray<V> percpuArray(Layout<V> valueLayout, int maxEntries) {
    return new JvmPerCpuArray<>(
        MapSpec.of(MapType.PERCPU_ARRAY, "pcarray", index(), valueLayout, maxEntries));
  }

  /**
   * A hash map with a value for each CPU.
   *
   * @param <K> the type of a key
   * @param <V> the type of one CPU's value
   * @param keyType the type of a key, at most 512 bytes in memory
   * @param valueType the type of one CPU's value, at most 32 KiB in memory
   * @param maxEntries how many keys fit, at least 1
   * @return the map
   */
  public static <K, V> BpfPerCpuHash<K, V> percpuHash(
      Class<K> keyType, Class<V> valueType, int maxEntries) {
    return percpuHash(Layout.of(keyType), Layout.of(valueType), maxEntries);
  }

  /**
   * A hash map with a value for each CPU.
   *
   * @param <K> the type of a key
   * @param <V> the type of one CPU's value
   * @param keyLayout the layout of a key, at most 512 bytes in memory
   * @param valueLayout the layout of one CPU's value, at most 32 KiB in memory
   * @param maxEntries how many keys fit, at least 1
   * @return the map
   */
  public static <K, V> BpfPerCpuHash<K, V> percpuHash(
      Layout<K> keyLayout, Layout<V> valueLayout, int maxEntries) {
    return new JvmPerCpuHash<>(
        MapSpec.of(MapType.PERCPU_HASH, "pchash", keyLayout, valueLayout, maxEntries));
  }

  /**
   * A histogram that lives in the JVM by powers of two: for 0, for 1, for 2 and 3, for 4 to 7 and
   * so on; what is below 0 counts as one.
   *
   * @return the histogram
   */
  public static BpfHistogram log2Histogram() {
    return log2Histogram("");
  }

  /**
   * A histogram that lives in the JVM by powers of two: for 0, for 1, for 2 and 3, for 4 to 7 and
   * so on; what is below 0 counts as one.
   *
   * @param unit the name of the values' unit, as {@code usecs}
   * @return the histogram
   */
  public static BpfHistogram log2Histogram(String unit) {
    return histogram(new Log2Scale(), unit);
  }

  /**
   * A histogram that lives in the JVM by steps of one width; what is below and above them counts as
   * one each.
   *
   * @param from the lowest value of the first step
   * @param step the width of a step, at least 1
   * @param steps how many there are, 1 to 100,000
   * @param unit the name of the values' unit, as {@code bytes}, or empty
   * @return the histogram
   */
  public static BpfHistogram linearHistogram(long from, long step, int steps, String unit) {
    return histogram(new LinearScale(from, step, steps), unit);
  }

  private static BpfHistogram histogram(Scale scale, String unit) {
    return new CpuHistogram(percpuArray(Long.class, CpuHistogram.entries(scale)), scale, unit);
  }

  /**
   * A histogram that lives in the JVM by powers of two for each key.
   *
   * @param <K> the type of a key
   * @param keyType the type of a key
   * @param maxEntries how many buckets fit, those of all keys together: a key takes as many as its
   *     values fall into
   * @param unit the name of the values' unit, as {@code usecs}, or empty
   * @return the histograms
   */
  public static <K> BpfKeyedHistogram<K> log2Histogram(
      Class<K> keyType, int maxEntries, String unit) {
    return log2Histogram(Layout.of(keyType), maxEntries, unit);
  }

  /**
   * A histogram that lives in the JVM by powers of two for each key.
   *
   * @param <K> the type of a key
   * @param keyLayout the layout of a key
   * @param maxEntries how many buckets fit, those of all keys together: a key takes as many as its
   *     values fall into
   * @param unit the name of the values' unit, as {@code usecs}, or empty
   * @return the histograms
   */
  public static <K> BpfKeyedHistogram<K> log2Histogram(
      Layout<K> keyLayout, int maxEntries, String unit) {
    return new HashHistogram<>(
        hash(HashHistogram.layout(keyLayout), Layout.of(Long.class), maxEntries),
        new Log2Scale(),
        unit);
  }

  /** {@return what makes maps in the JVM with a name, on a NUMA node, read-only, and so on} */
  public static MapFactory factory() {
    return new MapFactory(JvmMaker.INSTANCE, MapOptions.NONE);
  }

  /**
   * A queue: what was pushed first is popped first.
   *
   * @param <V> the type of a value
   * @param valueType the type of a value
   * @param maxEntries how many values fit, at least 1
   * @return the queue
   */
  public static <V> BpfQueue<V> queue(Class<V> valueType, int maxEntries) {
    return factory().queue(Layout.of(valueType), maxEntries);
  }

  /**
   * A stack: what was pushed last is popped first.
   *
   * @param <V> the type of a value
   * @param valueType the type of a value
   * @param maxEntries how many values fit, at least 1
   * @return the stack
   */
  public static <V> BpfQueue<V> stack(Class<V> valueType, int maxEntries) {
    return factory().stack(Layout.of(valueType), maxEntries);
  }

  /**
   * A bloom filter of 5 hash functions.
   *
   * @param <V> the type of a value
   * @param valueType the type of a value
   * @param maxEntries how many values it is made for, at least 1
   * @return the filter
   */
  public static <V> BpfBloomFilter<V> bloomFilter(Class<V> valueType, int maxEntries) {
    return factory().bloomFilter(Layout.of(valueType), maxEntries, 5);
  }

  /**
   * A ring of records from Java to programs.
   *
   * @param <T> the type of a record
   * @param recordType the type of a record
   * @param bytes the size, a power of two, at least a page and at most 512 MiB
   * @return the ring
   */
  public static <T> BpfUserRingBuffer<T> userRingBuffer(Class<T> recordType, int bytes) {
    return factory().userRingBuffer(Layout.of(recordType), bytes);
  }

  /**
   * The twin of a storage of sockets, with one object.
   *
   * @param <V> the type of a value
   * @param valueType the type of a value
   * @return the storage
   */
  public static <V> BpfLocalStorage<V> socketStorage(Class<V> valueType) {
    return factory().socketStorage(Layout.of(valueType));
  }

  /**
   * The twin of a storage of inodes, with one object.
   *
   * @param <V> the type of a value
   * @param valueType the type of a value
   * @return the storage
   */
  public static <V> BpfLocalStorage<V> inodeStorage(Class<V> valueType) {
    return factory().inodeStorage(Layout.of(valueType));
  }

  /**
   * The twin of a storage of threads, with one object.
   *
   * @param <V> the type of a value
   * @param valueType the type of a value
   * @return the storage
   */
  public static <V> BpfLocalStorage<V> taskStorage(Class<V> valueType) {
    return factory().taskStorage(Layout.of(valueType));
  }

  /**
   * The twin of a storage of control groups, with one object.
   *
   * @param <V> the type of a value
   * @param valueType the type of a value
   * @return the storage
   */
  public static <V> BpfLocalStorage<V> cgroupStorage(Class<V> valueType) {
    return factory().cgroupStorage(Layout.of(valueType));
  }

  /**
   * Values by longest prefix.
   *
   * @param <K> the type of a prefix
   * @param <V> the type of a value
   * @param keyType the type of a prefix, as {@link Ipv4Prefix}
   * @param valueType the type of a value
   * @param maxEntries how many prefixes fit, at least 1
   * @return the map
   */
  public static <K, V> BpfLpmTrie<K, V> lpmTrie(
      Class<K> keyType, Class<V> valueType, int maxEntries) {
    return factory().lpmTrie(Layout.of(keyType), Layout.of(valueType), maxEntries);
  }

  /**
   * A hash map with a value for each CPU that evicts entries not used for long when it is full.
   *
   * @param <K> the type of a key
   * @param <V> the type of one CPU's value
   * @param keyType the type of a key, at most 512 bytes in memory
   * @param valueType the type of one CPU's value, at most 32 KiB in memory
   * @param maxEntries how many keys fit, at least 1
   * @return the map
   */
  public static <K, V> BpfPerCpuHash<K, V> lruPercpuHash(
      Class<K> keyType, Class<V> valueType, int maxEntries) {
    return factory().lruPercpuHash(Layout.of(keyType), Layout.of(valueType), maxEntries);
  }

  private static Layout<Integer> index() {
    return Layout.of(Integer.class);
  }
}
