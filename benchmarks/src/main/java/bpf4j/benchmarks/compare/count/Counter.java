package bpf4j.benchmarks.compare.count;

import bpf4j.compiler.SocketFilter;
import bpf4j.compiler.Tracepoint;
import bpf4j.compiler.Uprobe;
import bpf4j.compiler.context.TracepointContext;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfMaps;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Our side's program that counts packets, calls or events, as told on standard input; those of the
 * other tools are called {@code counter} too and do the same. {@code attach 0} attaches, {@code
 * detach 0} detaches, {@code count N} answers the Nth number.
 */
final class Counter {
  private static final int NUMBERS = 256;

  private Counter() {}

  /** Takes {@code socket INTERFACE}, {@code uprobe FILE FUNCTION} or {@code tracepoint NAME}. */
  @SuppressWarnings("SystemOut") // it is the protocol
  public static void main(String[] args) throws IOException {
    try (BpfArray<Long> counts = BpfMaps.array(Long.class, NUMBERS)) {
      System.out.println("bpf4j, Java " + System.getProperty("java.version"));
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
      AutoCloseable attached = () -> {};
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] words = line.split(" ");
        long begin = System.nanoTime();
        long result = 0;
        if (words[0].equals("attach")) {
          attached = attach(args, counts);
        } else if (words[0].equals("detach")) {
          close(attached);
        } else {
          result = counts.getLong(Integer.parseInt(words[1]));
        }
        long took = System.nanoTime() - begin;
        System.out.println(took + " " + took + " " + result);
      }
      close(attached);
    }
  }

  private static AutoCloseable attach(String[] args, BpfArray<Long> counts) {
    return switch (args[0]) {
      case "socket" -> SocketFilter.attach(args[1], skb -> counts.add(skb.ip().protocol(), 1));
      case "uprobe" -> Uprobe.attach(args[1], args[2], regs -> counts.add(0, 1));
      case "tracepoint" ->
          Tracepoint.attach(args[1] + ":" + args[2], (TracepointContext event) -> counts.add(0, 1));
      default -> throw new IllegalArgumentException(args[0]);
    };
  }

  private static void close(AutoCloseable attached) {
    try {
      attached.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
