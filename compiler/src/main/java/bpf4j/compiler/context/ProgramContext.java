package bpf4j.compiler.context;

/**
 * What every program is given by the kernel. The interfaces that extend this one place the fields
 * of the kernel's structure by {@link bpf4j.compiler.declare.ContextField}.
 */
public interface ProgramContext {}
