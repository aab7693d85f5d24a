package bpf4j.compiler.context;

/**
 * The context of tracepoints. The fields of a particular one are declared by an interface that
 * extends this one and places them by {@link bpf4j.compiler.declare.ContextField}, as the
 * tracepoint's {@code format} file in tracefs says; offsets below 8 are refused by the kernel.
 */
public interface TracepointContext extends ProgramContext {}
