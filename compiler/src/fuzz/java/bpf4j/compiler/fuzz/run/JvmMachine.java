package bpf4j.compiler.fuzz.run;

import bpf4j.compiler.SocketFilter.Filter;
import bpf4j.compiler.SocketFilter.Tap;
import bpf4j.compiler.context.SimulatedSkBuff;
import bpf4j.compiler.context.SkBuff;
import bpf4j.compiler.declare.FailStopException;
import bpf4j.compiler.fuzz.ast.Program.Kind;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Runs programs as what they are, Java: the oracle. */
final class JvmMachine implements AutoCloseable {
  private static final int FILTER_FAILURE = -1;
  private static final int TAP_VERDICT = 0;

  private final Environment environment = Environment.onJvm();

  Environment environment() {
    return environment;
  }

  List<RunResult> run(Subject subject, Serializable lambda) {
    List<String> used = subject.usedMaps();
    environment.reset(used);
    List<RunResult> out = new ArrayList<>();
    for (byte[] packet : subject.packets()) {
      environment.beforeRun(used);
      out.add(run(subject.program().kind(), lambda, packet, used));
    }
    return out;
  }

  private RunResult run(Kind kind, Serializable lambda, byte[] packet, List<String> used) {
    try {
      int verdict = TAP_VERDICT;
      if (kind == Kind.FILTER) {
        verdict = ((Filter) lambda).filter(datagram(packet));
      } else {
        ((Tap) lambda).accept(SkBuff.of(packet));
      }
      return new RunResult(verdict, null, false, 0, environment.contents(used));
    } catch (RuntimeException e) {
      int verdict = kind == Kind.FILTER ? FILTER_FAILURE : TAP_VERDICT;
      boolean counted = kind == Kind.FILTER || !(e instanceof FailStopException);
      return new RunResult(verdict, e.toString(), counted, line(e), environment.contents(used));
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
