/**
 * The compiler's intermediate representation: a control-flow graph of {@link
 * bpf4j.compiler.internal.ir.Block blocks} holding {@link bpf4j.compiler.internal.ir.Value values}
 * in static single assignment form.
 *
 * <p>Values carry a machine-level {@link bpf4j.compiler.internal.ir.Type}; pointer types say where
 * the pointer comes from, since that decides how it may be read. Nothing here knows Java bytecode
 * or BPF encodings. Start at {@link bpf4j.compiler.internal.ir.Graph}.
 */
package bpf4j.compiler.internal.ir;
