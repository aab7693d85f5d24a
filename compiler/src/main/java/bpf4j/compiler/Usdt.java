package bpf4j.compiler;

import bpf4j.compiler.context.SimulatedContext;
import bpf4j.compiler.context.UsdtContext;
import bpf4j.compiler.internal.declaration.Binding;
import bpf4j.compiler.internal.load.Compilation;
import bpf4j.compiler.internal.load.CompileOptions;
import bpf4j.compiler.internal.load.LinkLayer;
import bpf4j.compiler.internal.load.ProgramKinds;
import bpf4j.elf.usdt.UsdtArgument;
import bpf4j.elf.usdt.UsdtSite;
import bpf4j.perf.attach.Attachment;
import bpf4j.perf.attach.UserProbe;
import bpf4j.perf.attach.UserProbes;
import bpf4j.perf.attach.UserStaticProbe;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Programs at statically defined probes of user space (USDT): places that a program's authors
 * marked for tracing (Linux 4.20).
 *
 * <pre>{@code
 * try (var queries = BpfMaps.hash(Layout.string(80), Layout.of(Long.class), 1024);
 *     var probe = Usdt.attach("/usr/lib/postgresql/15/bin/postgres", "postgresql", "query__start",
 *         args -> queries.add(UserMemory.string(args.get(0), 80), 1))) {
 *   probe.await(Duration.ofSeconds(60));
 * }
 * }</pre>
 *
 * <p>A probe may be at many places, with its arguments in different registers at each. The lambda
 * is compiled once for all places that agree; reading an argument is a load, or a read of the
 * process's memory. Probes that the program prepares arguments for only when it is watched are
 * switched on for as long as the attachment lasts, in the processes it is for.
 */
public final class Usdt {
  /** A program that is told when the probe is passed. */
  @FunctionalInterface
  public interface Program extends Serializable {
    /**
     * Runs once.
     *
     * @param arguments the probe's arguments
     */
    void hit(UsdtContext arguments);
  }

  private Usdt() {}

  /**
   * Runs a program whenever any process passes a probe.
   *
   * @param file a path, or the name of a library or program
   * @param provider who defines the probe, such as {@code hotspot}; the empty string for anyone
   * @param name the probe's name, such as {@code gc__begin}
   * @param lambda the program
   * @return the running program, to be closed
   * @throws CompileException if the lambda cannot become a BPF program, or takes an argument that
   *     the probe does not have
   * @throws bpf4j.elf.code.CodeLocationException if there is no such file or probe
   * @throws bpf4j.syscall.SyscallException if the kernel refuses
   */
  public static AttachedProgram attach(String file, String provider, String name, Program lambda) {
    return attach(UserStaticProbe.find(file, provider, name, OptionalLong.empty()), lambda);
  }

  /**
   * Runs a program whenever one process passes a probe.
   *
   * @param pid the process
   * @param file a path, or the name of a library or program, as the process sees it
   * @param provider who defines the probe; the empty string for anyone
   * @param name the probe's name
   * @param lambda the program
   * @return the running program, to be closed
   * @throws CompileException if the lambda cannot become a BPF program, or takes an argument that
   *     the probe does not have
   * @throws bpf4j.elf.code.CodeLocationException if there is no such file or probe
   * @throws bpf4j.syscall.SyscallException if the kernel refuses
   */
  public static AttachedProgram attach(
      long pid, String file, String provider, String name, Program lambda) {
    return attach(UserStaticProbe.find(file, provider, name, OptionalLong.of(pid)), lambda);
  }

  private static AttachedProgram attach(UserStaticProbe probe, Program lambda) {
    List<KernelProgram> programs = new ArrayList<>();
    List<Attachment> attachments = new ArrayList<>();
    try {
      for (Map.Entry<List<UsdtArgument>, List<UsdtSite>> places :
          probe.sitesByArguments().entrySet()) {
        Binding binding = new Binding.AtProbe(probe.name(), places.getKey());
        CompileOptions options =
            CompileOptions.of(ProgramKinds.USDT, LinkLayer.NONE).boundTo(binding);
        KernelProgram program = KernelProgram.load(Compilation.of(lambda, options));
        programs.add(program);
        UserProbe target = probe.at(places.getValue());
        attachments.add(UserProbes.attach(program.fd(), target));
      }
      return new AttachedProgram(Attachment.all(probe.toString(), attachments), programs);
    } catch (RuntimeException | Error e) {
      attachments.forEach(Attachment::close);
      programs.forEach(KernelProgram::close);
      throw e;
    }
  }

  /**
   * Runs a program on the JVM, without privileges. Maps that it captured are really used.
   *
   * @param lambda the program
   * @param input its context, which is afterwards as the program has left it
   * @return the result, and where the run failed if it did
   */
  public static SimulationResult simulate(Program lambda, SimulatedContext<UsdtContext> input) {
    return Programs.simulate(
        ProgramKinds.USDT, () -> Programs.run(() -> lambda.hit(input.context()), 0));
  }
}
