package bpf4j.compiler;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.compiler.declare.Helper.Since;
import bpf4j.compiler.declare.Intrinsic;
import bpf4j.compiler.internal.simulate.KernelTwin;
import bpf4j.compiler.internal.simulate.TraceFormat;
import bpf4j.compiler.kernel.KernelStruct;
import bpf4j.compiler.packet.PacketView;
import bpf4j.syscall.bpf.ProgramType;

/**
 * What kernel-side code may ask the kernel.
 *
 * <p>Each method is one BPF helper, or plain Java on top of one. Called on the JVM it answers for
 * the calling thread from {@code /proc}, so code that uses it can be tried there; all methods are
 * thread-safe. {@link System#nanoTime()} in kernel-side code is {@link #time()}: both sides read
 * {@code CLOCK_MONOTONIC}, so their values can be subtracted from each other.
 *
 * <p>A helper that the running kernel does not offer to the program's type is refused when the
 * program is loaded, with the first kernel that offers it.
 */
public final class Kernel {
  private Kernel() {}

  /**
   * The monotonic clock ({@code bpf_ktime_get_ns}, Linux 4.1; for programs of any licence since
   * 5.8). It does not count suspended time.
   *
   * @return nanoseconds since boot
   */
  @Helper(id = 5, name = "ktime_get_ns", since = "4.1")
  public static long time() {
    return KernelTwin.current().time();
  }

  /**
   * The CPU that runs the program ({@code bpf_get_smp_processor_id}, Linux 4.1).
   *
   * @return 0 or more
   */
  @Helper(id = 8, name = "get_smp_processor_id", since = "4.1")
  public static int cpu() {
    return KernelTwin.current().cpu();
  }

  /**
   * The current process and thread ({@code bpf_get_current_pid_tgid}, Linux 4.2; socket filters and
   * other networking programs 6.10).
   *
   * <p>In a socket filter the current thread is the one that the packet happened to be delivered
   * on: on loopback its sender, on a device usually an unrelated one. Ids are those of the initial
   * PID namespace; on the JVM, of this process's.
   *
   * @return the process id (tgid) in the upper 32 bits, the thread id in the lower
   */
  @Helper(
      id = 14,
      name = "get_current_pid_tgid",
      since = "4.2",
      sinceFor = {
        @Since(programType = ProgramType.SOCKET_FILTER, kernel = "6.10"),
        @Since(programType = ProgramType.SCHED_CLS, kernel = "6.10"),
        @Since(programType = ProgramType.SCHED_ACT, kernel = "6.10"),
        @Since(programType = ProgramType.XDP, kernel = "6.10")
      })
  public static long pidTgid() {
    return KernelTwin.current().pidTgid();
  }

  /**
   * The current process.
   *
   * @return its id, which the kernel calls tgid; see {@link #pidTgid}
   */
  public static int pid() {
    return (int) (pidTgid() >>> Integer.SIZE);
  }

  /**
   * The current thread.
   *
   * @return its id, which the kernel calls pid; see {@link #pidTgid}
   */
  public static int tid() {
    return (int) pidTgid();
  }

  /**
   * The current thread's real user and group ({@code bpf_get_current_uid_gid}, Linux 4.2; socket
   * filters after 6.12).
   *
   * @return the group id in the upper 32 bits, the user id in the lower
   */
  @Helper(id = 15, name = "get_current_uid_gid", since = "4.2")
  public static long uidGid() {
    return KernelTwin.current().uidGid();
  }

  /**
   * The current thread's real user.
   *
   * @return its id; see {@link #uidGid}
   */
  public static int uid() {
    return (int) uidGid();
  }

  /**
   * The current thread's real group.
   *
   * @return its id; see {@link #uidGid}
   */
  public static int gid() {
    return (int) (uidGid() >>> Integer.SIZE);
  }

  /**
   * The current thread as the kernel keeps it ({@code bpf_get_current_task}, Linux 4.8, GPL-only).
   *
   * @param <S> the interface
   * @param type an interface for {@code struct task_struct}, as far as the program looks at it
   * @return the thread; on the JVM what {@link SimulatedKernel#currentTask} was given
   */
  @Intrinsic(Intrinsic.Kind.CURRENT_TASK)
  public static <S extends KernelStruct> S currentTask(Class<S> type) {
    return KernelTwin.current().currentTask(type);
  }

  /**
   * A pseudo-random number ({@code bpf_get_prandom_u32}, Linux 4.1), not for cryptography.
   *
   * @return any {@code int}; {@code Integer.remainderUnsigned(random(), n)} is 0 to n - 1
   */
  @Helper(id = 7, name = "get_prandom_u32", since = "4.1")
  public static int random() {
    return KernelTwin.current().random();
  }

  /**
   * The current thread's name ({@code bpf_get_current_comm}, Linux 4.2; socket filters after 6.12).
   *
   * @return the name
   */
  @Helper(
      id = 16,
      name = "get_current_comm",
      since = "4.2",
      arguments = {Argument.RESULT_MEMORY, Argument.SIZE},
      result = Result.STATUS)
  public static Comm comm() {
    return Comm.of(KernelTwin.current().comm());
  }

  /**
   * Writes a line to the kernel's trace log ({@code bpf_trace_printk}, Linux 4.1, GPL-only), {@code
   * trace_pipe} in tracefs. For debugging: it is slow, and shared by the whole system. On the JVM
   * the line goes to {@link System#out}.
   *
   * @param format a constant of ASCII characters without conversions
   * @throws IllegalArgumentException on the JVM, when the kernel would refuse the format
   */
  @Helper(
      id = 6,
      name = "trace_printk",
      since = "4.1",
      gplOnly = true,
      arguments = {Argument.STRING, Argument.SIZE},
      result = Result.VOID)
  public static void printk(String format) {
    KernelTwin.current().print(TraceFormat.format(format));
  }

  /**
   * Writes a line with a number; see {@link #printk(String)}.
   *
   * @param format a constant: {@code %d %i %u %x %X} print the lower 32 bits, {@code %ld} and so on
   *     all 64
   * @param a the number
   * @throws IllegalArgumentException on the JVM, when the kernel would refuse the format
   */
  @Helper(
      id = 6,
      name = "trace_printk",
      since = "4.1",
      gplOnly = true,
      arguments = {Argument.STRING, Argument.SIZE, Argument.VALUE},
      result = Result.VOID)
  public static void printk(String format, long a) {
    KernelTwin.current().print(TraceFormat.format(format, a));
  }

  /**
   * Writes a line with two numbers; see {@link #printk(String, long)}.
   *
   * @param format a constant
   * @param a the first number
   * @param b the second
   * @throws IllegalArgumentException on the JVM, when the kernel would refuse the format
   */
  @Helper(
      id = 6,
      name = "trace_printk",
      since = "4.1",
      gplOnly = true,
      arguments = {Argument.STRING, Argument.SIZE, Argument.VALUE, Argument.VALUE},
      result = Result.VOID)
  public static void printk(String format, long a, long b) {
    KernelTwin.current().print(TraceFormat.format(format, a, b));
  }

  /**
   * Writes a line with three numbers, as many as the helper takes; see {@link #printk(String,
   * long)}.
   *
   * @param format a constant
   * @param a the first number
   * @param b the second
   * @param c the third
   * @throws IllegalArgumentException on the JVM, when the kernel would refuse the format
   */
  @Helper(
      id = 6,
      name = "trace_printk",
      since = "4.1",
      gplOnly = true,
      arguments = {Argument.STRING, Argument.SIZE, Argument.VALUE, Argument.VALUE, Argument.VALUE},
      result = Result.VOID)
  public static void printk(String format, long a, long b, long c) {
    KernelTwin.current().print(TraceFormat.format(format, a, b, c));
  }

  /**
   * Goes on with another program ({@code bpf_tail_call}, Linux 4.2), from its beginning and with
   * the same context: what that one returns is the verdict, and this one does not go on. When there
   * is no program at the index, or 33 calls have gone before, nothing happens and this one does go
   * on.
   *
   * <p>On the JVM it does what {@link SimulatedKernel} says of {@code tail_call}; doing nothing
   * stands for an empty entry.
   *
   * @param programs the programs
   * @param index which, unsigned; one that is out of bounds is empty
   */
  @Helper(
      id = 12,
      name = "tail_call",
      since = "4.2",
      arguments = {Argument.CONTEXT, Argument.MAP, Argument.VALUE},
      result = Result.VOID)
  public static void tailCall(ProgramArray programs, int index) {
    KernelTwin.current().call("tail_call", programs, index);
  }

  /**
   * The logarithm to base 2, rounded down.
   *
   * @param number an unsigned number; 0 ends the run
   * @return 0 to 63
   */
  public static int log2(long number) {
    return Logarithms.log2(number);
  }

  /**
   * The logarithm to base 10, rounded down.
   *
   * @param number an unsigned number; 0 ends the run
   * @return 0 to 19
   */
  public static int log10(long number) {
    return Logarithms.log10(number);
  }

  /**
   * The natural logarithm, rounded down.
   *
   * @param number an unsigned number; 0 ends the run
   * @return 0 to 44
   */
  public static int log(long number) {
    return Logarithms.log(number);
  }

  /**
   * Ends the run by a fail-stop unless the condition holds: with the program type's default
   * verdict, counted with the line.
   *
   * @param condition what must be true to go on
   */
  public static void require(boolean condition) {
    PacketView.require(condition);
  }
}
