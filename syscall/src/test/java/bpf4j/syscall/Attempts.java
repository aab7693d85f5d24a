package bpf4j.syscall;

import bpf4j.syscall.bpf.MapCalls;
import bpf4j.syscall.bpf.MapCreateAttr;
import bpf4j.syscall.bpf.MapType;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.net.Sockets;
import bpf4j.syscall.perf.PerfEvents;
import bpf4j.syscall.perf.PerfTarget;
import bpf4j.syscall.perf.SoftwareEvent;
import java.util.function.Supplier;

/** A program that tries privileged calls, to be run by tests in a restricted process. */
public final class Attempts {
  private Attempts() {}

  /** Prints what becomes of each call, one a line. */
  public static void main(String[] arguments) {
    attempt(() -> MapCalls.create(MapCreateAttr.of(MapType.HASH, 4, 4, 1)));
    attempt(() -> Sockets.packet(1, false));
    attempt(() -> PerfEvents.open(SoftwareEvent.CPU_CLOCK.attr().build(), PerfTarget.cpu(0)));
  }

  private static void attempt(Supplier<Fd> call) {
    try (Fd fd = call.get()) {
      System.out.println("made " + fd);
    } catch (RuntimeException e) {
      System.out.println(e);
    }
  }
}
