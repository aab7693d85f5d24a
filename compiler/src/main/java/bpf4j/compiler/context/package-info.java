/**
 * What programs are given and what they answer: one context interface for each program type, with
 * the fields of the kernel's structure as annotated accessors, and the enums of verdicts.
 *
 * <p>{@link bpf4j.compiler.context.SkBuff} is the context of socket filters and the base of those
 * of other types that see socket buffers. A context's twin for the JVM is made by {@link
 * bpf4j.compiler.context.SimulatedContext}.
 */
package bpf4j.compiler.context;
