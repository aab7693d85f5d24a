package bpf4j.compiler;

import bpf4j.compiler.context.ResultContext;
import bpf4j.compiler.context.SimulatedContext;
import bpf4j.compiler.declare.FailStopException;
import bpf4j.compiler.internal.declaration.VerdictRange;
import bpf4j.compiler.internal.load.ProgramKinds;
import bpf4j.perf.attach.KernelPlace;
import java.io.Serializable;

/**
 * Programs at the hooks of the Linux security modules, which may forbid what processes do (Linux
 * 5.7; the kernel's parameter {@code lsm=} must name {@code bpf}, as {@code
 * /sys/kernel/security/lsm} tells). A run that fails allows; so does one whose verdict is neither 0
 * nor a negative errno.
 *
 * <pre>{@code
 * interface FileOpen extends ResultContext { File file(); }
 *
 * var guard = Lsm.attach("file_open",
 *     (FileOpen open) -> secret.contains(open.file().f_inode().i_ino()) ? -EPERM : 0);
 * }</pre>
 */
public final class Lsm {
  /**
   * A program with the arguments that its context declares.
   *
   * @param <C> {@link ResultContext}, or an interface that extends it and names arguments
   */
  @FunctionalInterface
  public interface Program<C extends ResultContext> extends Serializable {
    /**
     * Runs once.
     *
     * @param context the hook's arguments, and what programs before this one have decided
     * @return 0 to allow; a negative errno, from -4095 to -1, to forbid. What hooks without a
     *     result are told does not matter
     */
    int decide(C context);
  }

  private Lsm() {}

  /**
   * Compiles a program for a hook. Its arguments are looked up in the running kernel's types;
   * nothing is loaded.
   *
   * @param <C> the context that the lambda declares its parameter with
   * @param hook its name, such as {@code file_open}
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program, or its context names an
   *     argument that the hook does not have
   * @throws bpf4j.perf.attach.NoSuchKernelFunctionException if there is no such hook
   */
  public static <C extends ResultContext> CompiledProgram<Program<C>> compile(
      String hook, Program<C> lambda) {
    return PlacePrograms.compile(ProgramKinds.LSM, KernelPlace.securityHook(hook), lambda);
  }

  /**
   * Runs a program whenever a hook is asked.
   *
   * @param <C> the context that the lambda declares its parameter with
   * @param hook its name, such as {@code file_open}
   * @param lambda the program
   * @return the running program, to be closed
   * @throws CompileException if the lambda cannot become a BPF program, its context names an
   *     argument that the hook does not have, or the kernel has no such programs there
   * @throws bpf4j.perf.attach.NoSuchKernelFunctionException if there is no such hook
   * @throws bpf4j.syscall.SyscallException if the kernel refuses
   */
  public static <C extends ResultContext> AttachedProgram attach(String hook, Program<C> lambda) {
    return attach(hook, 0, lambda);
  }

  /**
   * As {@link #attach(String, Program)}, with a number for the program ({@code
   * bpf_get_attach_cookie}, Linux 5.19).
   *
   * @param <C> the context that the lambda declares its parameter with
   * @param hook its name, such as {@code file_open}
   * @param cookie what {@link bpf4j.compiler.kernel.Tracing#cookie} returns; 0 for none
   * @param lambda the program
   * @return the running program, to be closed
   * @throws bpf4j.syscall.UnsupportedFeatureException if the kernel has no cookies there
   */
  public static <C extends ResultContext> AttachedProgram attach(
      String hook, long cookie, Program<C> lambda) {
    return PlacePrograms.attach(ProgramKinds.LSM, KernelPlace.securityHook(hook), cookie, lambda);
  }

  /**
   * As {@link #attach(String, Program)}, for a program that may wait, for user memory that is not
   * there at the moment, say (Linux 5.11). Not all hooks have such programs.
   *
   * @param <C> the context that the lambda declares its parameter with
   * @param hook its name, such as {@code file_open}
   * @param lambda the program
   * @return the running program, to be closed
   * @throws CompileException as {@link #attach(String, Program)}
   */
  public static <C extends ResultContext> AttachedProgram attachSleepable(
      String hook, Program<C> lambda) {
    return PlacePrograms.attach(
        ProgramKinds.LSM.sleepable(), KernelPlace.securityHook(hook), 0, lambda);
  }

  /**
   * Runs a program on the JVM, without privileges. Maps that it captured are really used.
   *
   * @param <C> the context
   * @param hook the hook that it is for
   * @param lambda the program
   * @param input its context, which is afterwards as the program has left it
   * @return the verdict, and where the run failed if it did
   */
  public static <C extends ResultContext> SimulationResult simulate(
      String hook, Program<C> lambda, SimulatedContext<C> input) {
    VerdictRange range = VerdictRange.ofSecurityHook(hook);
    return Programs.simulate(
        ProgramKinds.LSM,
        () -> {
          int verdict = lambda.decide(input.context());
          if (!range.contains(verdict)) {
            throw new FailStopException("no such verdict: " + verdict);
          }
          return verdict;
        });
  }
}
