/**
 * BPF maps as typed collections.
 *
 * <p>Start at {@link bpf4j.maps.BpfMaps}, which makes maps in the kernel; each kind is one small
 * interface: {@link bpf4j.maps.BpfArray}, {@link bpf4j.maps.BpfMmapArray}, {@link
 * bpf4j.maps.BpfHash} (also LRU), {@link bpf4j.maps.BpfHashSet}, {@link bpf4j.maps.BpfPerCpuArray},
 * {@link bpf4j.maps.BpfPerCpuHash}, {@link bpf4j.maps.BpfLpmTrie}, {@link bpf4j.maps.BpfQueue}
 * (also stacks), {@link bpf4j.maps.BpfBloomFilter}, {@link bpf4j.maps.BpfMapOfMaps}, {@link
 * bpf4j.maps.BpfUserRingBuffer}, {@link bpf4j.maps.BpfLocalStorage}, {@link bpf4j.maps.BpfTargets}
 * (devices, CPUs, sockets, control groups), {@link bpf4j.maps.BpfStackTraces}, all of them a {@link
 * bpf4j.maps.BpfMap}. {@link bpf4j.maps.MapFactory} makes them with a name, on a NUMA node,
 * read-only and so on. {@link bpf4j.maps.BpfHistogram} and {@link bpf4j.maps.BpfKeyedHistogram}
 * count values by range; {@link bpf4j.maps.MapTable} prints entries. {@link bpf4j.maps.OpenMap} is
 * a map that others made, by its pinned name or id. {@link bpf4j.maps.JvmMaps} makes their twins,
 * which live in the JVM and need no privileges. What a kernel-side program may call is marked with
 * {@link bpf4j.maps.KernelOperation}. How keys and values lie in memory is the business of {@link
 * bpf4j.maps.layout}; what happens behind the interfaces, of {@code bpf4j.maps.internal.kernel} and
 * {@code bpf4j.maps.internal.jvm}.
 */
package bpf4j.maps;
