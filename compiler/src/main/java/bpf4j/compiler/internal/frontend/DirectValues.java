package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.frontend.MapCalls.Element;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.KnownBits;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import bpf4j.maps.BpfGlobalArray;
import bpf4j.maps.BpfMap;
import bpf4j.maps.layout.ScalarLayout;
import bpf4j.syscall.bpf.MapType;

/**
 * Elements that need no lookup: the kernel gives programs the address of an array map's memory when
 * the array has one entry ({@code array_map_direct_value_addr} in {@code kernel/bpf/arraymap.c},
 * Linux 5.2).
 */
final class DirectValues {
  /** What loads and stores can add to an address: signed 16 bits. */
  private static final int MAX_DISPLACEMENT = Short.MAX_VALUE - Long.BYTES;

  private final GraphBuilder builder;

  DirectValues(GraphBuilder builder) {
    this.builder = builder;
  }

  /** Whether a map's elements have addresses that programs can be given. */
  static boolean has(BpfMap map) {
    return map.type() == MapType.ARRAY && (map instanceof BpfGlobalArray || map.maxEntries() == 1);
  }

  /** Where an element is; ends the run when the index is out of bounds. */
  Element element(BpfMap map, Value index) {
    int stride = map instanceof BpfGlobalArray<?> array ? array.stride() : 0;
    String reason = "index out of bounds of " + map.name();
    if (index.isConst()) {
      if (index.imm() < 0 || index.imm() >= map.maxEntries()) {
        builder.block().setPosition(builder.position());
        builder.block().fail(builder.site(reason));
        builder.startBlock(builder.newBlock());
        return new Element(builder.mapMemory(map, 0), 0);
      }
      int offset = (int) index.imm() * stride;
      // Structs start at an address of their own, so that paths can join on one of several.
      boolean shared = map.valueLayout() instanceof ScalarLayout && offset <= MAX_DISPLACEMENT;
      return shared
          ? new Element(builder.mapMemory(map, 0), offset)
          : new Element(builder.mapMemory(map, offset), 0);
    }
    Value wide = builder.op(Op.ZEXT32, Type.I64, index);
    if (Long.compareUnsigned(KnownBits.unsignedMax(index), map.maxEntries()) < 0) {
      builder.requireBoundForVerifier(wide, map.maxEntries());
    } else {
      builder.requireBound(wide, map.maxEntries(), reason);
    }
    if (stride == 0) {
      return new Element(builder.mapMemory(map, 0), 0);
    }
    Value offset = builder.op(Op.MUL, Type.I64, wide, builder.i64(stride));
    Value address = builder.op(Op.ADD, Type.MAP_VALUE, builder.mapMemory(map, 0), offset);
    return new Element(address, 0);
  }
}
