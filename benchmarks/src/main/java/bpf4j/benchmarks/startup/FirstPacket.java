package bpf4j.benchmarks.startup;

import bpf4j.compiler.CompiledProgram;
import bpf4j.compiler.KernelProgram;
import bpf4j.compiler.SocketFilter;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfMaps;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.net.InterfaceIndex;
import bpf4j.syscall.net.SocketOptions;
import bpf4j.syscall.net.Sockets;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Counts one packet on loopback, once in a JVM, and prints how many microseconds after a given
 * moment each step was done. A single file, so that it runs like a script too. Needs root.
 *
 * <p>{@code whole} does it as any program would; {@code parts} does the same step by step.
 */
final class FirstPacket {
  private static final int UDP = 17;
  private static final int DISCARD = 9;
  private static final InetSocketAddress NOBODY = nobody();

  private final long begin;
  private final StringBuilder line = new StringBuilder();
  private long last;

  private FirstPacket(long begin) {
    this.begin = begin;
    this.last = begin;
  }

  /** Takes {@code whole} or {@code parts}, and the moment in microseconds since 1970. */
  public static void main(String[] args) {
    FirstPacket run = new FirstPacket(Long.parseLong(args[1]));
    run.step("jvm");
    if (args[0].equals("whole")) {
      run.whole();
    } else {
      run.parts();
    }
    run.line.append("total ").append(run.last - run.begin);
    System.out.println(run.line);
  }

  @SuppressWarnings("try") // the filter works without being mentioned
  private void whole() {
    try (var packets = BpfMaps.array(Long.class, 256);
        var lo = SocketFilter.attach("lo", skb -> packets.add(skb.ip().protocol(), 1))) {
      countOne(packets);
      step("counted");
    }
  }

  private void parts() {
    int loopback = InterfaceIndex.of("lo").orElseThrow();
    step("jnr");
    try (var packets = BpfMaps.array(Long.class, 256)) {
      step("map");
      CompiledProgram<SocketFilter.Tap> compiled =
          SocketFilter.compile(skb -> packets.add(skb.ip().protocol(), 1));
      step("compile");
      try (KernelProgram program = compiled.load()) {
        step("load");
        try (Fd socket = Sockets.packet(loopback, false)) {
          SocketOptions.attachFilter(socket, program.fd());
          step("attach");
          countOne(packets);
          step("packet");
        }
      }
    }
  }

  private static void countOne(BpfArray<Long> packets) {
    try (Fd socket = Sockets.udp(false)) {
      Sockets.sendTo(socket, new byte[1], NOBODY);
      long deadline = System.nanoTime() + 10_000_000_000L;
      while (packets.getLong(UDP) == 0) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("a packet sent to loopback was not counted");
        }
        Thread.onSpinWait();
      }
    }
  }

  private void step(String name) {
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    line.append(name).append(' ').append(now - last).append(' ');
    last = now;
  }

  private static InetSocketAddress nobody() {
    try {
      return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), DISCARD);
    } catch (UnknownHostException e) {
      throw new AssertionError("four bytes are an address", e);
    }
  }
}
