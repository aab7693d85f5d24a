package bpf4j.benchmarks.code;

import bpf4j.benchmarks.corpus.CorpusMaps;
import bpf4j.maps.BpfMap;
import bpf4j.maps.BpfPerCpuArray;
import bpf4j.syscall.bpf.InfoCalls;
import bpf4j.syscall.bpf.MapCalls;
import bpf4j.syscall.bpf.MapInfo;
import bpf4j.syscall.io.NativeMemory;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is in maps, byte by byte, so that two sets of maps can be compared and what differs be
 * shown.
 */
final class MapContents {
  private static final HexFormat HEX = HexFormat.of();

  private MapContents() {}

  /** All elements that are not zero, as {@code map[key]} and value in hexadecimal. */
  static Map<String, String> of(CorpusMaps maps) {
    Map<String, String> contents = new TreeMap<>();
    maps.byName().forEach((name, map) -> add(name, map, maps.timeOffset(map), contents));
    return contents;
  }

  private static void add(String name, BpfMap map, int timeOffset, Map<String, String> contents) {
    MapInfo info = InfoCalls.map(map.fd());
    int copies = copies(map);
    int valueSize = copies == 1 ? info.valueSize() : (info.valueSize() + 7 & -8) * copies;
    try (NativeMemory key = NativeMemory.allocate(info.keySize());
        NativeMemory value = NativeMemory.allocate(valueSize)) {
      boolean more = MapCalls.nextKey(map.fd(), 0, key.address());
      while (more) {
        if (MapCalls.lookup(map.fd(), key.address(), value.address(), 0)) {
          if (timeOffset >= 0) {
            value.buffer().putLong(timeOffset, 0);
          }
          byte[] bytes = sum(value.buffer(), copies);
          if (!isZero(bytes) || !isArray(map)) {
            contents.put(
                name + "[" + HEX.formatHex(bytes(key.buffer())) + "]", HEX.formatHex(bytes));
          }
        }
        more = MapCalls.nextKey(map.fd(), key.address(), key.address());
      }
    }
  }

  private static boolean isArray(BpfMap map) {
    return switch (map.type()) {
      case ARRAY, PERCPU_ARRAY -> true;
      default -> false;
    };
  }

  private static int copies(BpfMap map) {
    return map instanceof BpfPerCpuArray<?> array ? array.cpus() : 1;
  }

  /** Which CPU a run was on does not matter: the corpus's per-CPU values are 64-bit counters. */
  private static byte[] sum(ByteBuffer value, int copies) {
    if (copies == 1) {
      return bytes(value);
    }
    int size = value.capacity() / copies;
    ByteBuffer sum = ByteBuffer.allocate(size).order(value.order());
    for (int at = 0; at < value.capacity(); at += Long.BYTES) {
      sum.putLong(at % size, sum.getLong(at % size) + value.getLong(at));
    }
    return sum.array();
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.capacity()];
    buffer.get(0, bytes);
    return bytes;
  }

  private static boolean isZero(byte[] bytes) {
    for (byte b : bytes) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }
}
