package bpf4j.compiler.fuzz.run;

import bpf4j.compiler.SocketFilter.Filter;
import bpf4j.compiler.SocketFilter.Tap;
import bpf4j.compiler.Tc;
import bpf4j.compiler.Xdp;
import bpf4j.compiler.context.SimulatedContext;
import bpf4j.compiler.context.SimulatedSkBuff;
import bpf4j.compiler.context.SkBuff;
import bpf4j.compiler.context.TcContext;
import bpf4j.compiler.context.XdpContext;
import bpf4j.compiler.declare.FailStopException;
import bpf4j.compiler.fuzz.ast.Program.Kind;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Runs programs as what they are, Java: the oracle. */
final class JvmMachine implements AutoCloseable {
  private final Environment environment = Environment.onJvm();

  Environment environment() {
    return environment;
  }

  /**
   * A run that is about to be made.
   *
   * @param program what runs, and answers with its verdict
   * @param packet the packet as it is by then; empty where programs cannot change it
   * @param failure the verdict of a run that fails
   * @param counts whether failures of classic packet loads are counted like all others
   */
  private record Run(IntSupplier program, Supplier<byte[]> packet, int failure, boolean counts) {
    Run(IntSupplier program, int failure, boolean counts) {
      this(program, () -> new byte[0], failure, counts);
    }
  }

  List<RunResult> run(Subject subject, Serializable lambda) {
    List<String> used = subject.usedMaps();
    environment.reset(used);
    List<RunResult> out = new ArrayList<>();
    for (byte[] packet : subject.packets()) {
      environment.beforeRun(used);
      out.add(run(prepare(subject.program().kind(), lambda, packet), used));
    }
    return out;
  }

  private static Run prepare(Kind kind, Serializable lambda, byte[] packet) {
    return switch (kind) {
      case FILTER -> new Run(() -> ((Filter) lambda).filter(datagram(packet)), -1, true);
      case TAP -> new Run(() -> tap((Tap) lambda, packet), 0, false);
      case XDP -> {
        SimulatedContext<XdpContext> input = SimulatedContext.frame(packet);
        yield new Run(
            () -> ((Xdp.Program) lambda).run(input.context()).ordinal(), input::packet, 2, true);
      }
      case TC -> {
        SimulatedContext<TcContext> input = SimulatedContext.ethernet(TcContext.class, packet);
        yield new Run(
            () -> ((Tc.Program) lambda).run(input.context()).number(), input::packet, -1, true);
      }
    };
  }

  private static int tap(Tap tap, byte[] packet) {
    tap.accept(SkBuff.of(packet));
    return 0;
  }

  private RunResult run(Run run, List<String> used) {
    try {
      int verdict = run.program().getAsInt();
      String maps = environment.contents(used);
      return new RunResult(verdict, null, false, 0, maps, Hex.of(run.packet().get()));
    } catch (RuntimeException e) {
      boolean counted = run.counts() || !(e instanceof FailStopException);
      String maps = environment.contents(used);
      String packet = Hex.of(run.packet().get());
      return new RunResult(run.failure(), e.toString(), counted, line(e), maps, packet);
    }
  }

  /** As the kernel's test run presents a packet to a filter: without a link-layer header. */
  private static SkBuff datagram(byte[] packet) {
    SkBuff frame = SkBuff.of(packet);
    return SimulatedSkBuff.transport(packet, 0, frame.protocol()).pktType(frame.pktType()).skb();
  }

  private static int line(RuntimeException e) {
    for (StackTraceElement element : e.getStackTrace()) {
      if (element.getClassName().startsWith(JavaCompiler.PACKAGE)) {
        return element.getLineNumber();
      }
    }
    return 0;
  }

  @Override
  public void close() {
    environment.close();
  }
}
