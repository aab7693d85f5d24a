package bpf4j.compiler.internal.substitute;

import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfHashSet;
import bpf4j.maps.BpfPerCpuArray;
import bpf4j.maps.BpfPerCpuHash;
import bpf4j.maps.BpfUserRingBuffer;
import bpf4j.maps.IndexConsumer;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Methods of maps that call back. */
@SuppressWarnings("unused") // found by name
final class MapMethods {
  private MapMethods() {}

  static <K, V> void forEach(BpfHash<K, V> map, BiConsumer<? super K, ? super V> action) {
    int entry;
    while ((entry = MapWalk.next(map)) != 0) {
      action.accept(MapWalk.key(map, entry), MapWalk.value(map, entry));
    }
  }

  static <K> void forEach(BpfHashSet<K> map, Consumer<? super K> action) {
    int entry;
    while ((entry = MapWalk.next(map)) != 0) {
      action.accept(MapWalk.key(map, entry));
    }
  }

  static <V> void forEach(BpfArray<V> map, IndexConsumer<? super V> action) {
    int entry;
    while ((entry = MapWalk.next(map)) != 0) {
      action.accept(MapWalk.index(map, entry), MapWalk.value(map, entry));
    }
  }

  static <K, V> void forEachLocal(
      BpfPerCpuHash<K, V> map, BiConsumer<? super K, ? super V> action) {
    int entry;
    while ((entry = MapWalk.next(map)) != 0) {
      action.accept(MapWalk.key(map, entry), MapWalk.value(map, entry));
    }
  }

  static <V> void forEachLocal(BpfPerCpuArray<V> map, IndexConsumer<? super V> action) {
    int entry;
    while ((entry = MapWalk.next(map)) != 0) {
      action.accept(MapWalk.index(map, entry), MapWalk.value(map, entry));
    }
  }

  static <T> long drain(BpfUserRingBuffer<T> ring, Consumer<? super T> action) {
    long taken = 0;
    int record;
    while ((record = MapWalk.nextRecord(ring)) != 0) {
      taken++;
      action.accept(MapWalk.record(ring, record));
    }
    return taken;
  }
}
