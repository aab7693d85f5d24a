package bpf4j.compiler;

import bpf4j.compiler.context.DeviceContext;
import bpf4j.compiler.context.SimulatedContext;
import bpf4j.compiler.internal.load.ProgramKinds;
import java.io.Serializable;
import java.nio.file.Path;

/**
 * Programs that decide which devices a control group's processes may use (Linux 4.15). A run that
 * fails allows it.
 */
public final class CgroupDevice {
  /** A program that decides about devices. */
  @FunctionalInterface
  public interface Program extends Serializable {
    /**
     * Runs once.
     *
     * @param context what has happened
     * @return whether the device may be used
     */
    boolean allow(DeviceContext context);
  }

  private CgroupDevice() {}

  /**
   * Compiles a program for the devices that a control group's processes use, without contact to the
   * kernel.
   *
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static CompiledProgram<Program> compile(Program lambda) {
    return Programs.compile(ProgramKinds.DEVICE, lambda);
  }

  /**
   * Runs a program for the devices that a control group's processes use (BPF link, Linux 5.7).
   *
   * @param cgroup the control group's folder in cgroup2
   * @param lambda the program
   * @return the running program, to be closed
   * @throws CompileException if the lambda cannot become a BPF program
   * @throws bpf4j.syscall.SyscallException if privileges are missing, or the folder is no control
   *     group
   */
  public static AttachedProgram attach(Path cgroup, Program lambda) {
    return Programs.attachToCgroup(ProgramKinds.DEVICE, cgroup, lambda);
  }

  /**
   * Runs a program on the JVM, without privileges. Maps that it captured are really used.
   *
   * @param lambda the program
   * @param input its context, which is afterwards as the program has left it
   * @return the verdict, and where the run failed if it did
   */
  public static SimulationResult simulate(Program lambda, SimulatedContext<DeviceContext> input) {
    return Programs.simulate(ProgramKinds.DEVICE, () -> lambda.allow(input.context()) ? 1 : 0);
  }
}
