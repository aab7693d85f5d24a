package bpf4j.benchmarks.compare.count;

import bpf4j.benchmarks.compare.work.Setting;
import bpf4j.benchmarks.compare.work.Workload;

/** From the start of a process to the first event that it has counted, and what that takes. */
public final class StartWorkload implements Workload {
  @Override
  public String name() {
    return "start";
  }

  @Override
  public String title() {
    return "From the start of a process to the first event";
  }

  @Override
  public String method() {
    return "In each round every tool starts a process that attaches a counter, makes what is"
        + " counted happen once, and waits until the count is seen: milliseconds on the"
        + " clock, and the most memory resident by then. On disk is all that must be there"
        + " to run it: for us the JDK of this run and the class path, for others their"
        + " packages with all that those depend on (compilers only where they run them),"
        + " without what every Debian has.";
  }

  @Override
  public void run(Setting setting) {
    if (!setting.quick()) {
      new StartRounds(setting, Counted.PACKETS).rows("packet");
    }
    new StartRounds(setting, Counted.CALLS).rows("call with a uprobe");
  }
}
