package bpf4j.maps.internal.kernel;

import bpf4j.maps.BpfDescriptors;
import bpf4j.maps.internal.MapSpec;
import bpf4j.maps.layout.Layout;
import bpf4j.syscall.bpf.ElementCall;
import bpf4j.syscall.bpf.MapType;
import bpf4j.syscall.io.Fd;
import java.util.OptionalLong;

/**
 * A map of sockets or control groups in the kernel.
 *
 * @param <K> the type of a key
 */
public final class KernelDescriptors<K> extends KernelTargets<K> implements BpfDescriptors<K> {

  /**
   * Creates the map.
   *
   * @param spec what it is to be
   */
  public KernelDescriptors(MapSpec<K, Void> spec) {
    super(spec, tells(spec.type()) ? Layout.of(Long.class) : Layout.of(Integer.class));
  }

  /** Values of 8 bytes make the kernel tell cookies. */
  private static boolean tells(MapType type) {
    return type != MapType.XSKMAP && type != MapType.CGROUP_ARRAY;
  }

  @Override
  public void put(K key, Fd thing) {
    ElementCall call = at(key);
    call.buffer().putLong(valueOffset, 0);
    putDescriptor(call, thing);
  }

  @Override
  boolean tells() {
    return tells(type());
  }

  @Override
  public OptionalLong cookie(K key) {
    if (!tells()) {
      throw new UnsupportedOperationException(
          "The kernel does not tell what is in a map of type " + type().kernelName());
    }
    ElementCall call = at(key);
    return lookup(call)
        ? OptionalLong.of(call.buffer().getLong(valueOffset))
        : OptionalLong.empty();
  }

  @Override
  public boolean containsKey(K key) {
    return cookie(key).isPresent();
  }
}
