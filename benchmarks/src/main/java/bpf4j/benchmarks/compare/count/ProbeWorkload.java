package bpf4j.benchmarks.compare.count;

import bpf4j.benchmarks.compare.work.Setting;
import bpf4j.benchmarks.compare.work.Workload;

/** What a probe that counts costs those who run into it. */
public final class ProbeWorkload implements Workload {
  private static final int CALLS = 2_000;
  private static final int QUICK_CALLS = 300;
  private static final int SYSTEM_CALLS = 20_000;
  private static final int QUICK_SYSTEM_CALLS = 5_000;

  @Override
  public String name() {
    return "probes";
  }

  @Override
  public String title() {
    return "Counting calls and events";
  }

  @Override
  public String method() {
    return "A program calls a function of its own that does nothing (uprobe), or the system call"
        + " getppid (tracepoint), with nobody counting (alone), with us, with the other."
        + " Both count into an array, bpftrace by count(), and are attached for their turn"
        + " only.";
  }

  @Override
  public void run(Setting setting) {
    setting.add(
        new Overhead(setting, Counted.CALLS, setting.amount(CALLS, QUICK_CALLS))
            .row("a call with a uprobe"));
    setting.add(
        new Overhead(
                setting, Counted.SYSTEM_CALLS, setting.amount(SYSTEM_CALLS, QUICK_SYSTEM_CALLS))
            .row("getppid with a tracepoint"));
  }
}
