package bpf4j.compiler.context;

/**
 * The record of a tracepoint. The fields of a particular one are declared by an interface that
 * extends this one; their names, places and widths are looked up in the tracepoint's {@code format}
 * file when a program is compiled, so the same Java reads each kernel's own layout.
 *
 * <pre>{@code
 * interface SchedSwitch extends TracepointContext {
 *   String prev_comm();
 *   int prev_pid();
 *   long prev_state();
 * }
 * interface Exec extends TracepointContext {
 *   @Size(64) String filename();
 *   int pid();
 * }
 * }</pre>
 *
 * <p>A method is named as the field, or says the field's name by {@link
 * bpf4j.compiler.declare.KernelName}. Without parameters it reads the field:
 *
 * <ul>
 *   <li>A number, enum or pointer is returned as an integer type that is wide enough for its C
 *       type, or as {@code boolean}: true for any value but 0.
 *   <li>Text ({@code char x[N]}, {@code __data_loc char[] x}) is returned as a {@code String}, cut
 *       to one byte less than its place. Text of any length needs {@link
 *       bpf4j.maps.layout.Size @Size}.
 *   <li>A pointer to a kernel struct may be returned as the interface for it ({@link
 *       bpf4j.compiler.kernel.KernelStruct}).
 *   <li>A record stands for a field of just its size.
 * </ul>
 *
 * <p>A method with one {@code int} is an element of an array; an index out of bounds fails the run.
 *
 * <p>A method may also be placed by {@link bpf4j.compiler.declare.ContextField}, where it is not
 * looked up; offsets below 8 are refused by the kernel.
 *
 * <p>On the JVM {@link SimulatedContext} has fields by name, without a kernel.
 */
public interface TracepointContext extends ProgramContext {}
