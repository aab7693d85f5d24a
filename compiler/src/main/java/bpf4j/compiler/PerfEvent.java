package bpf4j.compiler;

import bpf4j.compiler.context.PerfEventContext;
import bpf4j.compiler.context.SimulatedContext;
import bpf4j.compiler.internal.load.ProgramKinds;
import bpf4j.perf.attach.PerfEventAttacher;
import bpf4j.syscall.perf.PerfEventAttr;
import bpf4j.syscall.perf.PerfFlag;
import bpf4j.syscall.perf.PerfTarget;
import bpf4j.syscall.perf.SoftwareEvent;
import java.io.Serializable;
import java.util.List;

/** Programs that run when a perf event overflows (Linux 4.9). */
public final class PerfEvent {
  /** A program that samples. */
  @FunctionalInterface
  public interface Program extends Serializable {
    /**
     * Runs once.
     *
     * @param context the registers and the event
     */
    void sample(PerfEventContext context);
  }

  private PerfEvent() {}

  /**
   * Compiles a program for a perf event, without contact to the kernel.
   *
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static CompiledProgram<Program> compile(Program lambda) {
    return Programs.compile(ProgramKinds.PERF_EVENT, lambda);
  }

  /**
   * Runs a program so many times a second on each CPU, with whatever runs there then.
   *
   * @param hertz samples a second and CPU, at most {@code kernel.perf_event_max_sample_rate}
   * @param lambda the program
   * @return the running program, to be closed
   * @throws CompileException if the lambda cannot become a BPF program
   * @throws bpf4j.syscall.SyscallException if privileges are missing
   */
  public static AttachedProgram sample(int hertz, Program lambda) {
    PerfEventAttr event = SoftwareEvent.CPU_CLOCK.attr().sampleFrequency(hertz).build();
    return attach(
        event, PerfEventAttacher.allCpus(), "cpu-clock at " + hertz + " Hz on all CPUs", lambda);
  }

  /**
   * Runs a program so many times a second of the time that each thread of a process runs, those
   * included that it starts later.
   *
   * @param pid the process
   * @param hertz samples a second and thread
   * @param lambda the program
   * @return the running program, to be closed
   * @throws CompileException if the lambda cannot become a BPF program
   * @throws java.io.UncheckedIOException if there is no such process
   * @throws bpf4j.syscall.SyscallException if privileges are missing
   */
  public static AttachedProgram sampleProcess(long pid, int hertz, Program lambda) {
    PerfEventAttr event =
        SoftwareEvent.CPU_CLOCK.attr().sampleFrequency(hertz).flags(PerfFlag.INHERIT).build();
    return attach(
        event,
        PerfEventAttacher.threadsOf(pid),
        "cpu-clock at " + hertz + " Hz of process " + pid,
        lambda);
  }

  /**
   * Runs a program whenever an event overflows: every {@code samplePeriod} events, or so many times
   * a second by {@code sampleFrequency}.
   *
   * @param event a sampling event: of software, hardware or a breakpoint
   * @param targets whom to watch
   * @param description the event and whom it watches, for people
   * @param lambda the program
   * @return the running program, to be closed
   * @throws CompileException if the lambda cannot become a BPF program
   * @throws bpf4j.syscall.SyscallException with ENOENT or EOPNOTSUPP if this machine has no such
   *     event, or if privileges are missing
   */
  public static AttachedProgram attach(
      PerfEventAttr event, List<PerfTarget> targets, String description, Program lambda) {
    return AttachedProgram.of(
        compile(lambda).load(),
        program -> PerfEventAttacher.attach(program, event, targets, 0, description));
  }

  /**
   * Runs a program on the JVM, without privileges. Maps that it captured are really used.
   *
   * @param lambda the program
   * @param input its context, which is afterwards as the program has left it
   * @return the verdict, and where the run failed if it did
   */
  public static SimulationResult simulate(
      Program lambda, SimulatedContext<PerfEventContext> input) {
    return Programs.simulate(
        ProgramKinds.PERF_EVENT, () -> Programs.run(() -> lambda.sample(input.context()), 0));
  }
}
