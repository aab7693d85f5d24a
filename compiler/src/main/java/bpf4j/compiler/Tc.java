package bpf4j.compiler;

import bpf4j.compiler.context.SimulatedContext;
import bpf4j.compiler.context.TcAction;
import bpf4j.compiler.context.TcContext;
import bpf4j.compiler.internal.load.LinkLayer;
import bpf4j.compiler.internal.load.ProgramKinds;
import bpf4j.syscall.bpf.Anchor;
import bpf4j.syscall.bpf.AttachType;
import bpf4j.syscall.bpf.LinkTarget;
import java.io.Serializable;

/**
 * Programs of traffic control, which see packets at a device in either direction as socket buffers
 * (Linux 4.1). A run that fails leaves the packet to the next program.
 */
public final class Tc {
  /** A program that decides about packets. */
  @FunctionalInterface
  public interface Program extends Serializable {
    /**
     * Runs once.
     *
     * @param context the packet and what the kernel knows of it
     * @return what becomes of the packet; null fails
     */
    TcAction run(TcContext context);
  }

  private Tc() {}

  /**
   * Compiles a program for devices with Ethernet headers, without contact to the kernel.
   *
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static CompiledProgram<Program> compile(Program lambda) {
    return Programs.compile(ProgramKinds.TC, LinkLayer.ETHERNET, lambda);
  }

  /**
   * Runs a program for every packet that a device receives, behind all programs that are there
   * (tcx, Linux 6.6).
   *
   * @param interfaceName such as {@code eth0}
   * @param lambda the program
   * @return the running program, to be closed
   * @throws IllegalArgumentException if there is no such interface
   * @throws CompileException if the lambda cannot become a BPF program
   * @throws bpf4j.syscall.UnsupportedFeatureException before Linux 6.6: attaching by clsact and
   *     netlink is not there
   */
  public static AttachedProgram attachIngress(String interfaceName, Program lambda) {
    return attach(interfaceName, AttachType.TCX_INGRESS, lambda);
  }

  /**
   * Runs a program for every packet that a device sends, behind all programs that are there (tcx,
   * Linux 6.6).
   *
   * @param interfaceName such as {@code eth0}
   * @param lambda the program
   * @return the running program, to be closed
   * @throws IllegalArgumentException if there is no such interface
   * @throws CompileException if the lambda cannot become a BPF program
   * @throws bpf4j.syscall.UnsupportedFeatureException before Linux 6.6: attaching by clsact and
   *     netlink is not there
   */
  public static AttachedProgram attachEgress(String interfaceName, Program lambda) {
    return attach(interfaceName, AttachType.TCX_EGRESS, lambda);
  }

  private static AttachedProgram attach(String interfaceName, AttachType type, Program lambda) {
    LinkLayer link = LinkLayer.of(interfaceName);
    return Programs.attach(
        Programs.compile(ProgramKinds.TC, link, lambda),
        new LinkTarget.Tcx(link.interfaceIndex(), type, Anchor.NONE),
        type + " on " + interfaceName);
  }

  /**
   * Runs a program on the JVM, without privileges. Maps that it captured are really used.
   *
   * @param lambda the program
   * @param input its context, which is afterwards as the program has left it
   * @return the verdict, and where the run failed if it did
   */
  public static SimulationResult simulate(Program lambda, SimulatedContext<TcContext> input) {
    return Programs.simulate(
        ProgramKinds.TC, () -> Simulation.ordinal(lambda.run(input.context())) - 1L);
  }
}
