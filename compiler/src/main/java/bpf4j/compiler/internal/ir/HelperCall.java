package bpf4j.compiler.internal.ir;

/**
 * The helper that a {@link Op#CALL} calls.
 *
 * @param id the number in {@code enum bpf_func_id}
 * @param name its C name without {@code bpf_}
 * @param returns what register 0 holds afterwards
 */
public record HelperCall(int id, String name, Type returns) {}
