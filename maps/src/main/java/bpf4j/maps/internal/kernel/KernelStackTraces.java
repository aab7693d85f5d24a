package bpf4j.maps.internal.kernel;

import bpf4j.maps.BpfStackTraces;
import bpf4j.maps.internal.MapSpec;
import bpf4j.syscall.bpf.ElementCall;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Stacks in the kernel. */
public final class KernelStackTraces extends KernelMap<Integer, long[]> implements BpfStackTraces {

  /**
   * Creates the map.
   *
   * @param spec what it is to be
   */
  public KernelStackTraces(MapSpec<Integer, long[]> spec) {
    super(spec);
  }

  @Override
  public int depth() {
    return valueLayout.size() / Long.BYTES;
  }

  @Override
  public long[] get(int id) {
    ElementCall call = callWith(id);
    if (!lookup(call)) {
      return null;
    }
    ByteBuffer buffer = call.buffer();
    int count = 0;
    while (count < depth() && buffer.getLong(valueOffset + count * Long.BYTES) != 0) {
      count++;
    }
    return Arrays.copyOf(valueLayout.read(buffer, valueOffset), count);
  }

  @Override
  public boolean remove(int id) {
    return delete(callWith(id));
  }

  @Override
  public void clear() {
    walk((keys, key, values, value) -> remove(keys.getInt(key)));
  }
}
