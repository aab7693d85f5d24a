package bpf4j.maps.internal.kernel;

import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfBloomFilter;
import bpf4j.maps.BpfDescriptors;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfHashSet;
import bpf4j.maps.BpfLocalStorage;
import bpf4j.maps.BpfLpmTrie;
import bpf4j.maps.BpfMap;
import bpf4j.maps.BpfMapOfMaps;
import bpf4j.maps.BpfPerCpuArray;
import bpf4j.maps.BpfPerCpuHash;
import bpf4j.maps.BpfQueue;
import bpf4j.maps.BpfRedirectMap;
import bpf4j.maps.BpfStackTraces;
import bpf4j.maps.BpfUserRingBuffer;
import bpf4j.maps.internal.MapMaker;
import bpf4j.maps.internal.MapSpec;
import java.nio.file.Path;

/** Makes maps in the kernel. */
public enum KernelMaker implements MapMaker {
  /** The one. */
  INSTANCE;

  @Override
  public MapMaker pinnedAt(Path path) {
    return new PinnedMaker(path);
  }

  @Override
  public <V> BpfArray<V> array(MapSpec<Integer, V> spec) {
    return new KernelArray<>(spec);
  }

  @Override
  public <K, V> BpfHash<K, V> hash(MapSpec<K, V> spec) {
    return new KernelHash<>(spec);
  }

  @Override
  public <K> BpfHashSet<K> hashSet(MapSpec<K, Boolean> spec) {
    return new KernelHashSet<>(spec);
  }

  @Override
  public <V> BpfPerCpuArray<V> percpuArray(MapSpec<Integer, V> spec) {
    return new KernelPerCpuArray<>(spec);
  }

  @Override
  public <K, V> BpfPerCpuHash<K, V> percpuHash(MapSpec<K, V> spec) {
    return new KernelPerCpuHash<>(spec);
  }

  @Override
  public <V> BpfQueue<V> queue(MapSpec<Void, V> spec) {
    return new KernelQueue<>(spec);
  }

  @Override
  public <V> BpfBloomFilter<V> bloomFilter(MapSpec<Void, V> spec) {
    return new KernelBloomFilter<>(spec);
  }

  @Override
  public <T> BpfUserRingBuffer<T> userRingBuffer(MapSpec<Void, T> spec) {
    return new KernelUserRingBuffer<>(spec);
  }

  @Override
  public <V> BpfLocalStorage<V> localStorage(MapSpec<Integer, V> spec) {
    return new KernelLocalStorage<>(spec);
  }

  @Override
  public <K, V> BpfLpmTrie<K, V> lpmTrie(MapSpec<K, V> spec) {
    return new KernelLpmTrie<>(spec);
  }

  @Override
  public BpfRedirectMap redirectMap(MapSpec<Integer, Void> spec) {
    return new KernelRedirectMap(spec);
  }

  @Override
  public <K> BpfDescriptors<K> descriptors(MapSpec<K, Void> spec) {
    return new KernelDescriptors<>(spec);
  }

  @Override
  public BpfStackTraces stackTraces(MapSpec<Integer, long[]> spec) {
    return new KernelStackTraces(spec);
  }

  @Override
  public <K, M extends BpfMap> BpfMapOfMaps<K, M> mapOfMaps(MapSpec<K, Void> spec, M template) {
    return new KernelMapOfMaps<>(spec, template);
  }
}
