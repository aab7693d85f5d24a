package bpf4j.compiler.fuzz.run;

import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfHashSet;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.BpfPerCpuArray;
import bpf4j.maps.JvmMaps;

/** Makes maps on one of the two machines. */
interface MapMaker {
  <V> BpfArray<V> array(Class<V> value, int entries);

  <K, V> BpfHash<K, V> hash(Class<K> key, Class<V> value, int entries);

  <K, V> BpfHash<K, V> lruHash(Class<K> key, Class<V> value, int entries);

  <K> BpfHashSet<K> hashSet(Class<K> key, int entries);

  <V> BpfPerCpuArray<V> percpuArray(Class<V> value, int entries);

  /** Maps in the kernel. Arrays are memory that is shared with it, for speed. */
  final class InKernel implements MapMaker {
    @Override
    public <V> BpfArray<V> array(Class<V> value, int entries) {
      return BpfMaps.mmapArray(value, entries);
    }

    @Override
    public <K, V> BpfHash<K, V> hash(Class<K> key, Class<V> value, int entries) {
      return BpfMaps.hash(key, value, entries);
    }

    @Override
    public <K, V> BpfHash<K, V> lruHash(Class<K> key, Class<V> value, int entries) {
      return BpfMaps.lruHash(key, value, entries);
    }

    @Override
    public <K> BpfHashSet<K> hashSet(Class<K> key, int entries) {
      return BpfMaps.hashSet(key, entries);
    }

    @Override
    public <V> BpfPerCpuArray<V> percpuArray(Class<V> value, int entries) {
      return BpfMaps.percpuArray(value, entries);
    }
  }

  /** Their twins. */
  final class OnJvm implements MapMaker {
    @Override
    public <V> BpfArray<V> array(Class<V> value, int entries) {
      return JvmMaps.array(value, entries);
    }

    @Override
    public <K, V> BpfHash<K, V> hash(Class<K> key, Class<V> value, int entries) {
      return JvmMaps.hash(key, value, entries);
    }

    @Override
    public <K, V> BpfHash<K, V> lruHash(Class<K> key, Class<V> value, int entries) {
      return JvmMaps.lruHash(key, value, entries);
    }

    @Override
    public <K> BpfHashSet<K> hashSet(Class<K> key, int entries) {
      return JvmMaps.hashSet(key, entries);
    }

    @Override
    public <V> BpfPerCpuArray<V> percpuArray(Class<V> value, int entries) {
      return JvmMaps.percpuArray(value, entries);
    }
  }
}
