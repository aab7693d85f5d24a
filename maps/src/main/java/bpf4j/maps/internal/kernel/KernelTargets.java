package bpf4j.maps.internal.kernel;

import bpf4j.maps.BpfTargets;
import bpf4j.maps.internal.MapSpec;
import bpf4j.maps.layout.Layout;
import bpf4j.syscall.Errno;
import bpf4j.syscall.SyscallException;
import bpf4j.syscall.bpf.ElementCall;
import bpf4j.syscall.bpf.MapType;
import java.util.Objects;

/**
 * A map of things of the kernel.
 *
 * @param <K> the type of a key
 */
abstract class KernelTargets<K> extends KernelMap<K, Void> implements BpfTargets<K> {

  /**
   * Creates the map.
   *
   * @param spec what it is to its users
   * @param values what its values are to the kernel
   */
  KernelTargets(MapSpec<K, Void> spec, Layout<?> values) {
    super(spec, spec.as(spec.keyLayout(), values, spec.maxEntries()));
  }

  /** Whether keys are indexes that are all there. */
  private boolean isArray() {
    return type() != MapType.DEVMAP_HASH && type() != MapType.SOCKHASH;
  }

  final ElementCall at(K key) {
    if (isArray()) {
      Objects.checkIndex((Integer) key, entries);
    }
    return callWith(key);
  }

  /** Whether the kernel answers lookups. */
  abstract boolean tells();

  /** Some types say of what is absent that it was removed, others that it is an error. */
  @Override
  public final boolean remove(K key) {
    if (tells() && !containsKey(key)) {
      return false;
    }
    try {
      return delete(at(key));
    } catch (SyscallException e) {
      // A socket was closed meanwhile.
      if (e.errno() == Errno.EINVAL && type() == MapType.SOCKMAP) {
        return false;
      }
      throw e;
    }
  }
}
