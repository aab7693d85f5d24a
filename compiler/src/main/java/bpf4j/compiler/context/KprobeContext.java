package bpf4j.compiler.context;

/** The context of kprobes, kretprobes, uprobes and uretprobes. */
public interface KprobeContext extends RegistersContext {}
