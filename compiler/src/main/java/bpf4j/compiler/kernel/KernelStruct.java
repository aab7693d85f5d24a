package bpf4j.compiler.kernel;

import bpf4j.compiler.declare.Intrinsic;

/**
 * A struct or union of the kernel, as far as a program looks at it: an interface whose methods are
 * fields. Names, places and widths are checked against the running kernel's BTF when a program is
 * compiled ({@code CONFIG_DEBUG_INFO_BTF}, Linux 5.2), so the same Java reads each kernel's own
 * layout.
 *
 * <pre>{@code
 * @KernelName("task_struct")
 * interface TaskStruct extends KernelStruct {
 *   int tgid();
 *   long start_time();
 *   Comm comm();
 *   TaskStruct real_parent();
 *   @KernelName("cpus_mask.bits") long cpus(int index);
 * }
 * int parent = Kernel.currentTask(TaskStruct.class).real_parent().tgid();
 * }</pre>
 *
 * <p>An interface without {@link bpf4j.compiler.declare.KernelName} means the struct of its own
 * name. A method without parameters is a field:
 *
 * <ul>
 *   <li>An integer, enum, bit field or {@code bool} is returned as an integer type that is wide
 *       enough, extended as the field's own type says, or as {@code boolean}: true for any value
 *       but 0. A pointer may be returned as {@code long}.
 *   <li>A struct inside the struct, and one that a pointer leads to, is returned as the interface
 *       for it. A null pointer is {@code null}.
 *   <li>A record stands for a field of just its size, as {@link bpf4j.compiler.Comm} for a name.
 * </ul>
 *
 * <p>A method with one {@code int} is an element of an array; an index out of bounds fails the run.
 *
 * <p>Each read of a number is one {@code bpf_probe_read_kernel} (Linux 5.5, GPL-only); a read that
 * cannot be done fails the run. Nothing is read before it is asked for.
 *
 * <p>On the JVM any implementation of the interface serves; {@link bpf4j.compiler.SimulatedKernel}
 * gives it to programs.
 */
public interface KernelStruct {
  /**
   * Where the struct lies.
   *
   * @return its address in the kernel
   * @throws UnsupportedOperationException on the JVM, unless the implementation has an address
   */
  @Intrinsic(Intrinsic.Kind.KERNEL_ADDRESS)
  default long address() {
    throw new UnsupportedOperationException(
        getClass().getName() + " has no address; override address() if a program needs it");
  }
}
