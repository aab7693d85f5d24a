package bpf4j.maps.internal.kernel;

import bpf4j.elf.BtfBuilder;
import bpf4j.maps.internal.KernelObjects;
import bpf4j.maps.internal.MapSpec;
import bpf4j.syscall.Errno;
import bpf4j.syscall.SyscallException;
import bpf4j.syscall.UnsupportedFeatureException;
import bpf4j.syscall.bpf.BtfCalls;
import bpf4j.syscall.bpf.MapCalls;
import bpf4j.syscall.bpf.MapCreateAttr;
import bpf4j.syscall.io.Fd;

/**
 * Creates maps with a description of their keys and values, so that {@code bpftool map dump} shows
 * fields; without, where the kernel does not take it.
 */
final class MapCreation {

  private MapCreation() {}

  static Fd create(MapSpec<?, ?> spec) {
    MapCreateAttr plain = attributes(spec);
    if (spec.valueLayout().size() == 0) {
      return MapCalls.create(plain);
    }
    return create(spec, plain);
  }

  /** A map of maps like another, which the kernel does not let be described. */
  static Fd create(MapSpec<?, ?> spec, Fd inner) {
    return MapCalls.create(attributes(spec).innerMap(inner));
  }

  private static MapCreateAttr attributes(MapSpec<?, ?> spec) {
    MapCreateAttr plain =
        MapCreateAttr.of(
                spec.type(), spec.keyLayout().size(), spec.valueLayout().size(), spec.maxEntries())
            .flags(spec.flags())
            .name(spec.name())
            .extra(spec.extra());
    return spec.numaNode() == MapSpec.ANY_NODE ? plain : plain.numaNode(spec.numaNode());
  }

  private static Fd create(MapSpec<?, ?> spec, MapCreateAttr plain) {
    BtfBuilder types = new BtfBuilder();
    int key = spec.keyLayout().addTo(types);
    int value = spec.valueLayout().addTo(types);
    try (Fd btf = BtfCalls.load(types.toBytes())) {
      return MapCalls.create(plain.types(btf, key, value));
    } catch (UnsupportedFeatureException e) {
      requireNoTypes(spec, e);
      return MapCalls.create(plain);
    } catch (SyscallException e) {
      if (refusesTypes(e)) {
        requireNoTypes(spec, e);
        return MapCalls.create(plain);
      }
      throw e;
    }
  }

  /** Without types the kernel would not find what it is to find in values. */
  private static <E extends RuntimeException> void requireNoTypes(MapSpec<?, ?> spec, E e)
      throws E {
    if (KernelObjects.hasAny(spec.valueLayout())) {
      throw e;
    }
  }

  /**
   * The answers of kernels or map types to a description they do not know. Without it the call is
   * repeated, and what it says then counts.
   */
  private static boolean refusesTypes(SyscallException e) {
    Errno errno = e.errno();
    return errno == Errno.EINVAL || errno == Errno.ENOTSUPP || errno == Errno.E2BIG;
  }
}
