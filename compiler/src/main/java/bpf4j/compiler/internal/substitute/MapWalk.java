package bpf4j.compiler.internal.substitute;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfHashSet;
import bpf4j.maps.BpfMap;
import bpf4j.maps.BpfPerCpuArray;
import bpf4j.maps.BpfPerCpuHash;
import bpf4j.maps.BpfUserRingBuffer;

/**
 * The entries of a map, one after the other. The compiler knows these methods, and makes what is
 * done with each entry a callback; they do not run on the JVM, whose maps walk by themselves.
 */
final class MapWalk {
  private MapWalk() {}

  /** Goes to the next entry; 0 when there is none. */
  @Helper(
      id = 164,
      name = "for_each_map_elem",
      since = "5.13",
      arguments = {Argument.MAP, Argument.FUNCTION, Argument.MEMORY, Argument.ZERO})
  static int next(BpfMap map) {
    throw kernelOnly(map);
  }

  /** The index of the entry that {@code next} has come to. */
  static int index(BpfMap map, int entry) {
    throw kernelOnly(map, entry);
  }

  /** The key of the entry that {@code next} has come to. */
  static <K> K key(BpfHash<K, ?> map, int entry) {
    throw kernelOnly(map, entry);
  }

  static <K> K key(BpfHashSet<K> map, int entry) {
    throw kernelOnly(map, entry);
  }

  static <K> K key(BpfPerCpuHash<K, ?> map, int entry) {
    throw kernelOnly(map, entry);
  }

  /** The value of the entry that {@code next} has come to. */
  static <V> V value(BpfHash<?, V> map, int entry) {
    throw kernelOnly(map, entry);
  }

  static <V> V value(BpfArray<V> map, int entry) {
    throw kernelOnly(map, entry);
  }

  static <V> V value(BpfPerCpuHash<?, V> map, int entry) {
    throw kernelOnly(map, entry);
  }

  static <V> V value(BpfPerCpuArray<V> map, int entry) {
    throw kernelOnly(map, entry);
  }

  /** Goes to the next record of a ring; 0 when there is none. */
  @Helper(
      id = 209,
      name = "user_ringbuf_drain",
      since = "6.1",
      arguments = {Argument.MAP, Argument.FUNCTION, Argument.MEMORY, Argument.ZERO})
  static int nextRecord(BpfUserRingBuffer<?> ring) {
    throw kernelOnly(ring);
  }

  /** A copy of the record that {@code nextRecord} has come to. */
  static <T> T record(BpfUserRingBuffer<T> ring, int record) {
    throw kernelOnly(ring, record);
  }

  private static IllegalStateException kernelOnly(Object... arguments) {
    return new IllegalStateException("not for the JVM's " + arguments[0]);
  }
}
