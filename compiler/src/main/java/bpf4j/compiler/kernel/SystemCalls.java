package bpf4j.compiler.kernel;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.compiler.internal.simulate.HelperTwin;
import bpf4j.syscall.bpf.ProgramType;

/**
 * System calls, for programs of type {@code BPF_PROG_TYPE_SYSCALL}.
 *
 * <p>On the JVM these methods answer as a {@link bpf4j.compiler.SimulatedKernel} is told to.
 */
public final class SystemCalls {
  private SystemCalls() {}

  /**
   * Calls {@code bpf(2)} ({@code bpf_sys_bpf}, Linux 5.14).
   *
   * @param command {@code enum bpf_cmd}
   * @param attributes {@code union bpf_attr}
   * @return as the system call
   */
  @Helper(
      id = 166,
      name = "sys_bpf",
      since = "5.14",
      callers = {ProgramType.SYSCALL},
      arguments = {Argument.VALUE, Argument.MEMORY, Argument.SIZE},
      result = Result.STATUS)
  public static long bpf(int command, byte[] attributes) {
    return HelperTwin.number("sys_bpf", command, attributes);
  }

  /**
   * Closes a file descriptor of the process ({@code bpf_sys_close}, Linux 5.14).
   *
   * @param descriptor its number
   * @return 0, or a negative errno
   */
  @Helper(
      id = 168,
      name = "sys_close",
      since = "5.14",
      callers = {ProgramType.SYSCALL},
      result = Result.STATUS)
  public static long close(int descriptor) {
    return HelperTwin.number("sys_close", descriptor);
  }

  /**
   * Finds a type in the kernel's BTF or its modules' ({@code bpf_btf_find_by_name_kind}, Linux
   * 5.14).
   *
   * @param name a constant
   * @param kind {@code BTF_KIND_*}
   * @return the type's id, with a descriptor of the module's BTF in the upper 32 bits; or a
   *     negative errno
   */
  @Helper(
      id = 167,
      name = "btf_find_by_name_kind",
      since = "5.14",
      callers = {ProgramType.SYSCALL},
      arguments = {Argument.STRING, Argument.SIZE, Argument.VALUE, Argument.ZERO},
      result = Result.STATUS)
  public static long typeId(String name, int kind) {
    return HelperTwin.number("btf_find_by_name_kind", name, kind);
  }

  /**
   * Finds the address of a kernel symbol ({@code bpf_kallsyms_lookup_name}, Linux 5.16).
   *
   * @param name a constant
   * @param to one element, which takes the address
   * @return 0, or a negative errno
   */
  @Helper(
      id = 179,
      name = "kallsyms_lookup_name",
      since = "5.16",
      callers = {ProgramType.SYSCALL},
      arguments = {Argument.STRING, Argument.SIZE, Argument.ZERO, Argument.UNINITIALIZED_MEMORY},
      result = Result.STATUS)
  public static long symbol(String name, long[] to) {
    return HelperTwin.number("kallsyms_lookup_name", name, to);
  }
}
