package bpf4j.compiler.context;

/**
 * The context of netfilter hooks: {@code struct bpf_nf_ctx}, whose members are kernel structures.
 */
public interface NetfilterContext extends ProgramContext {}
