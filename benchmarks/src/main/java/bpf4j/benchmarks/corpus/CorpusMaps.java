package bpf4j.benchmarks.corpus;

import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfHashSet;
import bpf4j.maps.BpfMap;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.BpfPerCpuArray;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes the maps of one program, and knows them by the names that the twin in C has for them. A
 * program that is asked for twice, with two of these, has two sets of maps that are alike: one for
 * itself, one for its twin.
 */
public final class CorpusMaps implements AutoCloseable {
  private final Map<String, BpfMap> byName = new LinkedHashMap<>();
  private final Map<BpfMap, Integer> times = new HashMap<>();

  /** {@return the maps by name} */
  public Map<String, BpfMap> byName() {
    return Collections.unmodifiableMap(byName);
  }

  /**
   * {@return where a map's values hold a 64-bit time, which differs from run to run; -1 if they
   * hold none}
   */
  public int timeOffset(BpfMap map) {
    return times.getOrDefault(map, -1);
  }

  /** Says that a map's values hold a 64-bit time at an offset. */
  void ignoreTime(BpfMap map, int offset) {
    times.put(map, offset);
  }

  <V> BpfArray<V> array(String name, Class<V> valueType, int entries) {
    return named(name, BpfMaps.array(valueType, entries));
  }

  <V> BpfPerCpuArray<V> percpuArray(String name, Class<V> valueType, int entries) {
    return named(name, BpfMaps.percpuArray(valueType, entries));
  }

  <K, V> BpfHash<K, V> hash(String name, Class<K> keyType, Class<V> valueType, int entries) {
    return named(name, BpfMaps.hash(keyType, valueType, entries));
  }

  <K> BpfHashSet<K> hashSet(String name, Class<K> keyType, int entries) {
    return named(name, BpfMaps.hashSet(keyType, entries));
  }

  private <M extends BpfMap> M named(String name, M map) {
    byName.put(name, map);
    return map;
  }

  @Override
  public void close() {
    byName.values().forEach(BpfMap::close);
  }
}
