package bpf4j.benchmarks;

import bpf4j.compiler.CompiledProgram;
import bpf4j.compiler.KernelProgram;
import bpf4j.compiler.SocketFilter;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfMaps;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.net.InterfaceIndex;
import bpf4j.syscall.net.SocketOptions;
import bpf4j.syscall.net.Sockets;
import java.time.Duration;
import java.time.Instant;
import java.util.StringJoiner;

/**
 * Counts packets of {@code lo} from a cold start until there is one, and says when what was done:
 * {@code start-up.sh} runs it again and again.
 */
public final class StartUp {
  private static final int PROTOCOLS = 256;
  private static final long PATIENCE_SECONDS = 30;
  private static final long NANOS_PER_MICRO = 1000;

  private StartUp() {}

  /**
   * Prints how long each part took, in microseconds: JVM, map, compile, load, attach, first packet;
   * then the processor time of all threads together, which a busy machine distorts less.
   *
   * @param args when the JVM was started, in nanoseconds since 1970
   */
  public static void main(String[] args) {
    StringJoiner line = new StringJoiner(" ");
    Instant since1970 = Instant.now();
    long begun = since1970.getEpochSecond() * 1_000_000_000 + since1970.getNano();
    line.add(Long.toString((begun - Long.parseLong(args[0])) / NANOS_PER_MICRO));

    long before = System.nanoTime();
    try (BpfArray<Long> packets = BpfMaps.array(Long.class, PROTOCOLS)) {
      before = lap(line, before);
      CompiledProgram<SocketFilter.Tap> compiled =
          SocketFilter.compile(skb -> packets.add(skb.ip().protocol(), 1));
      before = lap(line, before);
      try (KernelProgram program = compiled.load()) {
        before = lap(line, before);
        try (Fd socket = Sockets.packet(InterfaceIndex.of("lo").orElseThrow(), false)) {
          SocketOptions.attachFilter(socket, program.fd());
          before = lap(line, before);
          awaitFirst(packets);
          lap(line, before);
        }
      }
    }
    Duration processor = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    line.add(Long.toString(processor.toNanos() / NANOS_PER_MICRO));
    System.out.println(line);
  }

  private static long lap(StringJoiner line, long before) {
    long now = System.nanoTime();
    line.add(Long.toString((now - before) / NANOS_PER_MICRO));
    return now;
  }

  private static void awaitFirst(BpfArray<Long> packets) {
    long end = System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
    while (System.nanoTime() < end) {
      for (int protocol = 0; protocol < PROTOCOLS; protocol++) {
        if (packets.getLong(protocol) > 0) {
          return;
        }
      }
    }
    throw new IllegalStateException("no packet came in " + PATIENCE_SECONDS + " seconds");
  }
}
