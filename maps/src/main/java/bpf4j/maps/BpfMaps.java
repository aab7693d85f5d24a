package bpf4j.maps;

import bpf4j.maps.internal.MapOptions;
import bpf4j.maps.internal.MapSpec;
import bpf4j.maps.internal.RingSizes;
import bpf4j.maps.internal.histogram.CpuHistogram;
import bpf4j.maps.internal.histogram.HashHistogram;
import bpf4j.maps.internal.histogram.LinearScale;
import bpf4j.maps.internal.histogram.Log2Scale;
import bpf4j.maps.internal.histogram.Scale;
import bpf4j.maps.internal.kernel.KernelArray;
import bpf4j.maps.internal.kernel.KernelGlobal;
import bpf4j.maps.internal.kernel.KernelGlobalArray;
import bpf4j.maps.internal.kernel.KernelHash;
import bpf4j.maps.internal.kernel.KernelHashSet;
import bpf4j.maps.internal.kernel.KernelMaker;
import bpf4j.maps.internal.kernel.KernelMmapArray;
import bpf4j.maps.internal.kernel.KernelPerCpuArray;
import bpf4j.maps.internal.kernel.KernelPerCpuHash;
import bpf4j.maps.internal.kernel.KernelPerfEventArray;
import bpf4j.maps.internal.kernel.KernelRingBuffer;
import bpf4j.maps.layout.Layout;
import bpf4j.syscall.bpf.MapFlags;
import bpf4j.syscall.bpf.MapType;
import bpf4j.syscall.system.Machine;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.NoSuchElementException;

/**
 * Makes maps in the kernel.
 *
 * <p>Keys and values are given as a class, as {@code Integer.class} or a record of one's own, or as
 * a {@link Layout} where a class alone has no size ({@code Layout.string(16)}).
 *
 * <p>All factories need {@code CAP_BPF} (Linux 5.8; {@code CAP_SYS_ADMIN} before) unless {@code
 * kernel.unprivileged_bpf_disabled} is 0, which allows arrays and hash maps to everybody. They
 * throw
 *
 * <ul>
 *   <li>{@link bpf4j.maps.layout.LayoutException} if a class has no layout,
 *   <li>{@link IllegalArgumentException} if a size is outside what BPF allows,
 *   <li>{@link bpf4j.syscall.UnsupportedFeatureException} if this kernel lacks the map type,
 *   <li>{@link bpf4j.syscall.SyscallException} if it refuses for another reason.
 * </ul>
 */
public final class BpfMaps {

  private BpfMaps() {}

  /**
   * Opens a map that was pinned, by {@link BpfMap#pin} or by another program.
   *
   * @param path its name in a BPF file system
   * @return the map, to be told its types: {@code open(path).hash(Integer.class, Long.class)}
   * @throws NoSuchElementException if there is no such name
   * @throws IllegalArgumentException if it is no map
   * @throws bpf4j.syscall.SyscallException if this process may not open it
   */
  public static OpenMap open(Path path) {
    return OpenMap.at(path);
  }

  /**
   * Opens a map by the id that {@code bpftool map} shows (Linux 4.13). Needs {@code CAP_SYS_ADMIN}.
   *
   * @param id its id
   * @return the map, to be told its types: {@code open(id).hash(Integer.class, Long.class)}
   * @throws NoSuchElementException if there is no such map
   * @throws bpf4j.syscall.SyscallException if this process may not open it
   */
  public static OpenMap open(int id) {
    return OpenMap.of(id);
  }

  /**
   * Deletes a name that {@link BpfMap#pin} gave. The map lives on for those who use it.
   *
   * @param path the name
   * @return whether there was such a name
   * @throws IllegalArgumentException if the name is none of a map
   * @throws bpf4j.syscall.SyscallException if it is in no BPF file system
   * @throws UncheckedIOException if it cannot be deleted
   */
  public static boolean unpin(Path path) {
    return OpenMap.unpin(path);
  }

  /**
   * An array ({@code BPF_MAP_TYPE_ARRAY}, Linux 3.19).
   *
   * @param <V> the type of a value
   * @param valueType the type of a value
   * @param maxEntries the number of values, at least 1
   * @return the map, to be closed
   */
  public static <V> BpfArray<V> array(Class<V> valueType, int maxEntries) {
    return array(Layout.of(valueType), maxEntries);
  }

  /**
   * An array ({@code BPF_MAP_TYPE_ARRAY}, Linux 3.19).
   *
   * @param <V> the type of a value
   * @param valueLayout the layout of a value
   * @param maxEntries the number of values, at least 1
   * @return the map, to be closed
   */
  public static <V> BpfArray<V> array(Layout<V> valueLayout, int maxEntries) {
    return new KernelArray<>(MapSpec.of(MapType.ARRAY, "array", index(), valueLayout, maxEntries));
  }

  /**
   * An array whose memory is shared with this process ({@code BPF_F_MMAPABLE}, Linux 5.5): reading
   * and writing it makes no system call.
   *
   * @param <V> the type of a value
   * @param valueType the type of a value
   * @param maxEntries the number of values, at least 1; 2 GiB in all at most
   * @return the map, to be closed
   */
  public static <V> BpfMmapArray<V> mmapArray(Class<V> valueType, int maxEntries) {
    return mmapArray(Layout.of(valueType), maxEntries);
  }

  /**
   * An array whose memory is shared with this process ({@code BPF_F_MMAPABLE}, Linux 5.5): reading
   * and writing it makes no system call.
   *
   * @param <V> the type of a value
   * @param valueLayout the layout of a value
   * @param maxEntries the number of values, at least 1; 2 GiB in all at most
   * @return the map, to be closed
   */
  public static <V> BpfMmapArray<V> mmapArray(Layout<V> valueLayout, int maxEntries) {
    return new KernelMmapArray<>(
        MapSpec.of(MapType.ARRAY, "mmap", index(), valueLayout, maxEntries)
            .withFlags(MapFlags.MMAPABLE));
  }

  /**
   * A variable that programs reach at its address and Java in mapped memory ({@code
   * BPF_F_MMAPABLE}, Linux 5.5).
   *
   * @param <V> the type of the value
   * @param valueType the type of the value
   * @return the map, to be closed
   */
  public static <V> BpfGlobal<V> global(Class<V> valueType) {
    return global(Layout.of(valueType));
  }

  /**
   * A variable that programs reach at its address and Java in mapped memory ({@code
   * BPF_F_MMAPABLE}, Linux 5.5).
   *
   * @param <V> the type of the value
   * @param valueLayout the layout of the value
   * @return the map, to be closed
   */
  public static <V> BpfGlobal<V> global(Layout<V> valueLayout) {
    return new KernelGlobal<>(
        MapSpec.of(MapType.ARRAY, "global", index(), valueLayout, 1).withFlags(MapFlags.MMAPABLE));
  }

  /**
   * An array that programs reach at its address and Java in mapped memory ({@code BPF_F_MMAPABLE},
   * Linux 5.5).
   *
   * @param <V> the type of an element
   * @param valueType the type of an element
   * @param length the number of elements, at least 1; 2 GiB in all at most
   * @return the map, to be closed
   */
  public static <V> BpfGlobalArray<V> globalArray(Class<V> valueType, int length) {
    return globalArray(Layout.of(valueType), length);
  }

  /**
   * An array that programs reach at its address and Java in mapped memory ({@code BPF_F_MMAPABLE},
   * Linux 5.5).
   *
   * @param <V> the type of an element
   * @param valueLayout the layout of an element
   * @param length the number of elements, at least 1; 2 GiB in all at most
   * @return the map, to be closed
   */
  public static <V> BpfGlobalArray<V> globalArray(Layout<V> valueLayout, int length) {
    return new KernelGlobalArray<>(
        MapSpec.of(MapType.ARRAY, "global", index(), valueLayout, length)
            .withFlags(MapFlags.MMAPABLE));
  }

  /**
   * A hash map ({@code BPF_MAP_TYPE_HASH}, Linux 3.19). Its memory is allocated at once.
   *
   * @param <K> the type of a key
   * @param <V> the type of a value
   * @param keyType the type of a key, at most 512 bytes in memory
   * @param valueType the type of a value
   * @param maxEntries how many entries fit, at least 1
   * @return the map, to be closed
   */
  public static <K, V> BpfHash<K, V> hash(Class<K> keyType, Class<V> valueType, int maxEntries) {
    return hash(Layout.of(keyType), Layout.of(valueType), maxEntries);
  }

  /**
   * A hash map ({@code BPF_MAP_TYPE_HASH}, Linux 3.19). Its memory is allocated at once.
   *
   * @param <K> the type of a key
   * @param <V> the type of a value
   * @param keyLayout the layout of a key, at most 512 bytes in memory
   * @param valueLayout the layout of a value
   * @param maxEntries how many entries fit, at least 1
   * @return the map, to be closed
   */
  public static <K, V> BpfHash<K, V> hash(
      Layout<K> keyLayout, Layout<V> valueLayout, int maxEntries) {
    return new KernelHash<>(MapSpec.of(MapType.HASH, "hash", keyLayout, valueLayout, maxEntries));
  }

  /**
   * A hash map that evicts entries not used for long when it is full ({@code
   * BPF_MAP_TYPE_LRU_HASH}, Linux 4.10). It starts to evict before the last entry is taken, as it
   * keeps free entries at hand for each CPU.
   *
   * @param <K> the type of a key
   * @param <V> the type of a value
   * @param keyType the type of a key, at most 512 bytes in memory
   * @param valueType the type of a value
   * @param maxEntries how many entries fit, at least 1
   * @return the map, to be closed
   */
  public static <K, V> BpfHash<K, V> lruHash(Class<K> keyType, Class<V> valueType, int maxEntries) {
    return lruHash(Layout.of(keyType), Layout.of(valueType), maxEntries);
  }

  /**
   * A hash map that evicts entries not used for long when it is full ({@code
   * BPF_MAP_TYPE_LRU_HASH}, Linux 4.10). It starts to evict before the last entry is taken, as it
   * keeps free entries at hand for each CPU.
   *
   * @param <K> the type of a key
   * @param <V> the type of a value
   * @param keyLayout the layout of a key, at most 512 bytes in memory
   * @param valueLayout the layout of a value
   * @param maxEntries how many entries fit, at least 1
   * @return the map, to be closed
   */
  public static <K, V> BpfHash<K, V> lruHash(
      Layout<K> keyLayout, Layout<V> valueLayout, int maxEntries) {
    return new KernelHash<>(
        MapSpec.of(MapType.LRU_HASH, "lru", keyLayout, valueLayout, maxEntries));
  }

  /**
   * A set of keys (a {@code BPF_MAP_TYPE_HASH}, Linux 3.19).
   *
   * @param <K> the type of a key
   * @param keyType the type of a key, at most 512 bytes in memory
   * @param maxEntries how many keys fit, at least 1
   * @return the set, to be closed
   */
  public static <K> BpfHashSet<K> hashSet(Class<K> keyType, int maxEntries) {
    return hashSet(Layout.of(keyType), maxEntries);
  }

  /**
   * A set of keys (a {@code BPF_MAP_TYPE_HASH}, Linux 3.19).
   *
   * @param <K> the type of a key
   * @param keyLayout the layout of a key, at most 512 bytes in memory
   * @param maxEntries how many keys fit, at least 1
   * @return the set, to be closed
   */
  public static <K> BpfHashSet<K> hashSet(Layout<K> keyLayout, int maxEntries) {
    return new KernelHashSet<>(
        MapSpec.of(MapType.HASH, "set", keyLayout, Layout.of(Boolean.class), maxEntries));
  }

  /**
   * An array with a value for each CPU ({@code BPF_MAP_TYPE_PERCPU_ARRAY}, Linux 4.6): programs on
   * different CPUs never wait for each other.
   *
   * @param <V> the type of one CPU's value
   * @param valueType the type of one CPU's value, at most 32 KiB in memory
   * @param maxEntries the number of entries, at least 1
   * @return the map, to be closed
   */
  public static <V> BpfPerCpuArray<V> percpuArray(Class<V> valueType, int maxEntries) {
    return percpuArray(Layout.of(valueType), maxEntries);
  }

  /**
   * An array with a value for each CPU ({@code BPF_MAP_TYPE_PERCPU_ARRAY}, Linux 4.6): programs on
   * different CPUs never wait for each other.
   *
   * @param <V> the type of one CPU's value
   * @param valueLayout the layout of one CPU's value, at most 32 KiB in memory
   * @param maxEntries the number of entries, at least 1
   * @return the map, to be closed
   */
  public static <V> BpfPerCpuArray<V> percpuArray(Layout<V> valueLayout, int maxEntries) {
    return new KernelPerCpuArray<>(
        MapSpec.of(MapType.PERCPU_ARRAY, "pcarray", index(), valueLayout, maxEntries));
  }

  /**
   * A hash map with a value for each CPU ({@code BPF_MAP_TYPE_PERCPU_HASH}, Linux 4.6).
   *
   * @param <K> the type of a key
   * @param <V> the type of one CPU's value
   * @param keyType the type of a key, at most 512 bytes in memory
   * @param valueType the type of one CPU's value, at most 32 KiB in memory
   * @param maxEntries how many keys fit, at least 1
   * @return the map, to be closed
   */
  public static <K, V> BpfPerCpuHash<K, V> percpuHash(
      Class<K> keyType, Class<V> valueType, int maxEntries) {
    return percpuHash(Layout.of(keyType), Layout.of(valueType), maxEntries);
  }

  /**
   * A hash map with a value for each CPU ({@code BPF_MAP_TYPE_PERCPU_HASH}, Linux 4.6).
   *
   * @param <K> the type of a key
   * @param <V> the type of one CPU's value
   * @param keyLayout the layout of a key, at most 512 bytes in memory
   * @param valueLayout the layout of one CPU's value, at most 32 KiB in memory
   * @param maxEntries how many keys fit, at least 1
   * @return the map, to be closed
   */
  public static <K, V> BpfPerCpuHash<K, V> percpuHash(
      Layout<K> keyLayout, Layout<V> valueLayout, int maxEntries) {
    return new KernelPerCpuHash<>(
        MapSpec.of(MapType.PERCPU_HASH, "pchash", keyLayout, valueLayout, maxEntries));
  }

  /**
   * A ring of records from programs to Java ({@code BPF_MAP_TYPE_RINGBUF}, Linux 5.8).
   *
   * @param <T> the type of a record
   * @param recordLayout the layout of a record
   * @param bytes the size, a power of two and at least a page
   * @return the ring, to be closed
   */
  public static <T> BpfRingBuffer<T> ringBuffer(Layout<T> recordLayout, int bytes) {
    return new KernelRingBuffer<>(
        MapSpec.of(MapType.RINGBUF, "ring", Layout.none(), recordLayout, RingSizes.check(bytes)));
  }

  /**
   * Perf events by CPU, with room for each possible CPU ({@code BPF_MAP_TYPE_PERF_EVENT_ARRAY},
   * Linux 4.3).
   *
   * @param <T> the type of a record
   * @param recordLayout the layout of a record
   * @return the array, to be closed
   */
  public static <T> BpfPerfEventArray<T> perfEventArray(Layout<T> recordLayout) {
    return new KernelPerfEventArray<>(
        MapSpec.of(
            MapType.PERF_EVENT_ARRAY, "events", index(), recordLayout, Machine.possibleCpuCount()));
  }

  /**
   * A histogram by powers of two: for 0, for 1, for 2 and 3, for 4 to 7 and so on; what is below 0
   * counts as one.
   *
   * @return the histogram, to be closed
   */
  public static BpfHistogram log2Histogram() {
    return log2Histogram("");
  }

  /**
   * A histogram by powers of two: for 0, for 1, for 2 and 3, for 4 to 7 and so on; what is below 0
   * counts as one.
   *
   * @param unit the name of the values' unit, as {@code usecs}
   * @return the histogram, to be closed
   */
  public static BpfHistogram log2Histogram(String unit) {
    return histogram(new Log2Scale(), unit);
  }

  /**
   * A histogram by steps of one width; what is below and above them counts as one each.
   *
   * @param from the lowest value of the first step
   * @param step the width of a step, at least 1
   * @param steps how many there are, 1 to 100,000
   * @param unit the name of the values' unit, as {@code bytes}, or empty
   * @return the histogram, to be closed
   */
  public static BpfHistogram linearHistogram(long from, long step, int steps, String unit) {
    return histogram(new LinearScale(from, step, steps), unit);
  }

  private static BpfHistogram histogram(Scale scale, String unit) {
    return new CpuHistogram(percpuArray(Long.class, CpuHistogram.entries(scale)), scale, unit);
  }

  /**
   * A histogram by powers of two for each key.
   *
   * @param <K> the type of a key
   * @param keyType the type of a key
   * @param maxEntries how many buckets fit, those of all keys together: a key takes as many as its
   *     values fall into
   * @param unit the name of the values' unit, as {@code usecs}, or empty
   * @return the histograms, to be closed
   */
  public static <K> BpfKeyedHistogram<K> log2Histogram(
      Class<K> keyType, int maxEntries, String unit) {
    return log2Histogram(Layout.of(keyType), maxEntries, unit);
  }

  /**
   * A histogram by powers of two for each key.
   *
   * @param <K> the type of a key
   * @param keyLayout the layout of a key
   * @param maxEntries how many buckets fit, those of all keys together: a key takes as many as its
   *     values fall into
   * @param unit the name of the values' unit, as {@code usecs}, or empty
   * @return the histograms, to be closed
   */
  public static <K> BpfKeyedHistogram<K> log2Histogram(
      Layout<K> keyLayout, int maxEntries, String unit) {
    return new HashHistogram<>(
        hash(HashHistogram.layout(keyLayout), Layout.of(Long.class), maxEntries),
        new Log2Scale(),
        unit);
  }

  /** {@return what makes maps in the kernel with a name, on a NUMA node, read-only, and so on} */
  public static MapFactory factory() {
    return new MapFactory(KernelMaker.INSTANCE, MapOptions.NONE);
  }

  /**
   * A queue: what was pushed first is popped first ({@code BPF_MAP_TYPE_QUEUE}, Linux 4.20).
   *
   * @param <V> the type of a value
   * @param valueType the type of a value
   * @param maxEntries how many values fit, at least 1
   * @return the queue, to be closed
   */
  public static <V> BpfQueue<V> queue(Class<V> valueType, int maxEntries) {
    return factory().queue(Layout.of(valueType), maxEntries);
  }

  /**
   * A stack: what was pushed last is popped first ({@code BPF_MAP_TYPE_STACK}, Linux 4.20).
   *
   * @param <V> the type of a value
   * @param valueType the type of a value
   * @param maxEntries how many values fit, at least 1
   * @return the stack, to be closed
   */
  public static <V> BpfQueue<V> stack(Class<V> valueType, int maxEntries) {
    return factory().stack(Layout.of(valueType), maxEntries);
  }

  /**
   * A bloom filter of 5 hash functions ({@code BPF_MAP_TYPE_BLOOM_FILTER}, Linux 5.16).
   *
   * @param <V> the type of a value
   * @param valueType the type of a value
   * @param maxEntries how many values it is made for, at least 1
   * @return the filter, to be closed
   */
  public static <V> BpfBloomFilter<V> bloomFilter(Class<V> valueType, int maxEntries) {
    return factory().bloomFilter(Layout.of(valueType), maxEntries, 5);
  }

  /**
   * A ring of records from Java to programs ({@code BPF_MAP_TYPE_USER_RINGBUF}, Linux 6.1).
   *
   * @param <T> the type of a record
   * @param recordType the type of a record
   * @param bytes the size, a power of two, at least a page and at most 512 MiB
   * @return the ring, to be closed
   */
  public static <T> BpfUserRingBuffer<T> userRingBuffer(Class<T> recordType, int bytes) {
    return factory().userRingBuffer(Layout.of(recordType), bytes);
  }

  /**
   * A value for each socket ({@code BPF_MAP_TYPE_SK_STORAGE}, Linux 5.2). Programs of control
   * groups, of {@code tc}, {@code sock_ops} and {@code sk_msg} run for a socket; no other program
   * does.
   *
   * @param <V> the type of a value
   * @param valueType the type of a value
   * @return the storage, to be closed
   */
  public static <V> BpfLocalStorage<V> socketStorage(Class<V> valueType) {
    return factory().socketStorage(Layout.of(valueType));
  }

  /**
   * A value for each inode ({@code BPF_MAP_TYPE_INODE_STORAGE}, Linux 5.10). Java alone reaches it,
   * by opened files: programs that run for inodes, those of LSM hooks, cannot yet be compiled. The
   * kernel must have {@code CONFIG_BPF_LSM}.
   *
   * @param <V> the type of a value
   * @param valueType the type of a value
   * @return the storage, to be closed
   */
  public static <V> BpfLocalStorage<V> inodeStorage(Class<V> valueType) {
    return factory().inodeStorage(Layout.of(valueType));
  }

  /**
   * A value for each thread ({@code BPF_MAP_TYPE_TASK_STORAGE}, Linux 5.11). Programs mean the
   * thread that they run on or interrupt; they must be under the GPL.
   *
   * @param <V> the type of a value
   * @param valueType the type of a value
   * @return the storage, to be closed
   */
  public static <V> BpfLocalStorage<V> taskStorage(Class<V> valueType) {
    return factory().taskStorage(Layout.of(valueType));
  }

  /**
   * A value for each control group ({@code BPF_MAP_TYPE_CGRP_STORAGE}, Linux 6.2). Programs mean
   * the control group, in the unified hierarchy, of the thread that they run on or interrupt; they
   * must be under the GPL (Linux 6.4).
   *
   * @param <V> the type of a value
   * @param valueType the type of a value
   * @return the storage, to be closed
   */
  public static <V> BpfLocalStorage<V> cgroupStorage(Class<V> valueType) {
    return factory().cgroupStorage(Layout.of(valueType));
  }

  /**
   * Values by longest prefix ({@code BPF_MAP_TYPE_LPM_TRIE}, Linux 4.11).
   *
   * @param <K> the type of a prefix
   * @param <V> the type of a value
   * @param keyType the type of a prefix, as {@link Ipv4Prefix}
   * @param valueType the type of a value
   * @param maxEntries how many prefixes fit, at least 1
   * @return the map, to be closed
   */
  public static <K, V> BpfLpmTrie<K, V> lpmTrie(
      Class<K> keyType, Class<V> valueType, int maxEntries) {
    return factory().lpmTrie(Layout.of(keyType), Layout.of(valueType), maxEntries);
  }

  /**
   * A hash map with a value for each CPU that evicts entries not used for long when it is full
   * ({@code BPF_MAP_TYPE_LRU_PERCPU_HASH}, Linux 4.10).
   *
   * @param <K> the type of a key
   * @param <V> the type of one CPU's value
   * @param keyType the type of a key, at most 512 bytes in memory
   * @param valueType the type of one CPU's value, at most 32 KiB in memory
   * @param maxEntries how many keys fit, at least 1
   * @return the map, to be closed
   */
  public static <K, V> BpfPerCpuHash<K, V> lruPercpuHash(
      Class<K> keyType, Class<V> valueType, int maxEntries) {
    return factory().lruPercpuHash(Layout.of(keyType), Layout.of(valueType), maxEntries);
  }

  private static Layout<Integer> index() {
    return Layout.of(Integer.class);
  }
}
