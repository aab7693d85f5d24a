package bpf4j.maps;

import bpf4j.maps.layout.Layout;
import bpf4j.testkit.Requirements;
import java.util.function.Supplier;

/** Where a map lives: the same test runs on both sides, and wants the same. */
enum Side {
  KERNEL {
    @Override
    <V> BpfArray<V> array(Layout<V> values, int entries) {
      return create(() -> BpfMaps.array(values, entries));
    }

    @Override
    <V> BpfMmapArray<V> mmapArray(Layout<V> values, int entries) {
      return create(() -> BpfMaps.mmapArray(values, entries));
    }

    @Override
    <V> BpfGlobal<V> global(Layout<V> value) {
      return create(() -> BpfMaps.global(value));
    }

    @Override
    <V> BpfGlobalArray<V> globalArray(Layout<V> values, int length) {
      return create(() -> BpfMaps.globalArray(values, length));
    }

    @Override
    <K, V> BpfHash<K, V> hash(Layout<K> keys, Layout<V> values, int entries) {
      return create(() -> BpfMaps.hash(keys, values, entries));
    }

    @Override
    <K, V> BpfHash<K, V> lruHash(Layout<K> keys, Layout<V> values, int entries) {
      return create(() -> BpfMaps.lruHash(keys, values, entries));
    }

    @Override
    <K> BpfHashSet<K> hashSet(Layout<K> keys, int entries) {
      return create(() -> BpfMaps.hashSet(keys, entries));
    }

    @Override
    <V> BpfPerCpuArray<V> percpuArray(Layout<V> values, int entries) {
      return create(() -> BpfMaps.percpuArray(values, entries));
    }

    @Override
    <K, V> BpfPerCpuHash<K, V> percpuHash(Layout<K> keys, Layout<V> values, int entries) {
      return create(() -> BpfMaps.percpuHash(keys, values, entries));
    }
  },
  JVM {
    @Override
    <V> BpfArray<V> array(Layout<V> values, int entries) {
      return JvmMaps.array(values, entries);
    }

    @Override
    <V> BpfMmapArray<V> mmapArray(Layout<V> values, int entries) {
      return JvmMaps.mmapArray(values, entries);
    }

    @Override
    <V> BpfGlobal<V> global(Layout<V> value) {
      return JvmMaps.global(value);
    }

    @Override
    <V> BpfGlobalArray<V> globalArray(Layout<V> values, int length) {
      return JvmMaps.globalArray(values, length);
    }

    @Override
    <K, V> BpfHash<K, V> hash(Layout<K> keys, Layout<V> values, int entries) {
      return JvmMaps.hash(keys, values, entries);
    }

    @Override
    <K, V> BpfHash<K, V> lruHash(Layout<K> keys, Layout<V> values, int entries) {
      return JvmMaps.lruHash(keys, values, entries);
    }

    @Override
    <K> BpfHashSet<K> hashSet(Layout<K> keys, int entries) {
      return JvmMaps.hashSet(keys, entries);
    }

    @Override
    <V> BpfPerCpuArray<V> percpuArray(Layout<V> values, int entries) {
      return JvmMaps.percpuArray(values, entries);
    }

    @Override
    <K, V> BpfPerCpuHash<K, V> percpuHash(Layout<K> keys, Layout<V> values, int entries) {
      return JvmMaps.percpuHash(keys, values, entries);
    }
  };

  abstract <V> BpfArray<V> array(Layout<V> values, int entries);

  abstract <V> BpfMmapArray<V> mmapArray(Layout<V> values, int entries);

  abstract <V> BpfGlobal<V> global(Layout<V> value);

  abstract <V> BpfGlobalArray<V> globalArray(Layout<V> values, int length);

  abstract <K, V> BpfHash<K, V> hash(Layout<K> keys, Layout<V> values, int entries);

  abstract <K, V> BpfHash<K, V> lruHash(Layout<K> keys, Layout<V> values, int entries);

  abstract <K> BpfHashSet<K> hashSet(Layout<K> keys, int entries);

  abstract <V> BpfPerCpuArray<V> percpuArray(Layout<V> values, int entries);

  abstract <K, V> BpfPerCpuHash<K, V> percpuHash(Layout<K> keys, Layout<V> values, int entries);

  final <V> BpfArray<V> array(Class<V> values, int entries) {
    return array(Layout.of(values), entries);
  }

  final <K, V> BpfHash<K, V> hash(Class<K> keys, Class<V> values, int entries) {
    return hash(Layout.of(keys), Layout.of(values), entries);
  }

  /** Without the privilege to create maps in the kernel, the test is skipped. */
  static <M> M create(Supplier<M> factory) {
    Requirements.root();
    return factory.get();
  }
}
