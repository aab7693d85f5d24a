package bpf4j.maps;

import bpf4j.maps.internal.BloomHashes;
import bpf4j.maps.internal.InnerMaps;
import bpf4j.maps.internal.MapMaker;
import bpf4j.maps.internal.MapOptions;
import bpf4j.maps.internal.MapSpec;
import bpf4j.maps.internal.PrefixKeys;
import bpf4j.maps.internal.RingSizes;
import bpf4j.maps.layout.Layout;
import bpf4j.syscall.bpf.MapFlags;
import bpf4j.syscall.bpf.MapType;
import java.nio.file.Path;

/**
 * Makes maps with options: in the kernel from {@link BpfMaps#factory()}, in the JVM from {@link
 * JvmMaps#factory()}.
 *
 * <pre>{@code
 * var flows = BpfMaps.factory().named("flows").onNumaNode(0).hash(Layout.of(Integer.class),
 *     Layout.of(Flow.class), 65_536);
 * }</pre>
 *
 * <p>Immutable: each option gives a new factory. An option that a type of map does not have is
 * refused by {@link IllegalArgumentException} when such a map is made. The methods that make maps
 * throw as those of {@link BpfMaps} do.
 */
public final class MapFactory {

  private final MapMaker maker;
  private final MapOptions options;

  MapFactory(MapMaker maker, MapOptions options) {
    this.maker = maker;
    this.options = options;
  }

  private MapFactory with(MapOptions changed) {
    return new MapFactory(maker, changed);
  }

  private <K, V> MapSpec<K, V> spec(
      MapType type, String kind, Layout<K> keys, Layout<V> values, int entries) {
    return options.applyTo(MapSpec.of(type, kind, keys, values, entries));
  }

  private static Layout<Integer> index() {
    return Layout.of(Integer.class);
  }

  /**
   * Names maps, for {@code bpftool} and for people (Linux 4.15); without, the name is made of kind
   * and type of value.
   *
   * @param name 1 to 15 letters, digits, {@code _} and {@code .}
   * @return a factory of maps with this name
   * @throws IllegalArgumentException if the name is anything else
   */
  public MapFactory named(String name) {
    return with(options.named(name));
  }

  /**
   * Allocates memory on a NUMA node (Linux 4.14). Per-CPU maps are where their CPUs are.
   *
   * @param node the node's number, from 0
   * @return a factory of maps on this node
   */
  public MapFactory onNumaNode(int node) {
    return with(options.onNode(node));
  }

  /**
   * Allocates entries of hash maps when they are put (Linux 4.6): less memory for maps that are
   * seldom full, slower puts.
   *
   * @return a factory of such maps
   */
  public MapFactory withoutPreallocation() {
    return with(options.with(MapFlags.NO_PREALLOC, 0));
  }

  /**
   * Gives each CPU its own list of entries to evict (LRU maps, Linux 4.10): faster, and entries are
   * evicted while other CPUs have free ones.
   *
   * @return a factory of such maps
   */
  public MapFactory withListPerCpu() {
    return with(options.with(MapFlags.NO_COMMON_LRU, 0));
  }

  /**
   * Copies values from a listening socket to those that it accepts (storages of sockets, Linux
   * 5.4).
   *
   * @return a factory of such maps
   */
  public MapFactory clonedToAccepted() {
    return with(options.with(MapFlags.CLONE, 0));
  }

  /**
   * Lets Java read only (Linux 4.15); programs may write.
   *
   * @return a factory of such maps
   */
  public MapFactory readOnlyForSystemCalls() {
    return with(options.with(MapFlags.RDONLY, MapFlags.WRONLY));
  }

  /**
   * Lets Java write only (Linux 4.15); programs may read.
   *
   * @return a factory of such maps
   */
  public MapFactory writeOnlyForSystemCalls() {
    return with(options.with(MapFlags.WRONLY, MapFlags.RDONLY));
  }

  /**
   * Lets programs read only (Linux 5.2): one that writes is refused when it is compiled.
   *
   * @return a factory of such maps
   */
  public MapFactory readOnlyForPrograms() {
    return with(options.with(MapFlags.RDONLY_PROG, MapFlags.WRONLY_PROG));
  }

  /**
   * Lets programs write only (Linux 5.2): one that reads is refused when it is compiled.
   *
   * @return a factory of such maps
   */
  public MapFactory writeOnlyForPrograms() {
    return with(options.with(MapFlags.WRONLY_PROG, MapFlags.RDONLY_PROG));
  }

  /**
   * Takes the map that is pinned at a path, or makes one and pins it there (Linux 4.4): so that it
   * survives this process, and the next one goes on with it. A pinned map must be what would be
   * made: its type, sizes, capacity and flags are compared, and its types field by field as {@link
   * OpenMap} does; names and NUMA nodes are not. A factory for one map.
   *
   * <p>Making a map then throws {@link MapMismatchException} if another is pinned there, and {@link
   * IllegalArgumentException} if the path leads to something else, or for user ring buffers, stacks
   * that programs meet, maps of maps, and maps of devices, CPUs, sockets and control groups.
   *
   * @param path a name in a folder of a mounted BPF file system, as {@code /sys/fs/bpf/flows}
   * @return a factory of the map with this name
   * @throws UnsupportedOperationException if its maps live in the JVM
   */
  public MapFactory pinnedAt(Path path) {
    return new MapFactory(maker.pinnedAt(path), options);
  }

  /**
   * An array; see {@link BpfMaps#array(Layout, int)}.
   *
   * @param <V> the type of a value
   * @param valueLayout the layout of a value
   * @param maxEntries the number of values, at least 1
   * @return the map, to be closed
   */
  public <V> BpfArray<V> array(Layout<V> valueLayout, int maxEntries) {
    return maker.array(spec(MapType.ARRAY, "array", index(), valueLayout, maxEntries));
  }

  /**
   * A hash map; see {@link BpfMaps#hash(Layout, Layout, int)}.
   *
   * @param <K> the type of a key
   * @param <V> the type of a value
   * @param keyLayout the layout of a key, at most 512 bytes in memory
   * @param valueLayout the layout of a value
   * @param maxEntries how many entries fit, at least 1
   * @return the map, to be closed
   */
  public <K, V> BpfHash<K, V> hash(Layout<K> keyLayout, Layout<V> valueLayout, int maxEntries) {
    return maker.hash(spec(MapType.HASH, "hash", keyLayout, valueLayout, maxEntries));
  }

  /**
   * A hash map that evicts; see {@link BpfMaps#lruHash(Layout, Layout, int)}.
   *
   * @param <K> the type of a key
   * @param <V> the type of a value
   * @param keyLayout the layout of a key, at most 512 bytes in memory
   * @param valueLayout the layout of a value
   * @param maxEntries how many entries fit, at least 1
   * @return the map, to be closed
   */
  public <K, V> BpfHash<K, V> lruHash(Layout<K> keyLayout, Layout<V> valueLayout, int maxEntries) {
    return maker.hash(spec(MapType.LRU_HASH, "lru", keyLayout, valueLayout, maxEntries));
  }

  /**
   * A set; see {@link BpfMaps#hashSet(Layout, int)}.
   *
   * @param <K> the type of a key
   * @param keyLayout the layout of a key, at most 512 bytes in memory
   * @param maxEntries how many keys fit, at least 1
   * @return the set, to be closed
   */
  public <K> BpfHashSet<K> hashSet(Layout<K> keyLayout, int maxEntries) {
    Layout<Boolean> present = Layout.of(Boolean.class);
    return maker.hashSet(spec(MapType.HASH, "set", keyLayout, present, maxEntries));
  }

  /**
   * An array with a value for each CPU; see {@link BpfMaps#percpuArray(Layout, int)}.
   *
   * @param <V> the type of one CPU's value
   * @param valueLayout the layout of one CPU's value, at most 32 KiB in memory
   * @param maxEntries the number of entries, at least 1
   * @return the map, to be closed
   */
  public <V> BpfPerCpuArray<V> percpuArray(Layout<V> valueLayout, int maxEntries) {
    return maker.percpuArray(
        spec(MapType.PERCPU_ARRAY, "pcarray", index(), valueLayout, maxEntries));
  }

  /**
   * A hash map with a value for each CPU; see {@link BpfMaps#percpuHash(Layout, Layout, int)}.
   *
   * @param <K> the type of a key
   * @param <V> the type of one CPU's value
   * @param keyLayout the layout of a key, at most 512 bytes in memory
   * @param valueLayout the layout of one CPU's value, at most 32 KiB in memory
   * @param maxEntries how many entries fit, at least 1
   * @return the map, to be closed
   */
  public <K, V> BpfPerCpuHash<K, V> percpuHash(
      Layout<K> keyLayout, Layout<V> valueLayout, int maxEntries) {
    return maker.percpuHash(
        spec(MapType.PERCPU_HASH, "pchash", keyLayout, valueLayout, maxEntries));
  }

  /**
   * A hash map with a value for each CPU that evicts entries not used for long when it is full
   * ({@code BPF_MAP_TYPE_LRU_PERCPU_HASH}, Linux 4.10).
   *
   * @param <K> the type of a key
   * @param <V> the type of one CPU's value
   * @param keyLayout the layout of a key, at most 512 bytes in memory
   * @param valueLayout the layout of one CPU's value, at most 32 KiB in memory
   * @param maxEntries how many entries fit, at least 1
   * @return the map, to be closed
   */
  public <K, V> BpfPerCpuHash<K, V> lruPercpuHash(
      Layout<K> keyLayout, Layout<V> valueLayout, int maxEntries) {
    return maker.percpuHash(
        spec(MapType.LRU_PERCPU_HASH, "lrupc", keyLayout, valueLayout, maxEntries));
  }

  /**
   * A queue: what was pushed first is popped first ({@code BPF_MAP_TYPE_QUEUE}, Linux 4.20).
   *
   * @param <V> the type of a value
   * @param valueLayout the layout of a value
   * @param maxEntries how many values fit, at least 1
   * @return the queue, to be closed
   */
  public <V> BpfQueue<V> queue(Layout<V> valueLayout, int maxEntries) {
    return maker.queue(spec(MapType.QUEUE, "queue", Layout.none(), valueLayout, maxEntries));
  }

  /**
   * A stack: what was pushed last is popped first ({@code BPF_MAP_TYPE_STACK}, Linux 4.20).
   *
   * @param <V> the type of a value
   * @param valueLayout the layout of a value
   * @param maxEntries how many values fit, at least 1
   * @return the stack, to be closed
   */
  public <V> BpfQueue<V> stack(Layout<V> valueLayout, int maxEntries) {
    return maker.queue(spec(MapType.STACK, "stack", Layout.none(), valueLayout, maxEntries));
  }

  /**
   * A bloom filter ({@code BPF_MAP_TYPE_BLOOM_FILTER}, Linux 5.16). With as many values as it is
   * made for, and {@code h} hash functions, it answers wrongly about once in 2<sup>h</sup> times.
   *
   * @param <V> the type of a value
   * @param valueLayout the layout of a value
   * @param maxEntries how many values it is made for, at least 1
   * @param hashFunctions how many bits each value sets, 1 to 15
   * @return the filter, to be closed
   */
  public <V> BpfBloomFilter<V> bloomFilter(
      Layout<V> valueLayout, int maxEntries, int hashFunctions) {
    return maker.bloomFilter(
        spec(MapType.BLOOM_FILTER, "bloom", Layout.none(), valueLayout, maxEntries)
            .withExtra(BloomHashes.check(hashFunctions)));
  }

  /**
   * A ring of records from Java to programs ({@code BPF_MAP_TYPE_USER_RINGBUF}, Linux 6.1).
   *
   * @param <T> the type of a record
   * @param recordLayout the layout of a record
   * @param bytes the size, a power of two, at least a page and at most 512 MiB
   * @return the ring, to be closed
   */
  public <T> BpfUserRingBuffer<T> userRingBuffer(Layout<T> recordLayout, int bytes) {
    return maker.userRingBuffer(
        spec(
            MapType.USER_RINGBUF,
            "userring",
            Layout.none(),
            recordLayout,
            RingSizes.checkMapped(bytes)));
  }

  /**
   * A value for each socket ({@code BPF_MAP_TYPE_SK_STORAGE}, Linux 5.2). Programs of control
   * groups, of {@code tc}, {@code sock_ops} and {@code sk_msg} run for a socket; no other program
   * does.
   *
   * @param <V> the type of a value
   * @param valueLayout the layout of a value
   * @return the storage, to be closed
   */
  public <V> BpfLocalStorage<V> socketStorage(Layout<V> valueLayout) {
    return localStorage(MapType.SK_STORAGE, "skstorage", valueLayout);
  }

  /**
   * A value for each inode ({@code BPF_MAP_TYPE_INODE_STORAGE}, Linux 5.10). Java alone reaches it,
   * by opened files: programs that run for inodes, those of LSM hooks, cannot yet be compiled. The
   * kernel must have {@code CONFIG_BPF_LSM}.
   *
   * @param <V> the type of a value
   * @param valueLayout the layout of a value
   * @return the storage, to be closed
   */
  public <V> BpfLocalStorage<V> inodeStorage(Layout<V> valueLayout) {
    return localStorage(MapType.INODE_STORAGE, "inodes", valueLayout);
  }

  /**
   * A value for each thread ({@code BPF_MAP_TYPE_TASK_STORAGE}, Linux 5.11). Programs mean the
   * thread that they run on or interrupt; they must be under the GPL.
   *
   * @param <V> the type of a value
   * @param valueLayout the layout of a value
   * @return the storage, to be closed
   */
  public <V> BpfLocalStorage<V> taskStorage(Layout<V> valueLayout) {
    return localStorage(MapType.TASK_STORAGE, "taskstorage", valueLayout);
  }

  /**
   * A value for each control group ({@code BPF_MAP_TYPE_CGRP_STORAGE}, Linux 6.2). Programs mean
   * the control group, in the unified hierarchy, of the thread that they run on or interrupt; they
   * must be under the GPL (Linux 6.4).
   *
   * @param <V> the type of a value
   * @param valueLayout the layout of a value
   * @return the storage, to be closed
   */
  public <V> BpfLocalStorage<V> cgroupStorage(Layout<V> valueLayout) {
    return localStorage(MapType.CGRP_STORAGE, "cgrpstorage", valueLayout);
  }

  private <V> BpfLocalStorage<V> localStorage(MapType type, String kind, Layout<V> values) {
    return maker.localStorage(
        options.applyTo(
            MapSpec.of(type, kind, index(), values, MapSpec.UNLIMITED)
                .withFlags(MapFlags.NO_PREALLOC)));
  }

  /**
   * Values by longest prefix ({@code BPF_MAP_TYPE_LPM_TRIE}, Linux 4.11).
   *
   * @param <K> the type of a prefix
   * @param <V> the type of a value
   * @param keyLayout the layout of a prefix, as {@link BpfLpmTrie} describes it
   * @param valueLayout the layout of a value
   * @param maxEntries how many prefixes fit, at least 1
   * @return the map, to be closed
   */
  public <K, V> BpfLpmTrie<K, V> lpmTrie(
      Layout<K> keyLayout, Layout<V> valueLayout, int maxEntries) {
    return maker.lpmTrie(
        spec(MapType.LPM_TRIE, "lpm", PrefixKeys.check(keyLayout), valueLayout, maxEntries)
            .withFlags(MapFlags.NO_PREALLOC));
  }

  /**
   * Network devices by index, for XDP programs to redirect to ({@code BPF_MAP_TYPE_DEVMAP}, Linux
   * 4.14).
   *
   * @param maxEntries how many devices fit, at least 1
   * @return the map, to be closed
   */
  public BpfRedirectMap devMap(int maxEntries) {
    return maker.redirectMap(spec(MapType.DEVMAP, "devmap", index(), Layout.none(), maxEntries));
  }

  /**
   * Network devices by any number, for XDP programs to redirect to ({@code
   * BPF_MAP_TYPE_DEVMAP_HASH}, Linux 5.4).
   *
   * @param maxEntries how many devices fit, at least 1
   * @return the map, to be closed
   */
  public BpfRedirectMap devMapHash(int maxEntries) {
    return maker.redirectMap(
        spec(MapType.DEVMAP_HASH, "devmaphash", index(), Layout.none(), maxEntries));
  }

  /**
   * CPUs by number, for XDP programs to redirect to ({@code BPF_MAP_TYPE_CPUMAP}, Linux 4.15).
   *
   * @param maxEntries the highest number of a CPU and 1, at least 1
   * @return the map, to be closed
   */
  public BpfRedirectMap cpuMap(int maxEntries) {
    return maker.redirectMap(spec(MapType.CPUMAP, "cpumap", index(), Layout.none(), maxEntries));
  }

  /**
   * AF_XDP sockets by receive queue, for XDP programs to redirect to ({@code BPF_MAP_TYPE_XSKMAP},
   * Linux 4.18).
   *
   * @param maxEntries the highest number of a queue and 1, at least 1
   * @return the map, to be closed
   */
  public BpfDescriptors<Integer> xskMap(int maxEntries) {
    return maker.descriptors(spec(MapType.XSKMAP, "xskmap", index(), Layout.none(), maxEntries));
  }

  /**
   * Sockets by index, for programs to redirect to ({@code BPF_MAP_TYPE_SOCKMAP}, Linux 4.14).
   *
   * @param maxEntries how many sockets fit, at least 1
   * @return the map, to be closed
   */
  public BpfDescriptors<Integer> sockMap(int maxEntries) {
    return maker.descriptors(spec(MapType.SOCKMAP, "sockmap", index(), Layout.none(), maxEntries));
  }

  /**
   * Sockets by key, for programs to redirect to ({@code BPF_MAP_TYPE_SOCKHASH}, Linux 4.18).
   *
   * @param <K> the type of a key
   * @param keyLayout the layout of a key, at most 512 bytes in memory
   * @param maxEntries how many sockets fit, at least 1
   * @return the map, to be closed
   */
  public <K> BpfDescriptors<K> sockHash(Layout<K> keyLayout, int maxEntries) {
    return maker.descriptors(
        spec(MapType.SOCKHASH, "sockhash", keyLayout, Layout.none(), maxEntries));
  }

  /**
   * Sockets of a reuseport group by index, for programs to select from ({@code
   * BPF_MAP_TYPE_REUSEPORT_SOCKARRAY}, Linux 4.19).
   *
   * @param maxEntries how many sockets fit, at least 1
   * @return the map, to be closed
   */
  public BpfDescriptors<Integer> reuseportArray(int maxEntries) {
    return maker.descriptors(
        spec(MapType.REUSEPORT_SOCKARRAY, "reuseport", index(), Layout.none(), maxEntries));
  }

  /**
   * Control groups by index, for programs to compare with ({@code BPF_MAP_TYPE_CGROUP_ARRAY}, Linux
   * 4.8).
   *
   * @param maxEntries how many control groups fit, at least 1
   * @return the map, to be closed
   */
  public BpfDescriptors<Integer> cgroupArray(int maxEntries) {
    return maker.descriptors(
        spec(MapType.CGROUP_ARRAY, "cgroups", index(), Layout.none(), maxEntries));
  }

  /**
   * Stacks that programs meet ({@code BPF_MAP_TYPE_STACK_TRACE}, Linux 4.6).
   *
   * @param maxEntries how many different stacks fit, at least 1; rounded up to a power of two
   * @param depth how many addresses of a stack are kept, at least 1; at most {@code
   *     kernel.perf_event_max_stack}, which is 127 unless it was changed
   * @return the map, to be closed
   */
  public BpfStackTraces stackTraces(int maxEntries, int depth) {
    if (depth < 1) {
      throw new IllegalArgumentException("depth is " + depth + ": a stack has at least 1 address");
    }
    Layout<long[]> addresses = Layout.longs(depth);
    return maker.stackTraces(spec(MapType.STACK_TRACE, "stacks", index(), addresses, maxEntries));
  }

  /**
   * Maps by index ({@code BPF_MAP_TYPE_ARRAY_OF_MAPS}, Linux 4.12).
   *
   * @param <M> the type of the maps inside
   * @param template what they are like; it may be closed before the outer map if no program is
   *     compiled any more, and be put inside itself
   * @param maxEntries how many maps fit, at least 1
   * @return the map, to be closed
   */
  public <M extends BpfMap> BpfMapOfMaps<Integer, M> arrayOfMaps(M template, int maxEntries) {
    return maker.mapOfMaps(
        spec(MapType.ARRAY_OF_MAPS, "maps", index(), Layout.none(), maxEntries),
        InnerMaps.checkTemplate(template));
  }

  /**
   * Maps by key ({@code BPF_MAP_TYPE_HASH_OF_MAPS}, Linux 4.12).
   *
   * @param <K> the type of a key
   * @param <M> the type of the maps inside
   * @param keyLayout the layout of a key, at most 512 bytes in memory
   * @param template what they are like, as for {@link #arrayOfMaps}
   * @param maxEntries how many maps fit, at least 1
   * @return the map, to be closed
   */
  public <K, M extends BpfMap> BpfMapOfMaps<K, M> hashOfMaps(
      Layout<K> keyLayout, M template, int maxEntries) {
    return maker.mapOfMaps(
        spec(MapType.HASH_OF_MAPS, "maps", keyLayout, Layout.none(), maxEntries),
        InnerMaps.checkTemplate(template));
  }
}
