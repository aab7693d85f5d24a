package bpf4j.syscall.bpf;

import bpf4j.syscall.io.Fd;

/** What an iterator is restricted to ({@code union bpf_iter_link_info}). */
public sealed interface IteratorScope {
  /** Everything of its kind. */
  record All() implements IteratorScope {}

  /**
   * One map's elements (Linux 5.9).
   *
   * @param map the map
   */
  record OfMap(Fd map) implements IteratorScope {}

  /**
   * Control groups (Linux 6.1).
   *
   * @param folder the group to start at
   * @param order how to walk
   */
  record OfCgroup(Fd folder, CgroupOrder order) implements IteratorScope {}

  /**
   * One task or one process (Linux 6.1); give one of the two.
   *
   * @param tid the thread, 0 for all of the process
   * @param pid the process, 0 for the thread alone
   */
  record OfTask(int tid, int pid) implements IteratorScope {}

  /** How to walk control groups ({@code enum bpf_cgroup_iter_order}), in the kernel's order. */
  enum CgroupOrder {
    /** Not stated. */
    UNSPECIFIED,
    /** The group alone. */
    SELF_ONLY,
    /** Its descendants, parents first. */
    DESCENDANTS_PARENTS_FIRST,
    /** Its descendants, children first. */
    DESCENDANTS_CHILDREN_FIRST,
    /** Its ancestors, upwards. */
    ANCESTORS_UP
  }
}
