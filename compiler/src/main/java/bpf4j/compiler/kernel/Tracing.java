package bpf4j.compiler.kernel;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.compiler.declare.Helper.Since;
import bpf4j.compiler.internal.simulate.HelperTwin;
import bpf4j.syscall.bpf.ProgramType;

/**
 * Where a tracing program was called, with what, and from where.
 *
 * <p>On the JVM these methods answer as a {@link bpf4j.compiler.SimulatedKernel} is told to.
 */
public final class Tracing {
  private Tracing() {}

  /**
   * A performance counter ({@code struct bpf_perf_event_value} of {@code linux/bpf.h}).
   *
   * @param counter the count
   * @param enabled nanoseconds it was enabled
   * @param running nanoseconds it was really counting
   */
  public record CounterValue(long counter, long enabled, long running) {}

  /**
   * The address of the traced function ({@code bpf_get_func_ip}, Linux 5.15, GPL-only).
   *
   * @return the address; 0 for kprobes elsewhere than at the start of a function
   */
  @Helper(
      id = 173,
      name = "get_func_ip",
      since = "5.15",
      callers = {
        ProgramType.KPROBE,
        ProgramType.TRACEPOINT,
        ProgramType.PERF_EVENT,
        ProgramType.RAW_TRACEPOINT,
        ProgramType.RAW_TRACEPOINT_WRITABLE,
        ProgramType.TRACING,
        ProgramType.LSM,
        ProgramType.SYSCALL
      },
      gplOnly = true,
      arguments = {Argument.CONTEXT})
  public static long functionAddress() {
    return HelperTwin.number("get_func_ip");
  }

  /**
   * The number that the program was attached with ({@code bpf_get_attach_cookie}, Linux 5.15).
   *
   * @return the number, 0 if none
   */
  @Helper(
      id = 174,
      name = "get_attach_cookie",
      since = "5.15",
      sinceFor = {
        @Since(programType = ProgramType.LSM, kernel = "5.19"),
        @Since(programType = ProgramType.TRACING, kernel = "5.19")
      },
      callers = {
        ProgramType.KPROBE,
        ProgramType.TRACEPOINT,
        ProgramType.PERF_EVENT,
        ProgramType.RAW_TRACEPOINT,
        ProgramType.TRACING,
        ProgramType.LSM
      },
      arguments = {Argument.CONTEXT})
  public static long cookie() {
    return HelperTwin.number("get_attach_cookie");
  }

  /**
   * How many arguments the traced function has ({@code bpf_get_func_arg_cnt}, Linux 5.17).
   *
   * @return the count
   */
  @Helper(
      id = 185,
      name = "get_func_arg_cnt",
      since = "5.17",
      callers = {ProgramType.TRACING},
      arguments = {Argument.CONTEXT})
  public static long argumentCount() {
    return HelperTwin.number("get_func_arg_cnt");
  }

  /**
   * An argument of the traced function ({@code bpf_get_func_arg}, Linux 5.17).
   *
   * @param index 0 for the first
   * @param to one element, which takes it
   * @return 0, or a negative errno
   */
  @Helper(
      id = 183,
      name = "get_func_arg",
      since = "5.17",
      callers = {ProgramType.TRACING},
      arguments = {Argument.CONTEXT, Argument.VALUE, Argument.UNINITIALIZED_MEMORY},
      result = Result.STATUS)
  public static long argument(int index, long[] to) {
    return HelperTwin.number("get_func_arg", index, to);
  }

  /**
   * What the traced function returns ({@code bpf_get_func_ret}, Linux 5.17).
   *
   * @param to one element, which takes it
   * @return 0, or a negative errno: {@code EOPNOTSUPP} on the way into the function
   */
  @Helper(
      id = 184,
      name = "get_func_ret",
      since = "5.17",
      callers = {ProgramType.TRACING},
      arguments = {Argument.CONTEXT, Argument.UNINITIALIZED_MEMORY},
      result = Result.STATUS)
  public static long returnValue(long[] to) {
    return HelperTwin.number("get_func_ret", to);
  }

  /**
   * Skips the traced function, which must be marked for error injection, and has it return a number
   * ({@code bpf_override_return}, Linux 4.16, GPL-only).
   *
   * @param result what it returns
   * @return 0
   */
  @Helper(
      id = 58,
      name = "override_return",
      since = "4.16",
      callers = {ProgramType.KPROBE},
      gplOnly = true,
      arguments = {Argument.CONTEXT, Argument.VALUE},
      result = Result.STATUS)
  public static long overrideReturn(long result) {
    return HelperTwin.number("override_return", result);
  }

  /**
   * The call stack, innermost first ({@code bpf_get_stack}, Linux 4.18, GPL-only).
   *
   * @param to takes addresses
   * @param flags how many frames to skip, up to 255, and an or of {@code BPF_F_USER_STACK} 256,
   *     {@code BPF_F_USER_BUILD_ID} 2048
   * @return how many bytes were written, or a negative errno
   */
  @Helper(
      id = 67,
      name = "get_stack",
      since = "4.18",
      callers = {
        ProgramType.KPROBE,
        ProgramType.TRACEPOINT,
        ProgramType.PERF_EVENT,
        ProgramType.RAW_TRACEPOINT,
        ProgramType.RAW_TRACEPOINT_WRITABLE,
        ProgramType.TRACING
      },
      gplOnly = true,
      arguments = {Argument.CONTEXT, Argument.UNINITIALIZED_MEMORY, Argument.SIZE, Argument.VALUE},
      result = Result.STATUS)
  public static long stack(long[] to, long flags) {
    return HelperTwin.number("get_stack", to, flags);
  }

  /**
   * The branches taken last, where the CPU records them: from, to, flags of each ({@code struct
   * perf_branch_entry}) ({@code bpf_get_branch_snapshot}, Linux 5.16, GPL-only).
   *
   * @param to takes them
   * @return how many bytes were written, or a negative errno
   */
  @Helper(
      id = 176,
      name = "get_branch_snapshot",
      since = "5.16",
      callers = {
        ProgramType.KPROBE,
        ProgramType.TRACEPOINT,
        ProgramType.PERF_EVENT,
        ProgramType.RAW_TRACEPOINT,
        ProgramType.RAW_TRACEPOINT_WRITABLE,
        ProgramType.TRACING,
        ProgramType.LSM,
        ProgramType.SYSCALL
      },
      gplOnly = true,
      arguments = {Argument.UNINITIALIZED_MEMORY, Argument.SIZE, Argument.ZERO},
      result = Result.STATUS)
  public static long branchSnapshot(long[] to) {
    return HelperTwin.number("get_branch_snapshot", to);
  }

  /**
   * The branches taken before the event: from, to, flags of each ({@code struct perf_branch_entry})
   * ({@code bpf_read_branch_records}, Linux 5.7, GPL-only).
   *
   * @param to takes them
   * @param flags 0, or 1 to get only the size they take ({@code BPF_F_GET_BRANCH_RECORDS_SIZE})
   * @return how many bytes were written, or a negative errno
   */
  @Helper(
      id = 119,
      name = "read_branch_records",
      since = "5.7",
      callers = {ProgramType.PERF_EVENT},
      gplOnly = true,
      arguments = {Argument.CONTEXT, Argument.UNINITIALIZED_MEMORY, Argument.SIZE, Argument.VALUE},
      result = Result.STATUS)
  public static long branchRecords(long[] to, long flags) {
    return HelperTwin.number("read_branch_records", to, flags);
  }

  /**
   * The counter of the perf event that has called the program; the run fails when it cannot be read
   * ({@code bpf_perf_prog_read_value}, Linux 4.15, GPL-only).
   *
   * @return its value
   */
  @Helper(
      id = 56,
      name = "perf_prog_read_value",
      since = "4.15",
      callers = {ProgramType.PERF_EVENT},
      gplOnly = true,
      arguments = {Argument.CONTEXT, Argument.RESULT_MEMORY, Argument.SIZE},
      result = Result.STATUS)
  public static CounterValue counter() {
    return HelperTwin.object(CounterValue.class, "perf_prog_read_value");
  }
}
