package bpf4j.compiler;

import bpf4j.compiler.context.NetfilterContext;
import bpf4j.compiler.context.SimulatedContext;
import bpf4j.compiler.internal.load.ProgramKinds;
import bpf4j.syscall.bpf.LinkTarget;
import java.io.Serializable;

/** Programs at the hooks of netfilter (Linux 6.4). A run that fails accepts the packet. */
public final class Netfilter {
  /** A program that decides about packets. */
  @FunctionalInterface
  public interface Program extends Serializable {
    /**
     * Runs once.
     *
     * @param context what has happened
     * @return whether the packet goes on
     */
    boolean accept(NetfilterContext context);
  }

  private Netfilter() {}

  /**
   * Compiles a program for a netfilter hook, without contact to the kernel.
   *
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static CompiledProgram<Program> compile(Program lambda) {
    return Programs.compile(ProgramKinds.NETFILTER, lambda);
  }

  /**
   * Runs a program at a netfilter hook (BPF link, Linux 6.4).
   *
   * @param family {@code NFPROTO_IPV4} 2 or {@code NFPROTO_IPV6} 10
   * @param hook {@code NF_INET_*}: 0 pre-routing to 4 post-routing
   * @param priority order among the functions of the hook
   * @param lambda the program
   * @return the running program, to be closed
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static AttachedProgram attach(int family, int hook, int priority, Program lambda) {
    return Programs.attach(
        compile(lambda),
        new LinkTarget.Netfilter(family, hook, priority, false),
        "netfilter hook " + hook);
  }

  /**
   * Runs a program on the JVM, without privileges. Maps that it captured are really used.
   *
   * @param lambda the program
   * @param input its context, which is afterwards as the program has left it
   * @return the verdict, and where the run failed if it did
   */
  public static SimulationResult simulate(
      Program lambda, SimulatedContext<NetfilterContext> input) {
    return Programs.simulate(ProgramKinds.NETFILTER, () -> lambda.accept(input.context()) ? 1 : 0);
  }
}
