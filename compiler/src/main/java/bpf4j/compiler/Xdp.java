package bpf4j.compiler;

import bpf4j.compiler.context.SimulatedContext;
import bpf4j.compiler.context.XdpAction;
import bpf4j.compiler.context.XdpContext;
import bpf4j.compiler.internal.load.LinkLayer;
import bpf4j.compiler.internal.load.ProgramKinds;
import bpf4j.syscall.bpf.LinkTarget;
import java.io.Serializable;

/**
 * Programs that decide about a network device's frames before the network stack sees them (XDP,
 * Linux 4.8; attached by BPF links, Linux 5.9).
 *
 * <pre>{@code
 * try (var blocked = BpfMaps.hashSet(Integer.class, 1024);
 *     var xdp = Xdp.attach("eth0", ctx -> {
 *       var ip = ctx.ipOrNull();
 *       return ip != null && blocked.contains(ip.source()) ? XdpAction.DROP : XdpAction.PASS;
 *     })) {
 *   xdp.await();
 * }
 * }</pre>
 *
 * <p>A run that fails passes the frame on.
 */
public final class Xdp {
  /** How frames get to the program. */
  public enum Mode {
    /** The driver's own way where it has one, else {@link #GENERIC}. */
    ANY(0),
    /** By the network stack, for every device, after the frame has become a socket buffer. */
    GENERIC(LinkTarget.Xdp.SKB_MODE),
    /** By the driver, before anything is allocated for the frame. */
    DRIVER(LinkTarget.Xdp.DRIVER_MODE),
    /** On the network card itself. */
    HARDWARE(LinkTarget.Xdp.HARDWARE_MODE);

    private final int flags;

    Mode(int flags) {
      this.flags = flags;
    }
  }

  /** A program that decides about frames. */
  @FunctionalInterface
  public interface Program extends Serializable {
    /**
     * Runs for one frame.
     *
     * @param context the frame and where it came in
     * @return what becomes of it; null fails
     */
    XdpAction run(XdpContext context);
  }

  private Xdp() {}

  /**
   * Compiles a program, without contact to the kernel.
   *
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static CompiledProgram<Program> compile(Program lambda) {
    return Programs.compile(ProgramKinds.XDP, LinkLayer.ETHERNET, lambda);
  }

  /**
   * Runs a program for every frame that a device receives, in the driver where that can.
   *
   * @param interfaceName such as {@code eth0}
   * @param lambda the program
   * @return the running program, to be closed
   * @throws IllegalArgumentException if there is no such interface
   * @throws CompileException if the lambda cannot become a BPF program
   * @throws bpf4j.syscall.SyscallException if privileges are missing, or the device has a program
   *     already
   * @throws bpf4j.syscall.UnsupportedFeatureException before Linux 5.9
   */
  public static AttachedProgram attach(String interfaceName, Program lambda) {
    return attach(interfaceName, Mode.ANY, lambda);
  }

  /**
   * Runs a program for every frame that a device receives, in a given mode.
   *
   * @param interfaceName such as {@code eth0}
   * @param mode how frames get to the program
   * @param lambda the program
   * @return the running program, to be closed
   */
  public static AttachedProgram attach(String interfaceName, Mode mode, Program lambda) {
    LinkLayer link = LinkLayer.of(interfaceName);
    return Programs.attach(
        compile(lambda),
        new LinkTarget.Xdp(link.interfaceIndex(), mode.flags),
        "XDP on " + interfaceName);
  }

  /**
   * Runs a program on the JVM on a frame, without privileges. Maps that it captured are really
   * used.
   *
   * @param lambda the program
   * @param frame an Ethernet frame, not changed
   * @return the verdict, see {@link XdpAction#of}, and where the run failed if it did
   */
  public static SimulationResult simulate(Program lambda, byte[] frame) {
    return simulate(lambda, SimulatedContext.frame(frame));
  }

  /**
   * Runs a program on the JVM on a frame with context fields of one's choice.
   *
   * @param lambda the program
   * @param input the frame and its context, which are afterwards as the program has left them
   * @return the verdict, and where the run failed if it did
   */
  public static SimulationResult simulate(Program lambda, SimulatedContext<XdpContext> input) {
    return Simulation.run(
        () -> Simulation.ordinal(lambda.run(input.context())), ProgramKinds.XDP.defaultVerdict());
  }
}
