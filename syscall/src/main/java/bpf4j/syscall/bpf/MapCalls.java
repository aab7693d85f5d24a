package bpf4j.syscall.bpf;

import bpf4j.syscall.Errno;
import bpf4j.syscall.internal.call.Attr;
import bpf4j.syscall.internal.call.ElementAttr;
import bpf4j.syscall.internal.call.LockedMemory;
import bpf4j.syscall.internal.failure.Failures;
import bpf4j.syscall.internal.layout.BpfAttr.MapCreate;
import bpf4j.syscall.io.Fd;

/**
 * The commands of {@code bpf(2)} on maps, one method each.
 *
 * <p>Keys and values are native addresses of as many bytes as the map was created with; per-CPU
 * values are the value size rounded up to 8, times the number of possible CPUs. Address 0 means
 * "none" where a method says so. The element methods allocate nothing (0 bytes a call, measured in
 * a test) and cost about 1 to 4 % more than the same system call made from C. Absence is a result,
 * never an exception.
 *
 * <p>All methods are thread-safe, throw {@link IllegalStateException} if the map's descriptor has
 * been closed and {@link bpf4j.syscall.SyscallException} on any other failure.
 */
public final class MapCalls {
  private static final int ENOENT = -Errno.ENOENT.number();
  private static final int EEXIST = -Errno.EEXIST.number();
  private static final int E2BIG = -Errno.E2BIG.number();
  private static final int ENOSPC = -Errno.ENOSPC.number();

  private static final int LOOKUP = BpfCommand.MAP_LOOKUP_ELEM.number();
  private static final int UPDATE = BpfCommand.MAP_UPDATE_ELEM.number();
  private static final int DELETE = BpfCommand.MAP_DELETE_ELEM.number();
  private static final int NEXT_KEY = BpfCommand.MAP_GET_NEXT_KEY.number();
  private static final int LOOKUP_AND_DELETE = BpfCommand.MAP_LOOKUP_AND_DELETE_ELEM.number();
  private static final int UPDATE_BATCH = BpfCommand.MAP_UPDATE_BATCH.number();
  private static final int DELETE_BATCH = BpfCommand.MAP_DELETE_BATCH.number();

  private MapCalls() {}

  /**
   * Creates a map ({@code BPF_MAP_CREATE}, Linux 3.18). Kernels below 5.11 charge maps to {@code
   * RLIMIT_MEMLOCK}; if one of those refuses, the limit is raised and the call made once more.
   *
   * @param attr type, sizes and options
   * @return the map's descriptor, owned by the caller
   * @throws bpf4j.syscall.UnsupportedFeatureException if this kernel has no maps of this type
   */
  public static Fd create(MapCreateAttr attr) {
    MapCreateAttr.Options o = attr.options;
    try (Attr a = new Attr(MapCreate.SIZE)) {
      a.u32(MapCreate.MAP_TYPE, attr.type.number())
          .u32(MapCreate.KEY_SIZE, attr.keySize)
          .u32(MapCreate.VALUE_SIZE, attr.valueSize)
          .u32(MapCreate.MAX_ENTRIES, attr.maxEntries)
          .u32(MapCreate.MAP_FLAGS, o.flags)
          .fd(MapCreate.INNER_MAP_FD, o.innerMap)
          .u32(MapCreate.NUMA_NODE, o.numaNode)
          .name(MapCreate.MAP_NAME, o.name)
          .u32(MapCreate.MAP_IFINDEX, o.interfaceIndex)
          .fd(MapCreate.BTF_FD, o.btf)
          .u32(MapCreate.BTF_KEY_TYPE_ID, o.keyTypeId)
          .u32(MapCreate.BTF_VALUE_TYPE_ID, o.valueTypeId)
          .u32(MapCreate.BTF_VMLINUX_VALUE_TYPE_ID, o.vmlinuxValueTypeId)
          .u64(MapCreate.MAP_EXTRA, o.extra)
          .fd(MapCreate.VALUE_TYPE_BTF_OBJ_FD, o.valueTypeBtf)
          .fd(MapCreate.MAP_TOKEN_FD, o.token);
      if (a.copy(MapCreate.EXCL_PROG_HASH, o.exclusiveProgramHash) != null) {
        a.u32(MapCreate.EXCL_PROG_HASH_SIZE, o.exclusiveProgramHash.length);
      }
      long result = LockedMemory.retrying(() -> a.bpf(BpfCommand.MAP_CREATE.number()));
      if (result < 0) {
        throw Failures.ofFeature(
            "bpf(BPF_MAP_CREATE, " + attr + ")", result, attr.type.kernelName(), attr.type.since());
      }
      return Fd.own((int) result);
    }
  }

  /**
   * Copies a value out ({@code BPF_MAP_LOOKUP_ELEM}, Linux 3.18).
   *
   * @param map the map
   * @param key address of the key; 0 for queues, stacks (the next element is peeked at)
   * @param value address to copy the value to
   * @param flags {@link MapFlags#LOCK} or 0
   * @return false if the key is not there
   */
  public static boolean lookup(Fd map, long key, long value, long flags) {
    return found("BPF_MAP_LOOKUP_ELEM", ElementAttr.element(LOOKUP, map, key, value, flags));
  }

  /**
   * Copies a value in ({@code BPF_MAP_UPDATE_ELEM}, Linux 3.18).
   *
   * @param map the map
   * @param key address of the key; 0 for queues, stacks and bloom filters (the value is pushed)
   * @param value address of the value
   * @param flags {@link MapFlags#ANY}, {@link MapFlags#NOEXIST} or {@link MapFlags#EXIST}, perhaps
   *     with {@link MapFlags#LOCK}
   * @return what came of it
   */
  public static UpdateOutcome update(Fd map, long key, long value, long flags) {
    return outcome((int) ElementAttr.element(UPDATE, map, key, value, flags));
  }

  static UpdateOutcome outcome(int result) {
    if (result >= 0) {
      return UpdateOutcome.UPDATED;
    }
    if (result == EEXIST) {
      return UpdateOutcome.PRESENT;
    }
    if (result == ENOENT) {
      return UpdateOutcome.ABSENT;
    }
    if (result == E2BIG || result == ENOSPC) {
      return UpdateOutcome.FULL;
    }
    throw failure("BPF_MAP_UPDATE_ELEM", result);
  }

  /**
   * Removes a key ({@code BPF_MAP_DELETE_ELEM}, Linux 3.18). Arrays refuse it with EINVAL.
   *
   * @param map the map
   * @param key address of the key
   * @return false if the key was not there
   */
  public static boolean delete(Fd map, long key) {
    return found("BPF_MAP_DELETE_ELEM", ElementAttr.element(DELETE, map, key, 0, 0));
  }

  /**
   * Copies out the key after a given one, in the map's own order ({@code BPF_MAP_GET_NEXT_KEY},
   * Linux 3.18). If the given key is not in a hash map any more, the walk starts again at the first
   * one.
   *
   * @param map the map
   * @param key address of the key to start after; 0 for the first key (Linux 4.12)
   * @param nextKey address to copy the next key to; may be the same as {@code key}
   * @return false if there is no next key
   */
  public static boolean nextKey(Fd map, long key, long nextKey) {
    return found("BPF_MAP_GET_NEXT_KEY", ElementAttr.element(NEXT_KEY, map, key, nextKey, 0));
  }

  /**
   * Copies a value out and removes its key at once ({@code BPF_MAP_LOOKUP_AND_DELETE_ELEM}; queues
   * and stacks since Linux 4.20, hash maps since 5.14).
   *
   * @param map the map
   * @param key address of the key; 0 for queues and stacks (the next element is popped)
   * @param value address to copy the value to
   * @param flags {@link MapFlags#LOCK} or 0
   * @return false if there was nothing
   */
  public static boolean lookupAndDelete(Fd map, long key, long value, long flags) {
    return found(
        "BPF_MAP_LOOKUP_AND_DELETE_ELEM",
        ElementAttr.element(LOOKUP_AND_DELETE, map, key, value, flags));
  }

  /**
   * Puts many elements in one call ({@code BPF_MAP_UPDATE_BATCH}, Linux 5.6).
   *
   * @param map the map
   * @param keys address of the keys, one after the other
   * @param values address of the values, one after the other
   * @param count how many
   * @param elementFlags {@link MapFlags#LOCK} or 0: the kernel takes no condition here
   * @return how many were put; fewer than {@code count} if the map was full then
   */
  public static int updateBatch(Fd map, long keys, long values, int count, long elementFlags) {
    return batch(BpfCommand.MAP_UPDATE_BATCH, UPDATE_BATCH, map, keys, values, count, elementFlags);
  }

  /**
   * Removes many keys in one call ({@code BPF_MAP_DELETE_BATCH}, Linux 5.6).
   *
   * @param map the map
   * @param keys address of the keys, one after the other
   * @param count how many
   * @return how many were removed; fewer than {@code count} if the one after them was not there
   */
  public static int deleteBatch(Fd map, long keys, int count) {
    return batch(BpfCommand.MAP_DELETE_BATCH, DELETE_BATCH, map, keys, 0, count, 0);
  }

  private static int batch(
      BpfCommand name, int command, Fd map, long keys, long values, int count, long elementFlags) {
    if (count <= 0) {
      throw new IllegalArgumentException("a batch has at least one element, not " + count);
    }
    int result = (int) ElementAttr.batch(command, map, 0, 0, keys, values, count, elementFlags);
    if (result >= 0 || result == ENOENT || result == EEXIST || result == E2BIG) {
      return ElementAttr.batchCount();
    }
    throw Failures.ofFeature(
        "bpf(" + name.kernelName() + ")", result, name.kernelName(), name.since());
  }

  /**
   * Makes a map read-only for system calls, for ever ({@code BPF_MAP_FREEZE}, Linux 5.2). Programs
   * may then treat values of a {@link MapFlags#RDONLY_PROG} map as constants.
   *
   * @param map the map
   */
  public static void freeze(Fd map) {
    long result = ElementAttr.element(BpfCommand.MAP_FREEZE.number(), map, 0, 0, 0);
    if (result < 0) {
      throw failure("BPF_MAP_FREEZE", result);
    }
  }

  static boolean found(String command, long result) {
    if (result >= 0) {
      return true;
    }
    if (result == ENOENT) {
      return false;
    }
    throw failure(command, result);
  }

  private static RuntimeException failure(String command, long result) {
    return Failures.of("bpf(" + command + ")", result);
  }
}
