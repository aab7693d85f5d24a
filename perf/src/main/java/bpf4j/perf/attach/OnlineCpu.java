package bpf4j.perf.attach;

import bpf4j.syscall.system.Machine;

/** The CPU that events which are not of one CPU are opened on: probes and tracepoints. */
final class OnlineCpu {
  private OnlineCpu() {}

  /** The first that is online; CPU 0 need not be. */
  static int any() {
    return Math.max(Machine.onlineCpus().nextSetBit(0), 0);
  }
}
