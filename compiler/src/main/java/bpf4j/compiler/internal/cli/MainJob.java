package bpf4j.compiler.internal.cli;

import bpf4j.compiler.SocketFilter;
import bpf4j.compiler.packet.IpProtocol;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfMaps;
import bpf4j.syscall.net.InterfaceIndex;
import java.time.Duration;

/**
 * Counts the packets of an interface by IP protocol, and prints a line a second. Where loopback is
 * silent it makes some packets itself, so that there is something to see.
 */
public final class MainJob {
  private static final int PROTOCOLS = 256;

  /** How long to wait for other people's packets before making own ones. */
  private static final Duration SILENCE = Duration.ofMillis(200);

  private static final Duration SECOND = Duration.ofSeconds(1);

  private MainJob() {}

  /**
   * Runs; ends the JVM with status 2 for wrong arguments, 1 when it cannot be done.
   *
   * @param args {@code [interface [seconds]]}
   */
  public static void main(String[] args) {
    Commands.exit(Commands.run(() -> run(args)));
  }

  static void run(String... args) {
    Arguments arguments = Arguments.parse(args);
    requireInterface(arguments.interfaceName());
    try (BpfArray<Long> packets = BpfMaps.array(Long.class, PROTOCOLS);
        SocketFilter filter =
            SocketFilter.attach(
                arguments.interfaceName(), skb -> packets.add(skb.ip().protocol(), 1))) {
      watch(arguments, packets, filter);
    }
  }

  private static void watch(Arguments arguments, BpfArray<Long> packets, SocketFilter filter) {
    boolean loopback = Traffic.reaches(arguments.interfaceName());
    long before = 0;
    for (int second = 0; second < arguments.seconds(); second++) {
      if (!filter.await(SILENCE)) {
        return;
      }
      if (loopback && total(packets) == before) {
        Traffic.make();
      }
      if (!filter.await(SECOND.minus(SILENCE))) {
        return;
      }
      before = total(packets);
      System.out.printf(
          "TCP %d UDP %d ICMP %d packets%n",
          packets.get(IpProtocol.TCP), packets.get(IpProtocol.UDP), packets.get(IpProtocol.ICMP));
      requireInterface(arguments.interfaceName());
    }
  }

  private static long total(BpfArray<Long> packets) {
    return packets.get(IpProtocol.TCP) + packets.get(IpProtocol.UDP) + packets.get(IpProtocol.ICMP);
  }

  private static void requireInterface(String name) {
    if (InterfaceIndex.of(name).isEmpty()) {
      throw CommandException.failure(
          "there is no network interface '" + name + "'; list them with: ip link");
    }
  }
}
