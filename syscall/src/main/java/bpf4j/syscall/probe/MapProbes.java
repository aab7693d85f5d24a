package bpf4j.syscall.probe;

import bpf4j.syscall.Errno;
import bpf4j.syscall.SyscallException;
import bpf4j.syscall.bpf.BtfCalls;
import bpf4j.syscall.bpf.MapCalls;
import bpf4j.syscall.bpf.MapCreateAttr;
import bpf4j.syscall.bpf.MapFlags;
import bpf4j.syscall.bpf.MapType;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.system.Machine;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Questions answered by creating the smallest map of a type. */
final class MapProbes {
  private MapProbes() {}

  static Support type(MapType type) {
    return switch (type) {
      case ARRAY_OF_MAPS, HASH_OF_MAPS -> ofMaps(type);
      case SK_STORAGE, INODE_STORAGE, TASK_STORAGE, CGRP_STORAGE -> storage(type);
      case STRUCT_OPS -> structOps();
      default -> Attempt.at(() -> MapCalls.create(smallest(type)), e -> refused(type, e));
    };
  }

  private static Support refused(MapType type, SyscallException e) {
    return switch (e.errno()) {
      case EINVAL, ENOTSUPP, EOPNOTSUPP -> Support.no("this kernel has no " + type.kernelName());
      default -> Support.unknown(e.getMessage());
    };
  }

  private static MapCreateAttr smallest(MapType type) {
    int page = Machine.pageSize();
    return switch (type) {
      case LPM_TRIE -> MapCreateAttr.of(type, 8, 4, 1).flags(MapFlags.NO_PREALLOC);
      case STACK_TRACE -> MapCreateAttr.of(type, 4, 8, 1);
      case CGROUP_STORAGE, PERCPU_CGROUP_STORAGE -> MapCreateAttr.of(type, 16, 8, 0);
      case QUEUE, STACK, BLOOM_FILTER -> MapCreateAttr.of(type, 0, 4, 1);
      case RINGBUF, USER_RINGBUF -> MapCreateAttr.of(type, 0, 0, page);
      case ARENA -> MapCreateAttr.of(type, 0, 0, 1).flags(MapFlags.MMAPABLE);
      default -> MapCreateAttr.of(type, 4, 4, 1);
    };
  }

  private static Support ofMaps(MapType type) {
    return Attempt.at(
        () -> {
          try (Fd inner = MapCalls.create(MapCreateAttr.of(MapType.ARRAY, 4, 4, 1))) {
            return MapCalls.create(MapCreateAttr.of(type, 4, 4, 1).innerMap(inner));
          }
        },
        e -> refused(type, e));
  }

  /** Storage maps want the types of their keys and values. */
  private static Support storage(MapType type) {
    return Attempt.at(
        () -> {
          try (Fd btf = BtfCalls.load(oneInteger())) {
            return MapCalls.create(
                MapCreateAttr.of(type, 4, 4, 0).flags(MapFlags.NO_PREALLOC).types(btf, 1, 1));
          }
        },
        e -> refused(type, e));
  }

  /**
   * A kernel that has the type looks the given one up, and does not find it among its interfaces.
   */
  private static Support structOps() {
    MapCreateAttr attr = MapCreateAttr.of(MapType.STRUCT_OPS, 4, 4, 1).vmlinuxValueType(1);
    return Attempt.at(
        () -> MapCalls.create(attr),
        e -> e.errno() == Errno.ENOTSUPP ? Support.yes() : refused(MapType.STRUCT_OPS, e));
  }

  /** A BTF blob of one type, {@code int}, with id 1. */
  private static byte[] oneInteger() {
    int headerSize = 24;
    int typeSize = 16;
    byte[] strings = "\0int\0".getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(headerSize + typeSize + strings.length)
        .order(ByteOrder.nativeOrder())
        .putShort((short) 0xeb9f)
        .put((byte) 1)
        .put((byte) 0)
        .putInt(headerSize)
        .putInt(0)
        .putInt(typeSize)
        .putInt(typeSize)
        .putInt(strings.length)
        .putInt(1)
        .putInt(1 << 24)
        .putInt(4)
        .putInt(1 << 24 | 32)
        .put(strings)
        .array();
  }
}
