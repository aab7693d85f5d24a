package bpf4j.compiler;

import bpf4j.compiler.context.KprobeContext;
import bpf4j.compiler.context.SimulatedContext;
import bpf4j.compiler.internal.load.ProgramKinds;
import bpf4j.perf.attach.UserFunction;
import bpf4j.perf.attach.UserProbe;
import java.io.Serializable;

/**
 * Programs at the return of functions of user space (Linux 4.17).
 *
 * <pre>{@code
 * try (var lines = BpfMaps.hash(Layout.string(80), Layout.of(Long.class), 1024);
 *     var probe = Uretprobe.attach("/bin/bash", "readline",
 *         regs -> lines.add(UserMemory.string(regs.returnValue(), 80), 1))) {
 *   probe.await(Duration.ofSeconds(60));
 * }
 * }</pre>
 *
 * <p>Returns of functions written in Go are refused: Go moves its stacks, and such a probe would
 * end the process.
 */
public final class Uretprobe {
  /** A program that is told when the function is left. */
  @FunctionalInterface
  public interface Program extends Serializable {
    /**
     * Runs once.
     *
     * @param registers the registers; {@code returnValue()} is what the function returns
     */
    void hit(KprobeContext registers);
  }

  private Uretprobe() {}

  /**
   * Compiles a program, without contact to the kernel.
   *
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static CompiledProgram<Program> compile(Program lambda) {
    return Programs.compile(ProgramKinds.KPROBE, lambda);
  }

  /**
   * Runs a program whenever any process leaves a function.
   *
   * @param file a path, or the name of a library ({@code c}, {@code libssl.so.3}) or program
   * @param function its name, perhaps with {@code @VERSION}
   * @param lambda the program
   * @return the running program, to be closed
   * @throws CompileException if the lambda cannot become a BPF program
   * @throws bpf4j.elf.code.CodeLocationException if there is no such file or function, or several
   *     that may be meant
   * @throws bpf4j.syscall.SyscallException if the kernel refuses
   */
  public static AttachedProgram attach(String file, String function, Program lambda) {
    return attach(UserFunction.of(file, function), lambda);
  }

  /**
   * Runs a program whenever functions are left: one or many of a file, in one process or in all,
   * with a cookie. Many are attached to by one link where the kernel has that (Linux 6.6), else one
   * by one.
   *
   * @param functions the functions
   * @param lambda the program
   * @return the running program, to be closed
   * @throws CompileException if the lambda cannot become a BPF program
   * @throws bpf4j.elf.code.CodeLocationException if there is no such file or function, or several
   *     that may be meant
   * @throws bpf4j.syscall.SyscallException if the kernel refuses
   */
  public static AttachedProgram attach(UserFunction functions, Program lambda) {
    return UserAttachments.attach(lambda, UserProbe.of(functions, true));
  }

  /**
   * Runs a program on the JVM, without privileges. Maps that it captured are really used.
   *
   * @param lambda the program
   * @param input its context, which is afterwards as the program has left it
   * @return the result, and where the run failed if it did
   */
  public static SimulationResult simulate(Program lambda, SimulatedContext<KprobeContext> input) {
    return Programs.simulate(
        ProgramKinds.KPROBE, () -> Programs.run(() -> lambda.hit(input.context()), 0));
  }
}
