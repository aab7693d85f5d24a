package bpf4j.compiler;

import bpf4j.compiler.context.KprobeContext;
import bpf4j.compiler.context.SimulatedContext;
import bpf4j.compiler.internal.load.ProgramKinds;
import bpf4j.perf.attach.KernelFunction;
import java.io.Serializable;

/** Programs at the return of functions of the kernel (Linux 4.17). */
public final class Kretprobe {
  /** A program that is told when the function is left. */
  @FunctionalInterface
  public interface Program extends Serializable {
    /**
     * Runs once.
     *
     * @param context the registers
     */
    void hit(KprobeContext context);
  }

  private Kretprobe() {}

  /**
   * Compiles a program for a function, without contact to the kernel.
   *
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static CompiledProgram<Program> compile(Program lambda) {
    return Programs.compile(ProgramKinds.KPROBE, lambda);
  }

  /**
   * Runs a program whenever a function of the kernel is left.
   *
   * @param function its name; system calls may be named {@code sys_write}
   * @param lambda the program
   * @return the running program, to be closed
   * @throws CompileException if the lambda cannot become a BPF program
   * @throws bpf4j.perf.attach.NoSuchKernelFunctionException if there is no such function
   * @throws bpf4j.syscall.UnsupportedFeatureException if the kernel has no kprobes
   * @throws bpf4j.syscall.SyscallException if the kernel refuses
   */
  public static AttachedProgram attach(String function, Program lambda) {
    return attach(KernelFunction.of(function), lambda);
  }

  /**
   * Runs a program whenever functions of the kernel are left: one, or all that a pattern matches,
   * by one link where the kernel has that (Linux 5.18).
   *
   * @param functions the functions
   * @param lambda the program
   * @return the running program, to be closed
   * @throws CompileException if the lambda cannot become a BPF program
   * @throws bpf4j.perf.attach.NoSuchKernelFunctionException if there is no such function
   * @throws bpf4j.syscall.UnsupportedFeatureException if the kernel has no kprobes
   * @throws bpf4j.syscall.SyscallException if the kernel refuses
   */
  public static AttachedProgram attach(KernelFunction functions, Program lambda) {
    return KernelAttachments.attach(lambda, functions, true);
  }

  /**
   * Runs a program on the JVM, without privileges. Maps that it captured are really used.
   *
   * @param lambda the program
   * @param input its context, which is afterwards as the program has left it
   * @return the verdict, and where the run failed if it did
   */
  public static SimulationResult simulate(Program lambda, SimulatedContext<KprobeContext> input) {
    return Programs.simulate(
        ProgramKinds.KPROBE, () -> Programs.run(() -> lambda.hit(input.context()), 0));
  }
}
