package bpf4j.maps.internal;

import static bpf4j.syscall.bpf.MapFlags.CLONE;
import static bpf4j.syscall.bpf.MapFlags.NO_COMMON_LRU;
import static bpf4j.syscall.bpf.MapFlags.NO_PREALLOC;
import static bpf4j.syscall.bpf.MapFlags.NUMA_NODE;
import static bpf4j.syscall.bpf.MapFlags.RDONLY;
import static bpf4j.syscall.bpf.MapFlags.RDONLY_PROG;
import static bpf4j.syscall.bpf.MapFlags.WRONLY;
import static bpf4j.syscall.bpf.MapFlags.WRONLY_PROG;

import bpf4j.syscall.bpf.MapType;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a user asks of a map beyond its type and sizes.
 *
 * @param name the name, {@code null} for one made of kind and type of value
 * @param flags as {@link bpf4j.syscall.bpf.MapFlags} has them
 * @param numaNode where to allocate, {@link MapSpec#ANY_NODE} for anywhere
 */
public record MapOptions(String name, int flags, int numaNode) {

  /** Nothing is asked for. */
  public static final MapOptions NONE = new MapOptions(null, 0, MapSpec.ANY_NODE);

  private static final int SYSTEM_CALLS = RDONLY | WRONLY;
  private static final int PROGRAMS = RDONLY_PROG | WRONLY_PROG;

  /** The option behind each flag, for messages. */
  private static final Map<Integer, String> NAMES = new LinkedHashMap<>();

  static {
    NAMES.put(NO_PREALLOC, "withoutPreallocation");
    NAMES.put(NO_COMMON_LRU, "withListPerCpu");
    NAMES.put(RDONLY, "readOnlyForSystemCalls");
    NAMES.put(WRONLY, "writeOnlyForSystemCalls");
    NAMES.put(RDONLY_PROG, "readOnlyForPrograms");
    NAMES.put(WRONLY_PROG, "writeOnlyForPrograms");
    NAMES.put(CLONE, "clonedToAccepted");
    NAMES.put(NUMA_NODE, "onNumaNode");
  }

  /**
   * What the kernel takes ({@code *_CREATE_FLAG_MASK} and {@code *_alloc_check} in {@code
   * kernel/bpf}).
   */
  private static int allowed(MapType type) {
    return switch (type) {
      case HASH -> NO_PREALLOC | NUMA_NODE | SYSTEM_CALLS | PROGRAMS;
      case LRU_HASH -> NO_COMMON_LRU | NUMA_NODE | SYSTEM_CALLS | PROGRAMS;
      case PERCPU_HASH -> NO_PREALLOC | SYSTEM_CALLS | PROGRAMS;
      case LRU_PERCPU_HASH -> NO_COMMON_LRU | SYSTEM_CALLS | PROGRAMS;
      case ARRAY, LPM_TRIE, QUEUE, STACK, BLOOM_FILTER -> NUMA_NODE | SYSTEM_CALLS | PROGRAMS;
      case PERCPU_ARRAY -> SYSTEM_CALLS | PROGRAMS;
      case HASH_OF_MAPS -> NO_PREALLOC | NUMA_NODE | SYSTEM_CALLS | PROGRAMS;
      case ARRAY_OF_MAPS,
          DEVMAP,
          DEVMAP_HASH,
          XSKMAP,
          SOCKMAP,
          SOCKHASH,
          STACK_TRACE,
          REUSEPORT_SOCKARRAY,
          CGROUP_ARRAY,
          PERF_EVENT_ARRAY,
          PROG_ARRAY ->
          NUMA_NODE | SYSTEM_CALLS;
      case CPUMAP, RINGBUF, USER_RINGBUF -> NUMA_NODE;
      case SK_STORAGE -> CLONE;
      default -> 0;
    };
  }

  /**
   * The specification with these options.
   *
   * @param <K> the type of a key
   * @param <V> the type of a value
   * @param spec what the map is to be without them
   * @return what it is to be with them
   * @throws IllegalArgumentException if the type of map does not have one of them
   */
  public <K, V> MapSpec<K, V> applyTo(MapSpec<K, V> spec) {
    int asked = numaNode == MapSpec.ANY_NODE ? flags : flags | NUMA_NODE;
    int refused = asked & ~allowed(spec.type());
    if (refused != 0) {
      String option = NAMES.get(Integer.lowestOneBit(refused));
      throw new IllegalArgumentException(
          option + " is not possible for maps of type " + spec.type().kernelName());
    }
    return new MapSpec<>(
        spec.type(),
        name == null ? spec.name() : name,
        spec.keyLayout(),
        spec.valueLayout(),
        spec.maxEntries(),
        spec.flags() | flags,
        numaNode,
        spec.extra());
  }

  /**
   * The same with a name.
   *
   * @param given the name
   * @return the options
   */
  public MapOptions named(String given) {
    return new MapOptions(MapNames.check(given), flags, numaNode);
  }

  /**
   * The same on a NUMA node.
   *
   * @param node its number
   * @return the options
   */
  public MapOptions onNode(int node) {
    if (node < 0) {
      throw new IllegalArgumentException("node is " + node + ": NUMA nodes count from 0");
    }
    return new MapOptions(name, flags, node);
  }

  /**
   * The same with one more flag.
   *
   * @param flag the flag
   * @param instead flags that it takes the place of
   * @return the options
   */
  public MapOptions with(int flag, int instead) {
    return new MapOptions(name, flags & ~instead | flag, numaNode);
  }
}
