package bpf4j.benchmarks.corpus;

import bpf4j.compiler.packet.Ipv4;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfHash;

/** Counts what is over a limit of packets for each source and window of time. */
final class RateLimiter {
  private static final long WINDOW_NANOSECONDS = 3_600_000_000_000L;
  private static final long LIMIT = 4;

  static final class Window {
    long start;
    long packets;
  }

  private RateLimiter() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfHash<Integer, Window> windows = maps.hash("windows", Integer.class, Window.class, 16_384);
    maps.ignoreTime(windows, 0);
    BpfArray<Long> verdicts = maps.array("verdicts", Long.class, 2);
    return CorpusProgram.tap(
        skb -> {
          Ipv4 ip = skb.ipOrNull();
          if (ip == null) {
            return;
          }
          Window window = windows.getOrCreate(ip.source());
          long now = System.nanoTime();
          if (window.start == 0 || now - window.start > WINDOW_NANOSECONDS) {
            window.start = now;
            window.packets = 0;
          }
          window.packets++;
          verdicts.add(window.packets > LIMIT ? 1 : 0, 1);
        });
  }
}
