/**
 * The vocabulary in which kernel-side Java is declared.
 *
 * <p>Neither the compiler nor the JVM twins know any header, context or helper by name: they know
 * the annotations of this package, so a declaration of a user's own is worth as much as one of
 * ours.
 *
 * <ul>
 *   <li>{@link bpf4j.compiler.declare.Header}, {@link bpf4j.compiler.declare.At}, {@link
 *       bpf4j.compiler.declare.Bits}: a packet header as an interface;
 *   <li>{@link bpf4j.compiler.declare.ContextField}: a field of a program's context;
 *   <li>{@link bpf4j.compiler.declare.Helper}: a kernel helper as a static method;
 *   <li>{@link bpf4j.compiler.declare.Intrinsic}: a method that the compiler expands by itself;
 *   <li>{@link bpf4j.compiler.declare.FailStopException}: how the JVM twin ends a run that fails.
 * </ul>
 *
 * <p>Start with {@link bpf4j.compiler.declare.Header}, whose page declares a header as an example.
 */
package bpf4j.compiler.declare;
