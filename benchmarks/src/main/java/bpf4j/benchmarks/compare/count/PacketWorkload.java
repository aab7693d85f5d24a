package bpf4j.benchmarks.compare.count;

import bpf4j.benchmarks.compare.work.Setting;
import bpf4j.benchmarks.compare.work.Workload;

/** Packets on loopback, counted by protocol: what it costs their sender. */
public final class PacketWorkload implements Workload {
  private static final int TIMES = 20_000;
  private static final int QUICK_TIMES = 5_000;

  @Override
  public String name() {
    return "packets";
  }

  @Override
  public String title() {
    return "Counting packets on loopback";
  }

  @Override
  public String method() {
    return "A program sends datagrams of 64 bytes to itself, as fast as it can on one processor,"
        + " where the kernel also delivers them: with nobody counting them (alone), with us,"
        + " with the other. Both count IPv4 packets by protocol, and are attached for their"
        + " turn only.";
  }

  @Override
  public void run(Setting setting) {
    setting.add(
        new Overhead(setting, Counted.PACKETS, setting.amount(TIMES, QUICK_TIMES))
            .row("a packet sent and counted"));
  }
}
