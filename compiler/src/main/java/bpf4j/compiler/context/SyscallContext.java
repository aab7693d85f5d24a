package bpf4j.compiler.context;

/**
 * The context of programs that run when asked to: memory that who runs them hands over. Its fields
 * are declared by an interface that extends this one and places them by {@link
 * bpf4j.compiler.declare.ContextField}; they may be read and written.
 */
public interface SyscallContext extends ProgramContext {}
