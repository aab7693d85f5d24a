package bpf4j.compiler.context;

import bpf4j.compiler.declare.Intrinsic;
import bpf4j.compiler.kernel.KernelStruct;

/**
 * The arguments of a place in the kernel whose types are known: of a function, a hook of security
 * modules, or a tracepoint. They are looked up in the running kernel's BTF when a program is
 * compiled ({@code CONFIG_DEBUG_INFO_BTF}, Linux 5.5).
 *
 * <p>Any place's arguments are taken by their position. Those of a particular place may be declared
 * by an interface that extends this one, with a method for each argument that the program looks at:
 *
 * <pre>{@code
 * // ssize_t vfs_read(struct file *file, char *buf, size_t count, loff_t *pos)
 * interface VfsRead extends TracingContext {
 *   File file();
 *   long count();
 * }
 * }</pre>
 *
 * <p>Such a method has no parameters, and is named as the argument in the kernel's source, or says
 * the argument's name by {@link bpf4j.compiler.declare.KernelName}; it returns
 *
 * <ul>
 *   <li>a number, enum or {@code bool} as an integer type, extended or cut as the argument's own
 *       type says, or as {@code boolean}: true for any value but 0;
 *   <li>a pointer as {@code long}, or as the interface for the struct that it points to ({@link
 *       KernelStruct}); a null pointer is {@code null}.
 * </ul>
 *
 * <p>The verifier knows the types of such structs. Their fields, and those of structs that they
 * point to, are read by one load each where it takes that, not by a helper; a field that cannot be
 * read is then 0, and the run goes on.
 *
 * <p>On the JVM {@link SimulatedContext} has the arguments that a test sets: those with names by
 * name, others by their position.
 */
public interface TracingContext extends ProgramContext {
  /**
   * An argument as a number.
   *
   * @param index 0 for the first, a constant
   * @return a number, extended as the argument's own type says, or an address
   */
  @Intrinsic(Intrinsic.Kind.PLACE_ARGUMENT)
  long arg(int index);

  /**
   * An argument that points to a struct.
   *
   * @param <S> the interface
   * @param index 0 for the first, a constant
   * @param type the struct's interface
   * @return the struct; {@code null} for a null pointer
   */
  @Intrinsic(Intrinsic.Kind.PLACE_ARGUMENT)
  <S extends KernelStruct> S arg(int index, Class<S> type);
}
