package bpf4j.syscall.perf;

import bpf4j.syscall.internal.layout.PerfAttr;

/** The one-bit fields of {@code struct perf_event_attr}. */
public enum PerfFlag {
  /** Open without counting; {@link PerfEvents#enable} starts it. */
  DISABLED(PerfAttr.BIT_DISABLED),
  /** Children of the task count too. */
  INHERIT(PerfAttr.BIT_INHERIT),
  /** Always on the processor, or in error. */
  PINNED(PerfAttr.BIT_PINNED),
  /** The only group on its processor. */
  EXCLUSIVE(PerfAttr.BIT_EXCLUSIVE),
  /** Not in user mode. */
  EXCLUDE_USER(PerfAttr.BIT_EXCLUDE_USER),
  /** Not in kernel mode. */
  EXCLUDE_KERNEL(PerfAttr.BIT_EXCLUDE_KERNEL),
  /** Not in the hypervisor. */
  EXCLUDE_HV(PerfAttr.BIT_EXCLUDE_HV),
  /** Not when idle. */
  EXCLUDE_IDLE(PerfAttr.BIT_EXCLUDE_IDLE),
  /** Record executable mappings. */
  MMAP(PerfAttr.BIT_MMAP),
  /** Record changes of name. */
  COMM(PerfAttr.BIT_COMM),
  /** {@code sample_period} is a frequency; set by {@link PerfEventAttr.Builder#sampleFrequency}. */
  FREQ(PerfAttr.BIT_FREQ),
  /** Keep counts of each inheriting task. */
  INHERIT_STAT(PerfAttr.BIT_INHERIT_STAT),
  /** Start at the next exec. */
  ENABLE_ON_EXEC(PerfAttr.BIT_ENABLE_ON_EXEC),
  /** Record forks and exits. */
  TASK(PerfAttr.BIT_TASK),
  /** Wake by bytes; set by {@link PerfEventAttr.Builder#wakeupWatermark}. */
  WATERMARK(PerfAttr.BIT_WATERMARK),
  /** Record data mappings. */
  MMAP_DATA(PerfAttr.BIT_MMAP_DATA),
  /** All records carry the sample's identification. */
  SAMPLE_ID_ALL(PerfAttr.BIT_SAMPLE_ID_ALL),
  /** Not on the host. */
  EXCLUDE_HOST(PerfAttr.BIT_EXCLUDE_HOST),
  /** Not in guests. */
  EXCLUDE_GUEST(PerfAttr.BIT_EXCLUDE_GUEST),
  /** No kernel frames in call chains. */
  EXCLUDE_CALLCHAIN_KERNEL(PerfAttr.BIT_EXCLUDE_CALLCHAIN_KERNEL),
  /** No user frames in call chains. */
  EXCLUDE_CALLCHAIN_USER(PerfAttr.BIT_EXCLUDE_CALLCHAIN_USER),
  /** Record mappings with inode or build id. */
  MMAP2(PerfAttr.BIT_MMAP2),
  /** Mark changes of name by exec. */
  COMM_EXEC(PerfAttr.BIT_COMM_EXEC),
  /** Stamp with {@code clockid}; set by {@link PerfEventAttr.Builder#clock}. */
  USE_CLOCKID(PerfAttr.BIT_USE_CLOCKID),
  /** Record context switches (since 4.3). */
  CONTEXT_SWITCH(PerfAttr.BIT_CONTEXT_SWITCH),
  /** Write the ring from its end to its beginning (since 4.7). */
  WRITE_BACKWARD(PerfAttr.BIT_WRITE_BACKWARD),
  /** Record namespaces (since 4.12). */
  NAMESPACES(PerfAttr.BIT_NAMESPACES),
  /** Record loading of kernel code (since 5.1). */
  KSYMBOL(PerfAttr.BIT_KSYMBOL),
  /** Record loading of BPF programs (since 5.1). */
  BPF_EVENT(PerfAttr.BIT_BPF_EVENT),
  /** Write to the auxiliary area (since 5.4). */
  AUX_OUTPUT(PerfAttr.BIT_AUX_OUTPUT),
  /** Record control groups (since 5.7). */
  CGROUP(PerfAttr.BIT_CGROUP),
  /** Record changes of kernel code (since 5.9). */
  TEXT_POKE(PerfAttr.BIT_TEXT_POKE),
  /** Build ids in mapping records (since 5.12). */
  BUILD_ID(PerfAttr.BIT_BUILD_ID),
  /** Only threads inherit (since 5.13). */
  INHERIT_THREAD(PerfAttr.BIT_INHERIT_THREAD),
  /** Remove at exec (since 5.13). */
  REMOVE_ON_EXEC(PerfAttr.BIT_REMOVE_ON_EXEC),
  /** Send SIGTRAP for each event (since 5.13). */
  SIGTRAP(PerfAttr.BIT_SIGTRAP);

  private final long mask;

  PerfFlag(int bit) {
    mask = 1L << bit;
  }

  long mask() {
    return mask;
  }
}
