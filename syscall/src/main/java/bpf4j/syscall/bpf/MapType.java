package bpf4j.syscall.bpf;

import bpf4j.syscall.KernelVersion;
import java.util.Optional;

/**
 * The types of map ({@code enum bpf_map_type} of {@code linux/bpf.h}), as of Linux 6.18, each with
 * the first kernel that has it.
 */
public enum MapType {
  /** {@code BPF_MAP_TYPE_HASH}: hash table. */
  HASH(1, 3, 19),
  /** {@code BPF_MAP_TYPE_ARRAY}: array of values, indexed by a 32-bit number. */
  ARRAY(2, 3, 19),
  /** {@code BPF_MAP_TYPE_PROG_ARRAY}: programs to tail-call into. */
  PROG_ARRAY(3, 4, 2),
  /** {@code BPF_MAP_TYPE_PERF_EVENT_ARRAY}: perf event descriptors, one per CPU. */
  PERF_EVENT_ARRAY(4, 4, 3),
  /** {@code BPF_MAP_TYPE_PERCPU_HASH}: hash table with one value per CPU. */
  PERCPU_HASH(5, 4, 6),
  /** {@code BPF_MAP_TYPE_PERCPU_ARRAY}: array with one value per CPU. */
  PERCPU_ARRAY(6, 4, 6),
  /** {@code BPF_MAP_TYPE_STACK_TRACE}: stack traces by id. */
  STACK_TRACE(7, 4, 6),
  /** {@code BPF_MAP_TYPE_CGROUP_ARRAY}: control groups to compare with. */
  CGROUP_ARRAY(8, 4, 8),
  /** {@code BPF_MAP_TYPE_LRU_HASH}: hash table that evicts the least recently used entry. */
  LRU_HASH(9, 4, 10),
  /** {@code BPF_MAP_TYPE_LRU_PERCPU_HASH}: LRU hash table with one value per CPU. */
  LRU_PERCPU_HASH(10, 4, 10),
  /** {@code BPF_MAP_TYPE_LPM_TRIE}: longest prefix match. */
  LPM_TRIE(11, 4, 11),
  /** {@code BPF_MAP_TYPE_ARRAY_OF_MAPS}: array of maps. */
  ARRAY_OF_MAPS(12, 4, 12),
  /** {@code BPF_MAP_TYPE_HASH_OF_MAPS}: hash table of maps. */
  HASH_OF_MAPS(13, 4, 12),
  /** {@code BPF_MAP_TYPE_DEVMAP}: network devices to redirect to. */
  DEVMAP(14, 4, 14),
  /** {@code BPF_MAP_TYPE_SOCKMAP}: sockets to redirect to. */
  SOCKMAP(15, 4, 14),
  /** {@code BPF_MAP_TYPE_CPUMAP}: CPUs to redirect to. */
  CPUMAP(16, 4, 15),
  /** {@code BPF_MAP_TYPE_XSKMAP}: AF_XDP sockets to redirect to. */
  XSKMAP(17, 4, 18),
  /** {@code BPF_MAP_TYPE_SOCKHASH}: sockets by key. */
  SOCKHASH(18, 4, 18),
  /**
   * {@code BPF_MAP_TYPE_CGROUP_STORAGE}: storage of a control group (deprecated by CGRP_STORAGE).
   */
  CGROUP_STORAGE(19, 4, 19),
  /** {@code BPF_MAP_TYPE_REUSEPORT_SOCKARRAY}: sockets of a reuseport group. */
  REUSEPORT_SOCKARRAY(20, 4, 19),
  /**
   * {@code BPF_MAP_TYPE_PERCPU_CGROUP_STORAGE}: storage of a control group, one value per CPU
   * (deprecated).
   */
  PERCPU_CGROUP_STORAGE(21, 4, 20),
  /** {@code BPF_MAP_TYPE_QUEUE}: first in, first out; no keys. */
  QUEUE(22, 4, 20),
  /** {@code BPF_MAP_TYPE_STACK}: last in, first out; no keys. */
  STACK(23, 4, 20),
  /** {@code BPF_MAP_TYPE_SK_STORAGE}: storage of a socket. */
  SK_STORAGE(24, 5, 2),
  /** {@code BPF_MAP_TYPE_DEVMAP_HASH}: network devices by key. */
  DEVMAP_HASH(25, 5, 4),
  /** {@code BPF_MAP_TYPE_STRUCT_OPS}: A table of functions that implements a kernel interface. */
  STRUCT_OPS(26, 5, 6),
  /** {@code BPF_MAP_TYPE_RINGBUF}: ring of records from the kernel, shared by all CPUs. */
  RINGBUF(27, 5, 8),
  /** {@code BPF_MAP_TYPE_INODE_STORAGE}: storage of an inode. */
  INODE_STORAGE(28, 5, 10),
  /** {@code BPF_MAP_TYPE_TASK_STORAGE}: storage of a task. */
  TASK_STORAGE(29, 5, 11),
  /** {@code BPF_MAP_TYPE_BLOOM_FILTER}: set that may answer yes wrongly. */
  BLOOM_FILTER(30, 5, 16),
  /** {@code BPF_MAP_TYPE_USER_RINGBUF}: ring of records to the kernel. */
  USER_RINGBUF(31, 6, 1),
  /** {@code BPF_MAP_TYPE_CGRP_STORAGE}: storage of a control group. */
  CGRP_STORAGE(32, 6, 2),
  /** {@code BPF_MAP_TYPE_ARENA}: memory shared by programs and user space, up to 4 GiB. */
  ARENA(33, 6, 9);

  private static final MapType[] VALUES = values();

  private final int number;
  private final int major;
  private final int minor;

  MapType(int number, int major, int minor) {
    this.number = number;
    this.major = major;
    this.minor = minor;
  }

  /**
   * Returns the kernel's number ({@code enum bpf_map_type}).
   *
   * @return the number that goes into {@code union bpf_attr}
   */
  public int number() {
    return number;
  }

  /**
   * Returns the first mainline kernel that has it.
   *
   * @return the version; kernels of distributions may have it earlier
   */
  public KernelVersion since() {
    return KernelVersion.of(major, minor);
  }

  /**
   * Finds a constant by its number.
   *
   * @param number the kernel's number
   * @return the constant, empty when this kernel is newer than this table
   */
  public static Optional<MapType> of(int number) {
    for (MapType value : VALUES) {
      if (value.number == number) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the kernel's name.
   *
   * @return the name as {@code linux/bpf.h} spells it
   */
  public String kernelName() {
    return "BPF_MAP_TYPE_" + name();
  }
}
