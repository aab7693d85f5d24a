package bpf4j.compiler;

import bpf4j.compiler.internal.declaration.Binding;
import bpf4j.compiler.internal.load.Compilation;
import bpf4j.compiler.internal.load.CompileOptions;
import bpf4j.compiler.internal.load.LinkLayer;
import bpf4j.compiler.internal.load.ProgramKind;
import bpf4j.perf.attach.Attachment;
import bpf4j.syscall.bpf.Anchor;
import bpf4j.syscall.bpf.LinkCalls;
import bpf4j.syscall.bpf.LinkTarget;
import bpf4j.syscall.io.Fd;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/** What the façades of all program types have in common. */
final class Programs {
  private static final Path NETWORK_NAMESPACE = Path.of("/proc/thread-self/ns/net");

  private Programs() {}

  /** Compiles for packets that begin with their network header, or for none. */
  static <P extends Serializable> CompiledProgram<P> compile(ProgramKind kind, P lambda) {
    return compile(kind, LinkLayer.NONE, lambda);
  }

  static <P extends Serializable> CompiledProgram<P> compile(
      ProgramKind kind, LinkLayer link, P lambda) {
    return new CompiledProgram<>(lambda, Compilation.of(lambda, CompileOptions.of(kind, link)));
  }

  /** Compiles a program whose context is the type that the lambda declares its parameter with. */
  static <P extends Serializable> CompiledProgram<P> compileWithOwnContext(
      ProgramKind kind, P lambda, Binding binding) {
    return new CompiledProgram<>(lambda, Compilation.withOwnContext(lambda, kind, binding));
  }

  /** Loads and attaches; closing what comes of it closes the program too. */
  static AttachedProgram attach(CompiledProgram<?> program, LinkTarget target, String description) {
    return AttachedProgram.of(
        program.load(), loaded -> Attachment.ofLink(LinkCalls.create(loaded, target), description));
  }

  static <P extends Serializable> AttachedProgram attachToCgroup(
      ProgramKind kind, Path cgroup, P lambda) {
    CompiledProgram<P> program = compile(kind, lambda);
    try (Fd folder = Fd.open(cgroup)) {
      return attach(
          program,
          new LinkTarget.Cgroup(folder, kind.attachType(), Anchor.NONE),
          kind.attachType() + " of " + cgroup);
    }
  }

  static <P extends Serializable> AttachedProgram attachToNetworkNamespace(
      ProgramKind kind, P lambda) {
    CompiledProgram<P> program = compile(kind, lambda);
    try (Fd namespace = Fd.open(NETWORK_NAMESPACE)) {
      return attach(
          program,
          new LinkTarget.NetworkNamespace(namespace, kind.attachType()),
          kind.attachType() + " of this network namespace");
    }
  }

  static SimulationResult simulate(ProgramKind kind, LongSupplier program) {
    return Simulation.run(program, kind.defaultVerdict());
  }

  /** Runs something that returns nothing, and answers with what that means to the kernel. */
  static long run(Runnable program, long result) {
    program.run();
    return result;
  }
}
