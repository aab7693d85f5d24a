package bpf4j.compiler.fuzz.run;

import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfGlobal;
import bpf4j.maps.BpfGlobalArray;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfHashSet;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.BpfPerCpuArray;
import bpf4j.maps.JvmMaps;
import bpf4j.maps.layout.Layout;

/** Makes maps on one of the two machines. */
interface MapMaker {
  <V> BpfArray<V> array(Class<V> value, int entries);

  <K, V> BpfHash<K, V> hash(Class<K> key, Class<V> value, int entries);

  <K, V> BpfHash<K, V> lruHash(Class<K> key, Class<V> value, int entries);

  <K> BpfHashSet<K> hashSet(Class<K> key, int entries);

  <V> BpfPerCpuArray<V> percpuArray(Class<V> value, int entries);

  <V> BpfHash<String, V> named(Class<V> value, int entries);

  <V> BpfGlobal<V> global(Class<V> value);

  <V> BpfGlobalArray<V> globalArray(Layout<V> value, int length);

  /** How long the strings are that are keys. */
  int NAME_BYTES = 8;

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

    @Override
    public <V> BpfHash<String, V> named(Class<V> value, int entries) {
      return BpfMaps.hash(Layout.string(NAME_BYTES), Layout.of(value), entries);
    }

    @Override
    public <V> BpfGlobal<V> global(Class<V> value) {
      return BpfMaps.global(value);
    }

    @Override
    public <V> BpfGlobalArray<V> globalArray(Layout<V> value, int length) {
      return BpfMaps.globalArray(value, length);
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

    @Override
    public <V> BpfHash<String, V> named(Class<V> value, int entries) {
      return JvmMaps.hash(Layout.string(NAME_BYTES), Layout.of(value), entries);
    }

    @Override
    public <V> BpfGlobal<V> global(Class<V> value) {
      return JvmMaps.global(value);
    }

    @Override
    public <V> BpfGlobalArray<V> globalArray(Layout<V> value, int length) {
      return JvmMaps.globalArray(value, length);
    }
  }
}
