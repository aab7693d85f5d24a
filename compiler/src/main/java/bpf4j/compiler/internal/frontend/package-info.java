/**
 * Java bytecode to SSA: interprets each method abstractly, block by block, inlining what it calls.
 *
 * <p>{@link bpf4j.compiler.internal.frontend.MethodTranslator} walks a method's blocks and joins
 * their states, {@link bpf4j.compiler.internal.frontend.InstructionTranslator} gives each bytecode
 * instruction its meaning, {@link bpf4j.compiler.internal.frontend.CallTranslator} each call. What
 * is known of a Java value at one point of the program is a {@link
 * bpf4j.compiler.internal.frontend.JavaValue}: numbers are SSA values, objects are taken apart into
 * such, so that no object exists at run time.
 */
package bpf4j.compiler.internal.frontend;
