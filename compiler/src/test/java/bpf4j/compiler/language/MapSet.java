package bpf4j.compiler.language;

import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfHashSet;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.JvmMaps;
import bpf4j.maps.layout.Size;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Maps of each kind, all in the kernel or all in the JVM. */
record MapSet(
    BpfArray<Long> array,
    BpfArray<Integer> small,
    BpfHash<Integer, Long> hash,
    BpfHash<Key, Integer> keyed,
    BpfHash<Integer, Pair> pairs,
    BpfHash<Long, Flow> flows,
    BpfArray<Flow> flowArray,
    BpfHashSet<Integer> set)
    implements AutoCloseable {

  /** A key with a gap in it, which must be zero. */
  record Key(byte kind, int port, short flags) {}

  record Pair(int first, long second) {}

  /** A value that is changed where it lies. */
  static final class Flow {
    final AtomicLong packets = new AtomicLong();
    final AtomicInteger drops = new AtomicInteger();
    byte last;
    short port;
    int state;
    long bytes;
    boolean seen;

    @Size(2)
    long[] unused = new long[2];

    @Override
    public String toString() {
      return packets + " " + drops + " " + last + " " + port + " " + state + " " + bytes + " "
          + seen;
    }
  }

  static MapSet inKernel() {
    return new MapSet(
        BpfMaps.array(Long.class, 8),
        BpfMaps.array(Integer.class, 4),
        BpfMaps.hash(Integer.class, Long.class, 4),
        BpfMaps.hash(Key.class, Integer.class, 4),
        BpfMaps.hash(Integer.class, Pair.class, 4),
        BpfMaps.hash(Long.class, Flow.class, 4),
        BpfMaps.array(Flow.class, 2),
        BpfMaps.hashSet(Integer.class, 4));
  }

  static MapSet inJvm() {
    return new MapSet(
        JvmMaps.array(Long.class, 8),
        JvmMaps.array(Integer.class, 4),
        JvmMaps.hash(Integer.class, Long.class, 4),
        JvmMaps.hash(Key.class, Integer.class, 4),
        JvmMaps.hash(Integer.class, Pair.class, 4),
        JvmMaps.hash(Long.class, Flow.class, 4),
        JvmMaps.array(Flow.class, 2),
        JvmMaps.hashSet(Integer.class, 4));
  }

  /** Everything in the maps, as text. */
  String contents() {
    Map<String, String> entries = new TreeMap<>();
    array.forEach((index, value) -> entries.put("array " + index, value.toString()));
    small.forEach((index, value) -> entries.put("small " + index, value.toString()));
    hash.forEach((key, value) -> entries.put("hash " + key, value.toString()));
    keyed.forEach((key, value) -> entries.put("keyed " + key, value.toString()));
    pairs.forEach((key, value) -> entries.put("pairs " + key, value.toString()));
    flows.forEach((key, value) -> entries.put("flows " + key, value.toString()));
    flowArray.forEach((index, value) -> entries.put("flowArray " + index, value.toString()));
    set.forEach(key -> entries.put("set " + key, ""));
    return entries.toString();
  }

  @Override
  public void close() {
    array.close();
    small.close();
    hash.close();
    keyed.close();
    pairs.close();
    flows.close();
    flowArray.close();
    set.close();
  }
}
