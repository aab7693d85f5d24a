package bpf4j.compiler.internal.load;

import bpf4j.compiler.internal.ir.ConstantData;
import bpf4j.syscall.bpf.MapCalls;
import bpf4j.syscall.bpf.MapCreateAttr;
import bpf4j.syscall.bpf.MapFlags;
import bpf4j.syscall.bpf.MapType;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.io.NativeMemory;
import java.util.HashMap;
import java.util.Map;

/**
 * The maps that hold a program's constant data: one entry each, frozen, so that the verifier knows
 * what they hold. The loaded program keeps them; their descriptors are closed once it is loaded.
 */
final class ConstantMaps implements AutoCloseable {
  private final Map<ConstantData, Fd> maps = new HashMap<>();

  /** The map that holds data, made when first asked for. */
  Fd of(ConstantData data) {
    return maps.computeIfAbsent(data, ConstantMaps::create);
  }

  private static Fd create(ConstantData data) {
    Fd fd =
        MapCalls.create(
            MapCreateAttr.of(MapType.ARRAY, Integer.BYTES, data.size(), 1)
                .flags(MapFlags.RDONLY_PROG)
                .name("constants"));
    try (NativeMemory key = NativeMemory.allocate(Integer.BYTES);
        NativeMemory value = NativeMemory.copyOf(data.bytes())) {
      MapCalls.update(fd, key.address(), value.address(), 0);
      MapCalls.freeze(fd);
      return fd;
    } catch (RuntimeException | Error e) {
      fd.close();
      throw e;
    }
  }

  @Override
  public void close() {
    maps.values().forEach(Fd::close);
  }
}
