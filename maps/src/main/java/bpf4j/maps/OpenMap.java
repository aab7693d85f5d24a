package bpf4j.maps;

import bpf4j.maps.internal.GlobalElements;
import bpf4j.maps.internal.MapSpec;
import bpf4j.maps.internal.kernel.ExistingMap;
import bpf4j.maps.internal.kernel.KernelArray;
import bpf4j.maps.internal.kernel.KernelBloomFilter;
import bpf4j.maps.internal.kernel.KernelGlobal;
import bpf4j.maps.internal.kernel.KernelGlobalArray;
import bpf4j.maps.internal.kernel.KernelHash;
import bpf4j.maps.internal.kernel.KernelHashSet;
import bpf4j.maps.internal.kernel.KernelLocalStorage;
import bpf4j.maps.internal.kernel.KernelLpmTrie;
import bpf4j.maps.internal.kernel.KernelMmapArray;
import bpf4j.maps.internal.kernel.KernelPerCpuArray;
import bpf4j.maps.internal.kernel.KernelPerCpuHash;
import bpf4j.maps.internal.kernel.KernelQueue;
import bpf4j.maps.internal.kernel.KernelUserRingBuffer;
import bpf4j.maps.layout.Layout;
import bpf4j.syscall.bpf.MapFlags;
import bpf4j.syscall.bpf.MapInfo;
import bpf4j.syscall.bpf.MapType;
import bpf4j.syscall.bpf.ObjectCalls;
import bpf4j.syscall.bpf.ObjectKind;
import bpf4j.syscall.io.Fd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.function.BiFunction;

/**
 * A map that exists in the kernel and was opened, before Java knows its types.
 *
 * <pre>{@code
 * try (var flows = BpfMaps.open(Path.of("/sys/fs/bpf/flows")).hash(Integer.class, Flow.class)) {
 *   flows.forEach((address, flow) -> …);
 * }
 * }</pre>
 *
 * <p>Telling the types compares them with what the kernel knows of the map: its type, sizes and
 * flags, and field by field what its BTF says, if it was made with BTF and this process may read it
 * ({@code CAP_SYS_ADMIN}). What does not fit ends in a {@link MapMismatchException} that names the
 * field. The map told its types takes over the descriptor; if it cannot be, the descriptor is
 * closed. So this object serves once.
 */
public final class OpenMap implements AutoCloseable {

  private final ExistingMap map;

  private OpenMap(Fd fd) {
    try {
      this.map = new ExistingMap(fd);
    } catch (RuntimeException | Error e) {
      fd.close();
      throw e;
    }
  }

  static OpenMap at(Path path) {
    return new OpenMap(
        ObjectCalls.openPinned(path, 0)
            .orElseThrow(() -> new NoSuchElementException("nothing is pinned at " + path)));
  }

  static OpenMap of(int id) {
    return new OpenMap(
        ObjectCalls.openById(ObjectKind.MAP, id)
            .orElseThrow(() -> new NoSuchElementException("there is no map with the id " + id)));
  }

  static boolean unpin(Path path) {
    Fd fd = ObjectCalls.openPinned(path, 0).orElse(null);
    if (fd == null) {
      return false;
    }
    new OpenMap(fd).close(); // throws if it is something else
    try {
      return Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return what the kernel says about the map} */
  public MapInfo info() {
    return map.info();
  }

  /**
   * The map as an array.
   *
   * @param <V> the type of a value
   * @param valueType the type of a value
   * @return the map, to be closed
   * @throws MapMismatchException if it is something else
   */
  public <V> BpfArray<V> array(Class<V> valueType) {
    return array(Layout.of(valueType));
  }

  /**
   * The map as an array.
   *
   * @param <V> the type of a value
   * @param valueLayout the layout of a value
   * @return the map, to be closed
   * @throws MapMismatchException if it is something else
   */
  public <V> BpfArray<V> array(Layout<V> valueLayout) {
    return open(index(), valueLayout, 0, KernelArray<V>::new, MapType.ARRAY);
  }

  /**
   * The map as an array whose memory is shared.
   *
   * @param <V> the type of a value
   * @param valueType the type of a value
   * @return the map, to be closed
   * @throws MapMismatchException if it is something else
   */
  public <V> BpfMmapArray<V> mmapArray(Class<V> valueType) {
    return mmapArray(Layout.of(valueType));
  }

  /**
   * The map as an array whose memory is shared.
   *
   * @param <V> the type of a value
   * @param valueLayout the layout of a value
   * @return the map, to be closed
   * @throws MapMismatchException if it is something else
   */
  public <V> BpfMmapArray<V> mmapArray(Layout<V> valueLayout) {
    return open(index(), valueLayout, MapFlags.MMAPABLE, KernelMmapArray<V>::new, MapType.ARRAY);
  }

  /**
   * The map as a variable.
   *
   * @param <V> the type of the value
   * @param valueType the type of the value
   * @return the map, to be closed
   * @throws MapMismatchException if it is something else
   */
  public <V> BpfGlobal<V> global(Class<V> valueType) {
    return global(Layout.of(valueType));
  }

  /**
   * The map as a variable.
   *
   * @param <V> the type of the value
   * @param valueLayout the layout of the value
   * @return the map, to be closed
   * @throws MapMismatchException if it is something else
   */
  public <V> BpfGlobal<V> global(Layout<V> valueLayout) {
    requireOneEntry("a variable");
    return open(index(), valueLayout, MapFlags.MMAPABLE, KernelGlobal<V>::new, MapType.ARRAY);
  }

  /**
   * The map as a hash map, LRU or not.
   *
   * @param <K> the type of a key
   * @param <V> the type of a value
   * @param keyType the type of a key
   * @param valueType the type of a value
   * @return the map, to be closed
   * @throws MapMismatchException if it is something else
   */
  public <K, V> BpfHash<K, V> hash(Class<K> keyType, Class<V> valueType) {
    return hash(Layout.of(keyType), Layout.of(valueType));
  }

  /**
   * The map as a hash map, LRU or not.
   *
   * @param <K> the type of a key
   * @param <V> the type of a value
   * @param keyLayout the layout of a key
   * @param valueLayout the layout of a value
   * @return the map, to be closed
   * @throws MapMismatchException if it is something else
   */
  public <K, V> BpfHash<K, V> hash(Layout<K> keyLayout, Layout<V> valueLayout) {
    return open(keyLayout, valueLayout, 0, KernelHash<K, V>::new, MapType.HASH, MapType.LRU_HASH);
  }

  /**
   * The map as a set: a hash map whose values are one byte.
   *
   * @param <K> the type of a key
   * @param keyType the type of a key
   * @return the set, to be closed
   * @throws MapMismatchException if it is something else
   */
  public <K> BpfHashSet<K> hashSet(Class<K> keyType) {
    return hashSet(Layout.of(keyType));
  }

  /**
   * The map as a set: a hash map whose values are one byte.
   *
   * @param <K> the type of a key
   * @param keyLayout the layout of a key
   * @return the set, to be closed
   * @throws MapMismatchException if it is something else
   */
  public <K> BpfHashSet<K> hashSet(Layout<K> keyLayout) {
    return open(keyLayout, Layout.of(Boolean.class), 0, KernelHashSet<K>::new, MapType.HASH);
  }

  /**
   * The map as an array with a value for each CPU.
   *
   * @param <V> the type of one CPU's value
   * @param valueType the type of one CPU's value
   * @return the map, to be closed
   * @throws MapMismatchException if it is something else
   */
  public <V> BpfPerCpuArray<V> percpuArray(Class<V> valueType) {
    return percpuArray(Layout.of(valueType));
  }

  /**
   * The map as an array with a value for each CPU.
   *
   * @param <V> the type of one CPU's value
   * @param valueLayout the layout of one CPU's value
   * @return the map, to be closed
   * @throws MapMismatchException if it is something else
   */
  public <V> BpfPerCpuArray<V> percpuArray(Layout<V> valueLayout) {
    return open(index(), valueLayout, 0, KernelPerCpuArray<V>::new, MapType.PERCPU_ARRAY);
  }

  /**
   * The map as a hash map with a value for each CPU, LRU or not.
   *
   * @param <K> the type of a key
   * @param <V> the type of one CPU's value
   * @param keyType the type of a key
   * @param valueType the type of one CPU's value
   * @return the map, to be closed
   * @throws MapMismatchException if it is something else
   */
  public <K, V> BpfPerCpuHash<K, V> percpuHash(Class<K> keyType, Class<V> valueType) {
    return percpuHash(Layout.of(keyType), Layout.of(valueType));
  }

  /**
   * The map as a hash map with a value for each CPU, LRU or not.
   *
   * @param <K> the type of a key
   * @param <V> the type of one CPU's value
   * @param keyLayout the layout of a key
   * @param valueLayout the layout of one CPU's value
   * @return the map, to be closed
   * @throws MapMismatchException if it is something else
   */
  public <K, V> BpfPerCpuHash<K, V> percpuHash(Layout<K> keyLayout, Layout<V> valueLayout) {
    return open(
        keyLayout,
        valueLayout,
        0,
        KernelPerCpuHash<K, V>::new,
        MapType.PERCPU_HASH,
        MapType.LRU_PERCPU_HASH);
  }

  /**
   * The map as a queue.
   *
   * @param <V> the type of a value
   * @param valueType the type of a value
   * @return the map, to be closed
   * @throws MapMismatchException if it is something else
   */
  public <V> BpfQueue<V> queue(Class<V> valueType) {
    return queue(Layout.of(valueType));
  }

  /**
   * The map as a queue.
   *
   * @param <V> the type of a value
   * @param valueLayout the layout of a value
   * @return the map, to be closed
   * @throws MapMismatchException if it is something else
   */
  public <V> BpfQueue<V> queue(Layout<V> valueLayout) {
    return open(Layout.none(), valueLayout, 0, KernelQueue<V>::new, MapType.QUEUE);
  }

  /**
   * The map as a stack.
   *
   * @param <V> the type of a value
   * @param valueType the type of a value
   * @return the map, to be closed
   * @throws MapMismatchException if it is something else
   */
  public <V> BpfQueue<V> stack(Class<V> valueType) {
    return stack(Layout.of(valueType));
  }

  /**
   * The map as a stack.
   *
   * @param <V> the type of a value
   * @param valueLayout the layout of a value
   * @return the map, to be closed
   * @throws MapMismatchException if it is something else
   */
  public <V> BpfQueue<V> stack(Layout<V> valueLayout) {
    return open(Layout.none(), valueLayout, 0, KernelQueue<V>::new, MapType.STACK);
  }

  /**
   * The map as a bloom filter.
   *
   * @param <V> the type of a value
   * @param valueType the type of a value
   * @return the map, to be closed
   * @throws MapMismatchException if it is something else
   */
  public <V> BpfBloomFilter<V> bloomFilter(Class<V> valueType) {
    return bloomFilter(Layout.of(valueType));
  }

  /**
   * The map as a bloom filter.
   *
   * @param <V> the type of a value
   * @param valueLayout the layout of a value
   * @return the map, to be closed
   * @throws MapMismatchException if it is something else
   */
  public <V> BpfBloomFilter<V> bloomFilter(Layout<V> valueLayout) {
    return open(Layout.none(), valueLayout, 0, KernelBloomFilter<V>::new, MapType.BLOOM_FILTER);
  }

  /**
   * The map as an array in one value, as {@link BpfMaps#globalArray(Class, int)} makes it.
   *
   * @param <V> the type of a value
   * @param valueType the type of a value
   * @return the map, to be closed
   * @throws MapMismatchException if it is something else
   */
  public <V> BpfGlobalArray<V> globalArray(Class<V> valueType) {
    return globalArray(Layout.of(valueType));
  }

  /**
   * The map as an array in one value, as {@link BpfMaps#globalArray(Class, int)} makes it.
   *
   * @param <V> the type of a value
   * @param valueLayout the layout of a value
   * @return the map, to be closed
   * @throws MapMismatchException if it is something else
   */
  public <V> BpfGlobalArray<V> globalArray(Layout<V> valueLayout) {
    requireOneEntry("an array in memory");
    int stride = GlobalElements.stride(valueLayout);
    int length = map.info().valueSize() / stride;
    if (length == 0 || map.info().valueSize() % stride != 0) {
      close();
      throw map.mismatch(
          "its " + map.info().valueSize() + " bytes are no elements of " + stride + " bytes each");
    }
    return open(
        index(),
        GlobalElements.value(valueLayout, length),
        MapFlags.MMAPABLE,
        (spec, fd) -> new KernelGlobalArray<>(spec.as(index(), valueLayout, length), fd),
        MapType.ARRAY);
  }

  /**
   * The map as values by longest prefix.
   *
   * @param <K> the type of a prefix
   * @param <V> the type of a value
   * @param keyType the type of a prefix, as {@link Ipv4Prefix}
   * @param valueType the type of a value
   * @return the map, to be closed
   * @throws MapMismatchException if it is something else
   */
  public <K, V> BpfLpmTrie<K, V> lpmTrie(Class<K> keyType, Class<V> valueType) {
    return lpmTrie(Layout.of(keyType), Layout.of(valueType));
  }

  /**
   * The map as values by longest prefix.
   *
   * @param <K> the type of a prefix
   * @param <V> the type of a value
   * @param keyLayout the layout of a prefix
   * @param valueLayout the layout of a value
   * @return the map, to be closed
   * @throws MapMismatchException if it is something else
   */
  public <K, V> BpfLpmTrie<K, V> lpmTrie(Layout<K> keyLayout, Layout<V> valueLayout) {
    return open(keyLayout, valueLayout, 0, KernelLpmTrie<K, V>::new, MapType.LPM_TRIE);
  }

  /**
   * The map as a storage at the kernel's objects, of whatever kind.
   *
   * @param <V> the type of a value
   * @param valueLayout the layout of a value
   * @return the storage, to be closed
   * @throws MapMismatchException if it is something else
   */
  public <V> BpfLocalStorage<V> localStorage(Layout<V> valueLayout) {
    return open(
        index(),
        valueLayout,
        0,
        KernelLocalStorage<V>::new,
        MapType.SK_STORAGE,
        MapType.INODE_STORAGE,
        MapType.TASK_STORAGE,
        MapType.CGRP_STORAGE);
  }

  /**
   * The map as a ring of records from Java to programs. The kernel does not know what its records
   * are.
   *
   * @param <T> the type of a record
   * @param recordLayout the layout of a record
   * @return the ring, to be closed
   * @throws MapMismatchException if it is something else
   */
  public <T> BpfUserRingBuffer<T> userRingBuffer(Layout<T> recordLayout) {
    int bytes = map.info().maxEntries();
    return open(
        Layout.none(),
        Layout.none(),
        0,
        (spec, fd) -> new KernelUserRingBuffer<>(spec.as(Layout.none(), recordLayout, bytes), fd),
        MapType.USER_RINGBUF);
  }

  private void requireOneEntry(String what) {
    if (map.info().maxEntries() != 1) {
      close();
      throw map.mismatch("it has " + map.info().maxEntries() + " entries, " + what + " has one");
    }
  }

  private <K, V, M extends BpfMap> M open(
      Layout<K> keys,
      Layout<V> values,
      int flags,
      BiFunction<MapSpec<K, V>, Fd, M> opening,
      MapType... types) {
    return map.open(keys, values, flags, opening, types);
  }

  private static Layout<Integer> index() {
    return Layout.of(Integer.class);
  }

  /** Gives up the map, unless it was told its types. Closing twice is harmless. */
  @Override
  public void close() {
    map.close();
  }

  @Override
  public String toString() {
    return map.toString();
  }
}
