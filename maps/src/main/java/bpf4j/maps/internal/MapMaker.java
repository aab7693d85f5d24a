package bpf4j.maps.internal;

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
import java.nio.file.Path;

/** Makes maps of what they are to be: in the kernel, or in the JVM. */
public interface MapMaker {

  /**
   * One that takes what is pinned, or pins what it makes.
   *
   * @param path where
   * @return it
   * @throws UnsupportedOperationException if maps of this kind cannot be pinned
   */
  MapMaker pinnedAt(Path path);

  /**
   * An array.
   *
   * @param <V> the type of a value
   * @param spec what it is to be
   * @return the map
   */
  <V> BpfArray<V> array(MapSpec<Integer, V> spec);

  /**
   * A hash map, LRU or not.
   *
   * @param <K> the type of a key
   * @param <V> the type of a value
   * @param spec what it is to be
   * @return the map
   */
  <K, V> BpfHash<K, V> hash(MapSpec<K, V> spec);

  /**
   * A set.
   *
   * @param <K> the type of a key
   * @param spec what it is to be
   * @return the set
   */
  <K> BpfHashSet<K> hashSet(MapSpec<K, Boolean> spec);

  /**
   * An array with a value for each CPU.
   *
   * @param <V> the type of one CPU's value
   * @param spec what it is to be
   * @return the map
   */
  <V> BpfPerCpuArray<V> percpuArray(MapSpec<Integer, V> spec);

  /**
   * A hash map with a value for each CPU, LRU or not.
   *
   * @param <K> the type of a key
   * @param <V> the type of one CPU's value
   * @param spec what it is to be
   * @return the map
   */
  <K, V> BpfPerCpuHash<K, V> percpuHash(MapSpec<K, V> spec);

  /**
   * A queue or stack.
   *
   * @param <V> the type of a value
   * @param spec what it is to be
   * @return the map
   */
  <V> BpfQueue<V> queue(MapSpec<Void, V> spec);

  /**
   * A bloom filter.
   *
   * @param <V> the type of a value
   * @param spec what it is to be
   * @return the filter
   */
  <V> BpfBloomFilter<V> bloomFilter(MapSpec<Void, V> spec);

  /**
   * A user ring buffer.
   *
   * @param <T> the type of a record
   * @param spec what it is to be, with the layout of a record as that of its values
   * @return the ring
   */
  <T> BpfUserRingBuffer<T> userRingBuffer(MapSpec<Void, T> spec);

  /**
   * A storage at the kernel's objects.
   *
   * @param <V> the type of a value
   * @param spec what it is to be
   * @return the storage
   */
  <V> BpfLocalStorage<V> localStorage(MapSpec<Integer, V> spec);

  /**
   * A trie of prefixes.
   *
   * @param <K> the type of a prefix
   * @param <V> the type of a value
   * @param spec what it is to be
   * @return the map
   */
  <K, V> BpfLpmTrie<K, V> lpmTrie(MapSpec<K, V> spec);

  /**
   * A map of devices or CPUs.
   *
   * @param spec what it is to be
   * @return the map
   */
  BpfRedirectMap redirectMap(MapSpec<Integer, Void> spec);

  /**
   * A map of sockets or control groups.
   *
   * @param <K> the type of a key
   * @param spec what it is to be
   * @return the map
   */
  <K> BpfDescriptors<K> descriptors(MapSpec<K, Void> spec);

  /**
   * Stacks.
   *
   * @param spec what it is to be
   * @return the map
   */
  BpfStackTraces stackTraces(MapSpec<Integer, long[]> spec);

  /**
   * A map of maps.
   *
   * @param <K> the type of a key
   * @param <M> the type of the maps inside
   * @param spec what it is to be
   * @param template what the maps inside are like
   * @return the map
   */
  <K, M extends BpfMap> BpfMapOfMaps<K, M> mapOfMaps(MapSpec<K, Void> spec, M template);
}
